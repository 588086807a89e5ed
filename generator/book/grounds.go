package book

import (
	"strings"

	"dangce/generator/doc"
	"dangce/templates"
)

// The table of accountability sets side by side who, how and what for. It
// proposes nothing: which way goes with which ground is left blank, and a
// ground that nobody entered is an empty numbered row.

var groundFields = map[string]field{
	"ground.no":       fact(aGround, "no"),
	"ground.text":     fact(aGround, "text"),
	"ground.source":   fact(aGround, "source"),
	"method.who":      fact(aMethod, "who"),
	"method.list":     fact(aMethod, "list"),
	"account.subject": text(anywhere, func(s *scope) string { return inOrder(s.set.account.Subjects) }),
}

// rowGrounds lists all grounds in their order: those of the rules, those that
// the county entered, and blank rows for the rest.
func rowGrounds(sc *scope, _ string) []scope {
	out := make([]scope, templates.Grounds)
	for i := range out {
		no := i + 1
		f := facts{"no": doc.IntValue(no)}
		if t := sc.set.account.Ground(no); t != "" {
			f["text"], f["source"] = doc.TextValue(t), doc.TextValue(sc.set.account.Source)
		}
		for _, g := range sc.County.Grounds {
			if g.No == no {
				f["text"], f["source"] = doc.TextValue(g.Text), doc.TextValue(g.Source)
			}
		}
		out[i] = *sc
		out[i].facts = f
	}
	return numbered(out)
}

// rowMethods lists who is held to account in which ways.
func rowMethods(sc *scope, _ string) []scope {
	var out []scope
	for _, m := range sc.set.account.Methods {
		c := *sc
		c.facts = facts{"who": doc.TextValue(sc.set.Sentences.Grounds.Methods.Say("who", m.Who, "n", len(m.List))), "list": doc.TextValue(inOrder(m.List))}
		out = append(out, c)
	}
	return numbered(out)
}

// inOrder numbers items: ①通报批评　②诫勉谈话. More than fit in a line are
// broken between two items.
func inOrder(list []string) string {
	const line = 5
	var b strings.Builder
	for i, s := range list {
		switch {
		case i > 0 && len(list) > line && i%(line-1) == 0:
			b.WriteByte('\n')
		case i > 0:
			b.WriteString("　")
		}
		b.WriteString(circled(i+1) + s)
	}
	return b.String()
}
