package book

import (
	"cmp"

	"dangce/generator/doc"
	"dangce/templates"
)

// builder makes the blocks of one kind.
type builder func(s *Set, b *templates.Block, sc *scope, m measure) []doc.Block

// blocks is the table of the kinds that templates may name.
var blocks map[string]builder

func init() {
	blocks = map[string]builder{
		"text":     textBlock,
		"space":    spaceBlock,
		"rule":     ruleBlock,
		"break":    breakBlock,
		"ruled":    ruledBlock,
		"form":     formBlock,
		"list":     listBlock,
		"bands":    bandsBlock,
		"table":    tableBlock,
		"contents": contentsBlock,
		"flow":     flowBlock,
		"labels":   labelsBlock,
		"ballot":   ballotBlock,
		"cut":      cutBlock,
		"emblem":   emblemBlock,
		"ornament": ornamentBlock,
	}
}

// blocks makes the blocks of a page for one scope.
func (s *Set) blocks(list []templates.Block, sc *scope, m measure) []doc.Block {
	var out []doc.Block
	for i := range list {
		b := &list[i]
		if build := blocks[b.Kind]; build != nil && sc.holds(b.When) {
			out = append(out, build(s, b, sc, m)...)
		}
	}
	return out
}

func textBlock(s *Set, b *templates.Block, sc *scope, _ measure) []doc.Block {
	st := s.styles[cmp.Or(b.Style, "body")]
	if b.Align != "" {
		st.Align = aligns[b.Align]
	}
	if b.Before != 0 {
		st.Before = b.Before
	}
	return []doc.Block{&doc.Text{Style: st, Text: sc.expand(b.Text), Keep: b.Keep}}
}

func spaceBlock(_ *Set, b *templates.Block, _ *scope, _ measure) []doc.Block {
	return []doc.Block{&doc.Space{MM: b.MM, Fill: b.Fill}}
}

func ruleBlock(_ *Set, b *templates.Block, _ *scope, _ measure) []doc.Block {
	return []doc.Block{&doc.Rule{Width: cmp.Or(b.Width, 0.5), Indent: b.MM, Ink: inks[b.Ink], Double: b.Border == "double"}}
}

func breakBlock(*Set, *templates.Block, *scope, measure) []doc.Block {
	return []doc.Block{&doc.Break{}}
}

func ruledBlock(_ *Set, b *templates.Block, _ *scope, m measure) []doc.Block {
	return []doc.Block{&doc.Ruled{Lines: b.Lines, Pitch: m.pitch, Fill: b.Fill}}
}

func contentsBlock(s *Set, b *templates.Block, _ *scope, _ measure) []doc.Block {
	return []doc.Block{&doc.Contents{Style: s.styles["contents"], Sub: s.styles["contents_sub"], Levels: b.Levels}}
}
