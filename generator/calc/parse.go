package calc

import (
	"errors"
	"strconv"
	"strings"

	"dangce/generator/doc"
)

// Parse reads a formula as templates write it: name(argument,argument…), or
// of a total sum and count alone. The error names the ways to write one.
func Parse(text string) (*doc.Formula, error) {
	s := compact(text)
	name, rest, call := strings.Cut(s, "(")
	if call {
		name += "()"
	}
	fn, ok := functions[name]
	list, closed := strings.CutSuffix(rest, ")")
	if !ok || call != closed {
		return nil, errForm()
	}
	f := &doc.Formula{Name: name}
	if !call {
		return f, nil
	}
	p := parser{args: split(list)}
	for i, kind := range []byte(fn.args) {
		more := i+1 == len(fn.args) && (kind == columns || kind == conditions || kind == steps)
		if more && kind != conditions && len(p.args) == 0 {
			return nil, errors.New("写成 " + fn.form)
		}
		for n := 0; n == 0 && !more || more && len(p.args) > 0; n++ {
			a, ok := p.next(kind)
			if !ok {
				return nil, errors.New("写成 " + fn.form)
			}
			f.Args = append(f.Args, a)
		}
	}
	if len(p.args) > 0 {
		return nil, errors.New("写成 " + fn.form)
	}
	return f, nil
}

// MustParse is Parse for formulas that are in the program.
func MustParse(text string) *doc.Formula {
	f, err := Parse(text)
	if err != nil {
		panic("calc: formula " + text + ": " + err.Error())
	}
	return f
}

func errForm() error {
	var forms []string
	for _, name := range order {
		forms = append(forms, functions[name].form)
	}
	return errors.New("公式写法不对，可用：" + strings.Join(forms, "、"))
}

// compact takes the blanks out that are not in quotes.
func compact(s string) string {
	quoted := false
	return strings.Map(func(r rune) rune {
		if r == '"' {
			quoted = !quoted
		}
		if r == ' ' && !quoted {
			return -1
		}
		return r
	}, s)
}

// split cuts a list at the commas that are not in quotes.
func split(list string) []string {
	quoted := false
	if list == "" {
		return nil
	}
	var out []string
	from := 0
	for i := range len(list) {
		switch list[i] {
		case '"':
			quoted = !quoted
		case ',':
			if !quoted {
				out, from = append(out, list[from:i]), i+1
			}
		}
	}
	return append(out, list[from:])
}

type parser struct{ args []string }

// next reads the next argument.
func (p *parser) next(kind byte) (a doc.Argument, ok bool) {
	if len(p.args) == 0 {
		return a, false
	}
	s := p.args[0]
	p.args = p.args[1:]
	switch kind {
	case span, otherSpan:
		return readSpan(s)
	case number:
		n, err := strconv.ParseInt(s, 10, 64)
		return doc.Argument{N: n}, err == nil
	case tableColumn:
		a.Name, a.Column, ok = strings.Cut(s, ".")
		return a, ok && name(a.Name) && name(a.Column)
	case steps:
		least, text, pair := strings.Cut(s, "=")
		n, err := strconv.ParseInt(least, 10, 64)
		return doc.Argument{N: n, Text: text}, pair && err == nil && text != ""
	case conditions:
		return readCondition(s)
	}
	return doc.Argument{Name: s}, name(s)
}

// name reports whether s can be the name of a column, a field or a table, or
// will be one once the placeholders in it are filled in.
func name(s string) bool {
	for {
		before, rest, open := strings.Cut(s, "{")
		if strings.ContainsAny(before, `.=<>/"`) {
			return false
		}
		if !open {
			return s != ""
		}
		if _, s, open = strings.Cut(rest, "}"); !open {
			return false
		}
		if s == "" {
			return true
		}
	}
}

// readSpan reads from..to and from..to/step.
func readSpan(s string) (a doc.Argument, ok bool) {
	s, step, stepped := strings.Cut(s, "/")
	a.Name, a.To, ok = strings.Cut(s, "..")
	a.Step = 1
	if stepped {
		n, err := strconv.Atoi(step)
		ok = ok && err == nil && n >= 1
		a.Step = n
	}
	return a, ok && name(a.Name) && name(a.To)
}

// comparisons are the signs of conditions, the longer ones first.
var comparisons = []struct {
	sign string
	op   doc.Op
}{{"<>", doc.NotEqual}, {"<=", doc.AtMost}, {">=", doc.AtLeast}, {"=", doc.Equal}, {"<", doc.Less}, {">", doc.Greater}}

// readCondition reads theirs=own, theirs>="2027-07-01", or theirs alone for a
// column that is filled in.
func readCondition(s string) (a doc.Argument, ok bool) {
	i := strings.IndexAny(s, "<=>")
	if i < 0 {
		a.Where = doc.Condition{Column: s, Op: doc.Filled}
		return a, name(s)
	}
	a.Where.Column = s[:i]
	for _, c := range comparisons {
		right, found := strings.CutPrefix(s[i:], c.sign)
		if !found {
			continue
		}
		a.Where.Op = c.op
		if constant, begun := strings.CutPrefix(right, `"`); begun {
			a.Text, ok = strings.CutSuffix(constant, `"`)
			return a, ok && name(a.Where.Column) && a.Text != ""
		}
		a.Where.With = right
		return a, name(a.Where.Column) && name(right)
	}
	return a, false
}
