package book

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"dangce/config"
	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/templates"
	"dangce/templates/phrase"
)

// checker reports what is wrong in one template beside others and beside the
// vocabulary. What a field is about is said by its type, so one walk finds
// the texts, conditions, lists and names of all templates.
type checker struct {
	set  *Set
	src  *decode.File
	out  *diag.List
	said map[string]bool // paths with a finding: a table may be used in several places

	fields  *phrase.Vocabulary[value]
	numbers bool                // all numbers are sizes and counts
	tables  map[string]*checker // of the tables that were checked so far
	faulty  map[string]bool     // files with texts that cannot be filled in
}

func (s *Set) checker(src *decode.File, out *diag.List) *checker {
	return (&checker{set: s, out: out, tables: map[string]*checker{}, faulty: s.faulty}).of(src)
}

// of returns a checker of another template.
func (c *checker) of(src *decode.File) *checker {
	return &checker{set: c.set, src: src, out: c.out, fields: c.set.words.fields, said: map[string]bool{}, tables: c.tables, faulty: c.faulty}
}

func (c *checker) add(code, path, message, hint string) {
	if !c.said[path] {
		c.src.Add(c.out, diag.Error, code, path, message, hint)
	}
	c.said[path] = true
}

func (c *checker) fault(path string, f *phrase.Fault) {
	if f == nil {
		return
	}
	c.add(f.Code, path, f.Message, f.Hint)
	if strings.HasSuffix(f.Code, "placeholder") {
		c.faulty[c.src.Name()] = true
	}
}

// walk checks all that the struct v holds, with these things in scope around
// it. Fields with the tag in:"row" are filled in the rows of the struct's
// data, or of that of the struct around it: then row is what is in scope there.
func (c *checker) walk(v any, path string, in, row need) {
	in, row = c.lists(reflect.ValueOf(v).Elem(), path, in, row)
	if col, ok := v.(*templates.TableCol); ok {
		c.names(col, path, in)
	}
	inside := false
	templates.Walk(v, path, func(path string, tag reflect.StructTag, v reflect.Value) bool {
		at := in
		if tag.Get("in") == "row" {
			at = row
		}
		switch x := v.Addr().Interface().(type) {
		case *phrase.Text:
			known := c.fields
			if has, own := tag.Lookup("has"); own {
				known = sentence(has)
			}
			if f := known.Check(*x, at, c.set.words.lacks); f != nil {
				c.fault(path, f)
			} else if most := tag.Get("most"); most != "" {
				c.long(path, most, *x)
			}
		case *templates.When:
			for _, w := range *x {
				c.fault(path, c.set.words.conditions.CheckName(strings.TrimPrefix(w, "!"), at, c.set.words.lacks))
			}
		case *templates.StyleName:
			checkKnown(c, string(*x), path, "样式", c.set.styles)
		case *signers:
			if *x != "" {
				c.fault(path, c.set.words.signers.CheckName(string(*x), at, c.set.words.lacks))
			}
		case *templates.TableName:
			if *x != "" && checkKnown(c, string(*x), path, "表", c.set.tables) {
				c.table(c.set.tables[string(*x)], at)
			}
		case *templates.Block:
		case phrase.Varying:
			return true
		case *int:
			c.number(float64(*x), path)
		case *float64:
			c.number(*x, path)
		default:
			if v.Kind() != reflect.Struct || !inside {
				inside = true
				return true
			}
			c.walk(x, path, at, row)
		}
		return false
	})
}

// sentence is the vocabulary of one sentence of the program.
func sentence(has string) *phrase.Vocabulary[value] {
	own, show := map[string]field{}, []string{}
	for _, name := range strings.Fields(has) {
		own[name] = field{}
		show = append(show, "{"+name+"}")
	}
	guide := "这一句里可以写 " + strings.Join(show, "、")
	if len(show) == 0 {
		guide = "这一句里没有什么可填"
	}
	return phrase.NewVocabulary(phrase.Placeholder, guide, own)
}

// long reports a text of a chart that has more characters than fit.
func (c *checker) long(path, most string, t phrase.Text) {
	sample := scope{Subject: &Subject{County: &config.County{ThemeDay: config.ThemeDay{Day: 15}}}, set: c.set}
	limit, _ := strconv.Atoi(most)
	if n := utf8.RuneCountInString(sample.expand(t)); n > limit {
		key, _, _ := strings.Cut(path[strings.LastIndex(path, "].")+len("]."):], ".")
		c.add("flow-long", path, fmt.Sprintf("%s有 %d 个字，表里只放得下 %d 个", templates.ColumnTitle(key), n, limit), fmt.Sprintf("缩短 %d 个字", n-limit))
	}
}

// number checks a number of a block: no height, width or count is below 0.
func (c *checker) number(n float64, path string) {
	if c.numbers && (n < 0 || n > most+1) {
		c.add("bad-number", path, fmt.Sprintf("%s = %g 不对", path[strings.LastIndexByte(path, '.')+1:], n), "写 0 到 1000 之间的数")
	}
}

// lists checks the lists that the struct names, and returns what is in scope
// in its repetitions and in its rows.
func (c *checker) lists(v reflect.Value, path string, in, row need) (need, need) {
	for _, f := range templates.KeysOf(v.Type()) {
		if f.Type == repeatType && !v.FieldByIndex(f.Index).IsZero() {
			l, arg := c.list(v.FieldByIndex(f.Index).String(), path+"."+f.Name, c.set.words.repeats, in)
			in, row = l.after(in, arg), l.after(row, arg)
		}
	}
	for _, f := range templates.KeysOf(v.Type()) {
		if f.Type == dataType && !v.FieldByIndex(f.Index).IsZero() {
			l, arg := c.list(v.FieldByIndex(f.Index).String(), path+"."+f.Name, c.set.words.rows, in)
			row = l.after(in, arg)
		}
	}
	return in, row
}

var repeatType, dataType = reflect.TypeFor[templates.Repeat](), reflect.TypeFor[templates.Data]()

// list checks a word of `data` or `repeat` and what follows its colon.
func (c *checker) list(given, path string, known *phrase.Vocabulary[list], in need) (l list, arg string) {
	path = strings.TrimPrefix(path, ".")
	if strings.Contains(given, "：") {
		c.add("full-width", path, "冒号是全角的", "写成 \""+strings.ReplaceAll(given, "：", ":")+"\"")
		return list{brings: everywhere}, ""
	}
	word, arg, _ := strings.Cut(given, ":")
	if f := known.CheckName(word, in, c.set.words.lacks); f != nil {
		c.fault(path, f)
		return list{brings: everywhere}, "" // what follows from it is not said too
	}
	e, _ := known.Get(word)
	if c.fault(path, e.Means.arg.check(word, arg)); word == "quorums" {
		c.quorums(arg, path)
	}
	return e.Means, arg
}

func (c *checker) quorums(ids, path string) {
	for id := range strings.SplitSeq(ids, ",") {
		if ids != "" && c.set.Quorums.Rule(id) == nil {
			c.add("unknown-name", path, fmt.Sprintf("没有法定人数规则 %q", id), "写 quorum.toml 里的 id")
		}
	}
}

// table checks a table of tables/*.toml for a place where it is used.
func (c *checker) table(t *templates.Table, in need) {
	if c.tables[t.Name] == nil {
		c.tables[t.Name] = c.of(t.Source)
	}
	c.tables[t.Name].walk(t, "", in, in)
}

// names checks the placeholders in the id of a column and in those that its
// formulas name.
func (c *checker) names(col *templates.TableCol, path string, in need) {
	c.name(col.ID, path+".id", in)
	c.formula(col.Formula, path+".formula", in)
	c.formula(col.Total, path+".total", in)
}

// name checks the placeholders in the id of a column.
func (c *checker) name(id, path string, in need) {
	c.fault(path, c.set.words.fields.Check(phrase.New(id), in, c.set.words.lacks))
}

// checkKnown reports a name that is not in the table of those known.
func checkKnown[T any](c *checker, name, path, what string, known map[string]T) bool {
	_, ok := known[name]
	if !ok && name != "" {
		c.fault(path, phrase.NewVocabulary(what, guide, entries(known)).CheckName(name, 0, nil))
	}
	return ok
}

func entries[T any](known map[string]T) map[string]phrase.Entry[T] {
	all := map[string]phrase.Entry[T]{}
	for name, x := range known {
		all[name] = phrase.Entry[T]{Means: x}
	}
	return all
}
