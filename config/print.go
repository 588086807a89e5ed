package config

import (
	"slices"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
)

// print checks [print].
func (l *loader) print() {
	f, p := &l.file.Print, &l.county.Print
	*p = Print{
		Binding: map[string]Binding{"handbook": PUR, "deliberation": PUR, "card": Saddle},
		Spare:   map[string]int{"handbook": 0, "deliberation": 0, "card": 2},
		InnerMM: f.Paper.Inner, CoverMM: f.Paper.Cover, Bleed: f.Bleed, WritingLine: f.WritingLine,
	}
	for _, book := range sortedKeys(f.Binding) {
		path := "print.binding." + book
		if l.book(path, book) {
			p.Binding[book] = Binding(l.pick(path, bindings, f.Binding[book]))
		}
	}
	for _, book := range sortedKeys(f.Spare) {
		path := "print.spare." + book
		if l.book(path, book) && l.between(path, f.Spare[book], 0, 1000) {
			p.Spare[book] = f.Spare[book]
		}
	}
	l.measure("print.paper.inner", f.Paper.Inner, 0.03, 1)
	l.measure("print.paper.cover", f.Paper.Cover, 0.05, 3)
	l.measure("print.bleed", f.Bleed, 0, 10)
	l.measure("print.writing_line", f.WritingLine, 9, 12)
	for i, s := range f.Hide {
		switch l.pick(item("print.hide", i), hidden, s) {
		case "phone":
			p.HidePhone = true
		case "birth":
			p.HideBirth = true
		}
	}
	if f.Emblem == "" {
		return
	}
	_, data, bad := l.one(f.Emblem)
	if bad != nil {
		l.out.Add(bad.finding(l.toml.Place("print.emblem")))
		return
	}
	png, aspect, err := opaquePNG(data)
	if err != nil {
		l.add(diag.Error, "bad-picture", "print.emblem", "图案 "+f.Emblem+" 不能用："+err.Error(), "用画图软件另存为 png 或 jpg 再试")
		return
	}
	p.Emblem, p.EmblemData, p.EmblemAspect = f.Emblem, png, aspect
}

// book reports the name of a book that no template has.
func (l *loader) book(path, name string) bool {
	if slices.Contains(l.bookNames, name) {
		return true
	}
	l.out.Add(diag.Finding{Place: l.toml.KeyPlace(path), Code: "unknown-choice", Message: "没有叫 " + quoted(name) + " 的书", Hint: l.bookHint(name)})
	return false
}

func (l *loader) bookHint(name string) string {
	if near := decode.Nearest(name, l.bookNames); near != "" {
		return "是不是 " + near + "？"
	}
	return "可以写：" + strings.Join(l.bookNames, "、")
}
