package book

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"dangce/config/decode"
	"dangce/generator/doc"
	"dangce/templates"
)

// block is one block of a page: a struct whose fields are the keys that its
// kind has.
type block interface {
	// check reports what is wrong whatever the county, beside texts and names,
	// which are checked alike in all blocks.
	check(c *blockChecker)
	// build makes the block of the document; nothing where it does not apply.
	build(sc *scope, m measure) []doc.Block
	applies(sc *scope) bool
}

// blocks is the table of the kinds that templates may name.
var blocks = map[string]func() block{
	"text":     func() block { return new(textBlock) },
	"space":    func() block { return new(spaceBlock) },
	"rule":     func() block { return new(ruleBlock) },
	"break":    func() block { return new(breakBlock) },
	"ruled":    func() block { return new(ruledBlock) },
	"form":     func() block { return new(formBlock) },
	"list":     func() block { return new(listBlock) },
	"bands":    func() block { return new(bandsBlock) },
	"table":    func() block { return new(tableBlock) },
	"contents": func() block { return new(contentsBlock) },
	"flow":     func() block { return new(flowBlock) },
	"labels":   func() block { return new(labelsBlock) },
	"ballot":   func() block { return new(ballotBlock) },
	"cut":      func() block { return new(cutBlock) },
	"year":     func() block { return new(yearBlock) },
	"write":    func() block { return new(writeBlock) },
	"emblem":   func() block { return new(emblemBlock) },
	"calendar": func() block { return new(calendarBlock) },
	"ornament": func() block { return new(ornamentBlock) },
}

// base is what all kinds have.
type base struct {
	Kind string         `toml:"kind,required"`
	When templates.When `toml:"when"`
}

func (b *base) applies(sc *scope) bool { return sc.holds(b.When) }

func (*base) check(*blockChecker) {}

// build makes the blocks of a page for one scope.
func (s *Set) build(list []templates.Block, sc *scope, m measure) []doc.Block {
	var out []doc.Block
	for i := range list {
		if b, ok := list[i].Body.(block); ok && b.applies(sc) {
			out = append(out, b.build(sc, m)...)
		}
	}
	return out
}

// blockChecker is for one block.
type blockChecker struct {
	*checker
	kind string
	at   string  // path of the block
	read bool    // without a finding
	w, h float64 // of the type area, mm; 0 where it is not known
}

// page checks the blocks of a page, or of one side of a cover.
func (c *checker) blocks(list []templates.Block, at string, in need, w, h float64) {
	for i := range list {
		b := &blockChecker{checker: c, at: fmt.Sprintf("%s[%d]", at, i), w: w, h: h}
		if list[i].Body = b.bind(); list[i].Body == nil {
			continue
		}
		c.numbers = true
		c.walk(list[i].Body, b.at, in, in)
		c.numbers = false
		list[i].Body.(block).check(b)
	}
}

// bind reads the keys of the block; nil if its kind is not known.
func (c *blockChecker) bind() any {
	c.kind = c.src.Text(c.at + ".kind")
	if !c.src.Has(c.at + ".kind") {
		c.add("missing-key", c.at, "缺少 kind", `加一行：kind = "text"`)
		return nil
	}
	kind := blocks[c.kind]
	if kind == nil {
		checkKnown(c.checker, c.kind, c.at+".kind", "块", blocks)
		return nil
	}
	b := kind()
	before := c.out.Errors()
	c.src.BindAt(c.at, b, c.out)
	c.read = c.out.Errors() == before
	return b
}

// oneOf reports a word that is not among the choices; none need be given.
func (c *blockChecker) oneOf(key, word string, choices ...string) {
	if word != "" && !slices.Contains(choices, word) {
		c.add("unknown-choice", c.at+"."+key, fmt.Sprintf("没有 %q 这个选项", word), "可选："+strings.Join(choices, "、"))
	}
}

// missing reports a key that the kind cannot do without.
func (c *blockChecker) missing(key, what, example string) {
	c.add("missing-key", c.at+".kind", fmt.Sprintf("%s 块没有写%s", c.kind, what), "例："+key+" = "+example)
}

// room reports what is too high or too wide for a page of the book.
func (c *blockChecker) high(key string, mm float64) {
	if c.h > 0 && mm > c.h {
		c.add("too-high", c.at+"."+key, fmt.Sprintf("这一块至少高 %g 毫米，一页只有 %g 毫米", mm, c.h), "减小行高、少写几行，或分到两页")
	}
}

func (c *blockChecker) wide(key string, mm float64, rest string) {
	if c.w > 0 && mm > c.w {
		c.add("too-wide", c.at+"."+key, fmt.Sprintf("这一块至少宽 %g 毫米，页边之内只有 %g 毫米", mm, c.w), "改窄，或让一列分余下的宽度："+rest)
	}
}

// Words of templates that are values of the document.
type (
	inkWord   struct{ doc.Ink }
	alignWord struct {
		doc.Align
		set bool
	}
	valignWord struct{ doc.VAlign }
	shadeWord  struct{ doc.Ink }
)

var (
	inks = map[string]doc.Ink{"": doc.Black, "black": doc.Black, "gray": doc.Gray70, "white": doc.White, "red": doc.Red, "gold": doc.Gold,
		"blue": doc.Blue, "ochre": doc.Ochre, "green": doc.Green}
	aligns = map[string]doc.Align{"left": doc.AlignLeft, "center": doc.AlignCenter, "right": doc.AlignRight, "justify": doc.AlignJustify, "spread": doc.AlignSpread}
	shades = map[string]doc.Ink{"panel": doc.Gray12, "red": doc.Red, "pale": doc.Pale} // backgrounds of cells
)

func (w *inkWord) UnmarshalText(b []byte) error { return spelled(&w.Ink, b, "颜色", inks) }

func (w *shadeWord) UnmarshalText(b []byte) error { return spelled(&w.Ink, b, "底色", shades) }

func (w *alignWord) UnmarshalText(b []byte) error {
	w.set = true
	return spelled(&w.Align, b, "对齐", aligns)
}

func (w *valignWord) UnmarshalText(b []byte) error {
	return spelled(&w.VAlign, b, "上下对齐", map[string]doc.VAlign{"middle": doc.Middle, "top": doc.Top, "bottom": doc.Bottom})
}

// spelled reads one of a few words.
func spelled[T any](dst *T, b []byte, what string, words map[string]T) error {
	x, ok := words[string(b)]
	if *dst = x; ok {
		return nil
	}
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(words)), func(s string) bool { return s == "" })
	if near := decode.Nearest(string(b), names); near != "" {
		return hinted{fmt.Sprintf("没有%s %q", what, b), "是不是 " + near + "？"}
	}
	return hinted{fmt.Sprintf("没有%s %q", what, b), "可用：" + strings.Join(names, "、")}
}

// hinted is an error with what to do about it.
type hinted struct{ message, hint string }

func (h hinted) Error() string { return h.message }
func (h hinted) Hint() string  { return h.hint }
