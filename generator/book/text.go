package book

import (
	"fmt"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/generator/doc"
)

// phrase is a text of a template, cut at its placeholders.
type phrase []segment

type segment struct {
	literal string
	field   *field // nil for a literal
}

// compile cuts s at its placeholders. The error names the first that is not
// known.
func compile(s string) (phrase, error) {
	var p phrase
	for s != "" {
		open := strings.IndexByte(s, '{')
		if open < 0 {
			return append(p, segment{literal: s}), nil
		}
		end := strings.IndexByte(s[open:], '}')
		if end < 0 {
			return p, fmt.Errorf("花括号 { 没有配对的 }")
		}
		name := s[open+1 : open+end]
		f, ok := fields[name]
		if !ok {
			return p, &unknownField{name}
		}
		if open > 0 {
			p = append(p, segment{literal: s[:open]})
		}
		p = append(p, segment{field: &f})
		s = s[open+end+1:]
	}
	return p, nil
}

type unknownField struct{ name string }

func (e *unknownField) Error() string { return fmt.Sprintf("没有占位符 {%s}", e.name) }

// Hint names the known placeholder that was probably meant, or those about
// the same thing, or where all of them stand.
func (e *unknownField) Hint() string {
	about, rest, dotted := strings.Cut(e.name, ".")
	var same []string
	for _, name := range sorted(fields) {
		if group, last, ok := strings.Cut(name, "."); ok && group == about {
			same = append(same, last)
		}
	}
	switch {
	case !dotted || len(same) == 0:
		if near := decode.Nearest(e.name, sorted(fields)); near != "" {
			return "是不是 {" + near + "}？"
		}
		return "占位符是英文名字，例如 {branch.name}；" + guide
	case decode.Nearest(rest, same) != "":
		return "是不是 {" + about + "." + decode.Nearest(rest, same) + "}？"
	case len(same) > fewNames:
		return guide
	}
	for i := range same {
		same[i] = "{" + about + "." + same[i] + "}"
	}
	return "可用：" + strings.Join(same, "、")
}

// phrase returns the compiled form of a template's text.
func (s *Set) phrase(text string) phrase {
	if p, ok := s.phrases[text]; ok {
		return p
	}
	p, _ := compile(text) // checked when the templates were loaded
	return p
}

// expand fills in the placeholders of a text.
func (sc *scope) expand(text string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for _, seg := range sc.set.phrase(text) {
		if seg.field == nil {
			b.WriteString(seg.literal)
			continue
		}
		if !sc.has(seg.field.needs) {
			continue
		}
		v := seg.field.value(sc).String()
		sc.record(v)
		b.WriteString(v)
	}
	return b.String()
}

// value fills in a text that is a single placeholder as a typed value, any
// other as text.
func (sc *scope) value(text string) doc.Value {
	p := sc.set.phrase(text)
	if len(p) == 1 && p[0].field != nil {
		if !sc.has(p[0].field.needs) {
			return doc.Value{}
		}
		v := p[0].field.value(sc)
		sc.record(v.String())
		return v
	}
	return doc.TextValue(sc.expand(text))
}

// has reports whether what a placeholder is about is in scope. Outside, it
// is blank: spare forms have no date, a county's cover no branch.
func (sc *scope) has(n need) bool {
	switch n {
	case aCommittee:
		return sc.Committee != nil
	case aBranch:
		return sc.Branch != nil
	case anEntry:
		return sc.entry != nil
	case aGroup:
		return sc.group != nil
	case aMember:
		return sc.member != nil
	case aMonth:
		return sc.month != 0 || sc.quarter != 0 || sc.half != 0
	case aNorm:
		return sc.norm != nil
	case aRate:
		return sc.rate != nil
	case aQuorum:
		return sc.quorum != nil
	case aChange:
		return sc.change != nil
	case aPress:
		return sc.press != nil
	case aChart:
		return sc.flow.chart != nil
	case aStep:
		return sc.flow.step != nil
	case aDuty:
		return sc.flow.duty != nil
	case aRow:
		return sc.no != 0
	}
	return true
}

// check compiles a text and reports what is wrong in it.
func (s *Set) check(text, path string, src source, out *diag.List) {
	if strings.ContainsAny(text, "｛｝") {
		src.Add(out, diag.Error, "full-width", path, "花括号是全角的，会照样印出来", "切换到英文输入法，写成 {branch.name} 这样")
	}
	if !strings.Contains(text, "{") {
		return
	}
	p, err := compile(text)
	if err != nil {
		hint := "在花括号里写占位符的名字，例如 {branch.name}"
		if u, ok := err.(*unknownField); ok {
			hint = u.Hint()
		}
		src.Add(out, diag.Error, "unknown-placeholder", path, err.Error(), hint)
		return
	}
	s.phrases[text] = p
}
