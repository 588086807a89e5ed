package config

import (
	"slices"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
)

// print checks [print].
func (l settings) print() {
	p := &l.county.Print
	for book := range p.Binding {
		l.book("print.binding."+book, book)
	}
	for book := range p.Spare {
		l.book("print.spare."+book, book)
	}
	if p.Emblem == "" {
		return
	}
	_, data, bad := l.one(p.Emblem)
	if bad != nil {
		l.out.Add(bad.finding(l.toml.Place("print.emblem")))
		return
	}
	png, aspect, err := opaquePNG(data)
	if err != nil {
		l.add(diag.Error, "bad-picture", "print.emblem", "图案 "+p.Emblem+" 不能用："+err.Error(), "用画图软件另存为 png 或 jpg 再试")
		return
	}
	p.EmblemData, p.EmblemAspect = png, aspect
}

// book reports the name of a book that no template has.
func (l settings) book(path, name string) {
	if slices.Contains(l.bookNames, name) {
		return
	}
	l.out.Add(diag.Finding{Place: l.toml.KeyPlace(path), Code: "unknown-choice", Message: "没有叫 " + quoted(name) + " 的书", Hint: l.bookHint(name)})
}

func (l *loader) bookHint(name string) string {
	if near := decode.Nearest(name, l.bookNames); near != "" {
		return "是不是 " + near + "？"
	}
	return "可以写：" + strings.Join(l.bookNames, "、")
}
