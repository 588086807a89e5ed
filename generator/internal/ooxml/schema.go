package ooxml

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// element is what a part may hold: attributes and children in their order.
type element struct {
	attrs    map[string]attr
	required []string
	children []string        // in their order
	most     map[string]int  // how often a child may occur; 0 any number
	least    map[string]bool // children that must be there
	any      bool            // anything below: choices, foreign content
}

type attr struct{ check func(string) bool }

// types of attributes. rgb of eight digits is what strict readers insist on:
// "FF" and "#FFFFFF" are refused.
var types = map[string]func(string) bool{
	"string": func(string) bool { return true },
	"bool":   regexp.MustCompile(`^(true|false|0|1)$`).MatchString,
	"uint":   regexp.MustCompile(`^[0-9]{1,10}$`).MatchString,
	"int":    regexp.MustCompile(`^-?[0-9]{1,10}$`).MatchString,
	"double": func(s string) bool { _, err := strconv.ParseFloat(s, 64); return err == nil },
	"argb":   regexp.MustCompile(`^[0-9A-Fa-f]{8}$`).MatchString,
	"hex4":   regexp.MustCompile(`^[0-9A-Fa-f]{4}$`).MatchString,
	"cell":   func(s string) bool { _, ok := parseCell(s); return ok },
	"ref":    func(s string) bool { _, ok := parseRef(s); return ok },
	"sqref": func(s string) bool {
		return s != "" && !slices.ContainsFunc(strings.Split(s, " "), func(r string) bool { _, ok := parseRef(r); return !ok })
	},
	"rid":     regexp.MustCompile(`^\S+$`).MatchString,
	"spans":   regexp.MustCompile(`^\d+:\d+( \d+:\d+)*$`).MatchString,
	"guid":    regexp.MustCompile(`^\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$`).MatchString,
	"text32":  atMost(32),
	"text255": atMost(255),
}

func atMost(n int) func(string) bool { return func(s string) bool { return units(s) <= n } }

// parseSchema reads lines such as
//
//	sheetView tabSelected:bool workbookViewId:uint! = pane? selection*
//
// A ! ends attributes that must be there; children are followed by ? (at most
// one), * (any number), + (one or more) or nothing (exactly one); a|b are the
// values of an attribute; … lets anything follow below.
func parseSchema(text string) map[string]*element {
	all := make(map[string]*element)
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		head, tail, _ := strings.Cut(line, "=")
		words := strings.Fields(head)
		e := &element{attrs: map[string]attr{}, most: map[string]int{}, least: map[string]bool{}}
		for _, w := range words[1:] {
			name, typ, _ := strings.Cut(w, ":")
			if t, ok := strings.CutSuffix(typ, "!"); ok {
				typ = t
				e.required = append(e.required, name)
			}
			e.attrs[name] = attr{typeOf(typ)}
		}
		for _, w := range strings.Fields(tail) {
			e.child(w)
		}
		for name := range strings.SplitSeq(words[0], ",") {
			all[name] = e
		}
	}
	return all
}

func typeOf(name string) func(string) bool {
	if check, ok := types[name]; ok {
		return check
	}
	values := strings.Split(name, "|")
	if len(values) < 2 {
		panic(fmt.Sprintf("ooxml: no type %q", name))
	}
	return func(s string) bool { return slices.Contains(values, s) }
}

func (e *element) child(w string) {
	if w == "…" {
		e.any = true
		return
	}
	name := strings.TrimRight(w, "?*+")
	e.children = append(e.children, name)
	switch w[len(name):] {
	case "":
		e.most[name], e.least[name] = 1, true
	case "?":
		e.most[name] = 1
	case "+":
		e.least[name] = true
	}
}
