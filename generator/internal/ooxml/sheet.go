package ooxml

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// workbook checks the workbook with all that it names.
func (p *pkg) workbook() {
	part := p.target("", "officeDocument")
	wb := p.follow(part, "workbook", workbookSchema)
	if wb == nil {
		return
	}
	styles := p.styles(p.target(part, "styles"))
	texts := p.strings(p.target(part, "sharedStrings"))
	rels := p.related(part)
	names, ids := map[string]bool{}, map[string]bool{}
	visible := 0
	t := tables{names: map[string]bool{}, ids: map[string]bool{}}
	sheets := wb.one("sheets").all("sheet")
	for _, s := range sheets {
		name := s.attr("name")
		if units(name) > 31 || name == "" || strings.ContainsAny(name, `[]:*?/\`) || strings.HasPrefix(name, "'") || strings.HasSuffix(name, "'") {
			p.fault(part, "sheet name %q", name)
		}
		if key := strings.ToLower(name); names[key] || ids[s.attr("sheetId")] {
			p.fault(part, "two sheets %q %s", name, s.attr("sheetId"))
		} else {
			names[key], ids[s.attr("sheetId")] = true, true
		}
		if v := s.attr("state"); v == "" || v == "visible" {
			visible++
		}
		r, ok := rels[s.attr("id")]
		if !ok {
			p.fault(part, "sheet %q has no relation %q", name, s.attr("id"))
		} else if r.kind == "worksheet" {
			p.worksheet(r.target, styles, texts, &t)
		}
	}
	if visible == 0 {
		p.fault(part, "no sheet to see")
	}
	if view := wb.one("bookViews").one("workbookView"); view != nil && view.attr("activeTab") != "" {
		if i, _ := strconv.Atoi(view.attr("activeTab")); i >= len(sheets) || sheets[i].attr("state") == "hidden" {
			p.fault(part, "active sheet %d of %d", i, len(sheets))
		}
	}
	p.definedNames(part, wb.one("definedNames"), len(sheets), &t)
}

func (p *pkg) definedNames(part string, n *node, sheets int, t *tables) {
	seen := map[string]bool{}
	for _, d := range n.all("definedName") {
		name, local := d.attr("name"), d.attr("localSheetId")
		if key := strings.ToLower(name) + "\x00" + local; seen[key] || local == "" && t.names[strings.ToLower(name)] {
			p.fault(part, "two names %s of sheet %q", name, local)
		} else {
			seen[key] = true
		}
		if i, _ := strconv.Atoi(local); local != "" && i >= sheets {
			p.fault(part, "name %s of sheet %s", name, local)
		}
		if strings.TrimSpace(d.text) == "" || units(d.text) > maxFormula || strings.Contains(d.text, "#REF!") {
			p.fault(part, "name %s is %q", name, d.text)
		}
		if _, ok := parseCell(strings.ToUpper(name)); ok || strings.ContainsAny(name, " '-") {
			p.fault(part, "name %q", name)
		}
	}
}

// styles are the numbers of formats that cells may name.
type styles struct{ cells, dxfs int }

func (p *pkg) styles(part string) styles {
	t := p.follow(part, "styleSheet", stylesSchema)
	if t == nil {
		return styles{}
	}
	n := func(name, kid string) int { return len(t.one(name).all(kid)) }
	have := map[string]int{"fontId": n("fonts", "font"), "fillId": n("fills", "fill"), "borderId": n("borders", "border"), "xfId": n("cellStyleXfs", "xf")}
	formats := map[string]bool{}
	for _, f := range t.one("numFmts").all("numFmt") {
		if formats[f.attr("numFmtId")] {
			p.fault(part, "two number formats %s", f.attr("numFmtId"))
		}
		formats[f.attr("numFmtId")] = true
		if f.attr("formatCode") == "" || units(f.attr("formatCode")) > 255 {
			p.fault(part, "number format %q", f.attr("formatCode"))
		}
	}
	for _, set := range []string{"cellStyleXfs", "cellXfs"} {
		for i, xf := range t.one(set).all("xf") {
			for name, most := range have {
				if v := xf.attr(name); v != "" && !below(v, most) {
					p.fault(part, "%s %d: %s %s of %d", set, i, name, v, most)
				}
			}
			if id, _ := strconv.Atoi(xf.attr("numFmtId")); id >= 164 && !formats[xf.attr("numFmtId")] {
				p.fault(part, "%s %d: no number format %d", set, i, id)
			}
		}
	}
	for _, s := range t.one("cellStyles").all("cellStyle") {
		if !below(s.attr("xfId"), have["xfId"]) {
			p.fault(part, "style %q of %s", s.attr("name"), s.attr("xfId"))
		}
	}
	return styles{n("cellXfs", "xf"), n("dxfs", "dxf")}
}

func below(v string, most int) bool {
	i, err := strconv.Atoi(v)
	return err == nil && i >= 0 && i < most
}

// strings returns the number of shared strings, -1 if there is no table.
func (p *pkg) strings(part string) int {
	t := p.follow(part, "sst", stringsSchema)
	if t == nil {
		return -1
	}
	n := len(t.all("si"))
	if c := t.attr("uniqueCount"); c != "" && c != fmt.Sprint(n) {
		p.fault(part, "uniqueCount %s of %d", c, n)
	}
	for i, si := range t.all("si") {
		p.text(part, fmt.Sprintf("string %d", i), si)
	}
	return n
}

// text checks a string with its runs.
func (p *pkg) text(part, what string, n *node) {
	all := ""
	for _, k := range append(n.all("t"), runs(n)...) {
		all += k.text
		if k.text != strings.TrimSpace(k.text) && k.attr("space") != "preserve" {
			p.fault(part, "%s: blanks around %q are lost", what, k.text)
		}
	}
	if units(all) > maxText {
		p.fault(part, "%s: %d characters", what, units(all))
	}
}

func runs(n *node) (list []*node) {
	for _, r := range n.all("r") {
		list = append(list, r.all("t")...)
	}
	return list
}

// worksheet checks a sheet.
func (p *pkg) worksheet(part string, st styles, texts int, t *tables) {
	ws := p.follow(part, "worksheet", worksheetSchema)
	if ws == nil {
		return
	}
	p.columns(part, ws, st)
	cells := p.cells(part, ws, st, texts)
	merged := p.merges(part, ws)
	p.conditions(part, ws, st)
	p.validations(part, ws)
	if links := ws.one("hyperlinks").all("hyperlink"); len(links) > maxLinks {
		p.fault(part, "%d links", len(links))
	}
	for _, n := range ws.one("headerFooter").children() {
		if units(n.text) > 255 {
			p.fault(part, "<%s> of %d characters", n.Local, units(n.text))
		}
	}
	rels := p.related(part)
	for _, name := range []string{"drawing", "legacyDrawing"} {
		if n := ws.one(name); n != nil && rels[n.attr("id")].target == "" {
			p.fault(part, "<%s> without relation %q", name, n.attr("id"))
		}
	}
	for _, h := range ws.one("hyperlinks").all("hyperlink") {
		if id := h.attr("id"); id != "" && rels[id].target == "" {
			p.fault(part, "link %s without relation %q", h.attr("ref"), id)
		}
	}
	for _, tp := range ws.one("tableParts").all("tablePart") {
		p.table(rels[tp.attr("id")].target, cells, merged, t)
	}
	for _, r := range rels {
		switch r.kind {
		case "comments":
			p.comments(r.target)
		case "drawing":
			p.drawing(r.target)
		}
	}
	for _, set := range []string{"rowBreaks", "colBreaks"} {
		if b := ws.one(set); b != nil && len(b.kids) == 0 {
			p.fault(part, "empty <%s>", set)
		}
	}
}

func (n *node) children() []*node {
	if n == nil {
		return nil
	}
	return n.kids
}

func (p *pkg) columns(part string, ws *node, st styles) {
	last := 0
	for _, c := range ws.one("cols").all("col") {
		from, _ := strconv.Atoi(c.attr("min"))
		to, _ := strconv.Atoi(c.attr("max"))
		if from <= last || to < from || to > maxCol {
			p.fault(part, "columns %d to %d after %d", from, to, last)
		}
		last = to
		if w, _ := strconv.ParseFloat(c.attr("width"), 64); w > 255 {
			p.fault(part, "column %d is %v wide", from, w)
		}
		if s := c.attr("style"); s != "" && !below(s, st.cells) {
			p.fault(part, "column %d has format %s", from, s)
		}
	}
}

// cells checks the rows, and returns which cells hold texts of their own.
func (p *pkg) cells(part string, ws *node, st styles, texts int) map[place]*node {
	all := map[place]*node{}
	row := 0
	for _, r := range ws.one("sheetData").all("row") {
		n, err := strconv.Atoi(r.attr("r"))
		if err != nil {
			n = row + 1
		}
		if n <= row || n > maxRow {
			p.fault(part, "row %d after %d", n, row)
		}
		row = n
		if h, _ := strconv.ParseFloat(r.attr("ht"), 64); h > 409.5 {
			p.fault(part, "row %d is %v high", n, h)
		}
		col := 0
		for _, c := range r.all("c") {
			at := place{col + 1, n}
			if name := c.attr("r"); name != "" {
				at, _ = parseCell(name)
			}
			if at.col <= col || at.row != n {
				p.fault(part, "cell %s in row %d after column %d", c.attr("r"), n, col)
			}
			col = at.col
			all[at] = c
			p.cell(part, c, st, texts)
		}
	}
	return all
}

func (p *pkg) cell(part string, c *node, st styles, texts int) {
	at, v, t := c.attr("r"), c.one("v"), c.attr("t")
	if s := c.attr("s"); s != "" && !below(s, st.cells) {
		p.fault(part, "%s has format %s of %d", at, s, st.cells)
	}
	if f := c.one("f"); f != nil && units(f.text) > maxFormula {
		p.fault(part, "%s: formula of %d characters", at, units(f.text))
	}
	switch {
	case t == "s" && (v == nil || !below(strings.TrimSpace(v.text), texts)):
		p.fault(part, "%s names a string that is not there", at)
	case t == "inlineStr":
		if is := c.one("is"); is == nil {
			p.fault(part, "%s without <is>", at)
		} else {
			p.text(part, at, is)
		}
	case (t == "" || t == "n") && v != nil && v.text != "":
		if _, err := strconv.ParseFloat(strings.TrimSpace(v.text), 64); err != nil {
			p.fault(part, "%s is the number %q", at, v.text)
		}
	case t == "b" && v != nil && v.text != "0" && v.text != "1":
		p.fault(part, "%s is the truth value %q", at, v.text)
	}
}

func (p *pkg) merges(part string, ws *node) (list []area) {
	for _, m := range ws.one("mergeCells").all("mergeCell") {
		a, _ := parseRef(m.attr("ref"))
		if a.from == a.to {
			p.fault(part, "merged %s is one cell", m.attr("ref"))
		}
		if slices.ContainsFunc(list, a.meets) {
			p.fault(part, "merged %s overlaps another", m.attr("ref"))
		}
		list = append(list, a)
	}
	return list
}

func (p *pkg) conditions(part string, ws *node, st styles) {
	for _, cf := range ws.all("conditionalFormatting") {
		for _, r := range cf.all("cfRule") {
			if id := r.attr("dxfId"); id != "" && !below(id, st.dxfs) {
				p.fault(part, "condition of %s has format %s of %d", cf.attr("sqref"), id, st.dxfs)
			}
			if r.attr("type") == "expression" && len(r.all("formula")) != 1 {
				p.fault(part, "condition of %s without its formula", cf.attr("sqref"))
			}
			if s := r.one("colorScale"); s != nil && len(s.all("cfvo")) != len(s.all("color")) {
				p.fault(part, "colours of %s", cf.attr("sqref"))
			}
		}
	}
}

func (p *pkg) validations(part string, ws *node) {
	var taken []area
	for _, v := range ws.one("dataValidations").all("dataValidation") {
		f1, f2 := v.one("formula1"), v.one("formula2")
		if t := v.attr("type"); t != "" && t != "none" && f1 == nil {
			p.fault(part, "validation of %s without a bound", v.attr("sqref"))
		}
		if op := v.attr("operator"); f1 != nil && f2 == nil && (op == "between" || op == "notBetween") {
			p.fault(part, "validation of %s without its second bound", v.attr("sqref"))
		}
		if f1 != nil && strings.HasPrefix(f1.text, `"`) && units(f1.text) > 257 {
			p.fault(part, "validation of %s: list of %d characters", v.attr("sqref"), units(f1.text))
		}
		for _, a := range parseRefs(v.attr("sqref")) {
			if slices.ContainsFunc(taken, a.meets) {
				p.fault(part, "two validations of %s", v.attr("sqref"))
			}
			taken = append(taken, a)
		}
	}
}

// tables are the names and ids of all tables of a workbook.
type tables struct{ names, ids map[string]bool }

// table checks a table: its head says in cells what the columns are called.
func (p *pkg) table(part string, cells map[place]*node, merged []area, t *tables) {
	n := p.follow(part, "table", tableSchema)
	if n == nil {
		p.fault(part, "no table")
		return
	}
	name, id := strings.ToLower(n.attr("displayName")), n.attr("id")
	if t.names[name] || t.ids[id] {
		p.fault(part, "two tables %s, %s", name, id)
	}
	t.names[name], t.ids[id] = true, true
	at, _ := parseRef(n.attr("ref"))
	if slices.ContainsFunc(merged, at.meets) {
		p.fault(part, "merged cells in the table")
	}
	cols := n.one("tableColumns").all("tableColumn")
	if len(cols) != at.to.col-at.from.col+1 {
		p.fault(part, "%d columns in %s", len(cols), n.attr("ref"))
	}
	if at.to.row-at.from.row < 1 {
		p.fault(part, "no row in %s", n.attr("ref"))
	}
	seen := map[string]bool{}
	for i, c := range cols {
		if key := strings.ToLower(c.attr("name")); seen[key] || key == "" {
			p.fault(part, "two columns %q", c.attr("name"))
		} else {
			seen[key] = true
		}
		head := cells[place{at.from.col + i, at.from.row}]
		if head == nil {
			p.fault(part, "column %q has no head", c.attr("name"))
		} else if said := p.said(head); said != strings.ReplaceAll(c.attr("name"), "_x000a_", "\n") {
			p.fault(part, "column %q is headed %q", c.attr("name"), said)
		}
	}
}

// said returns the text of a cell.
func (p *pkg) said(c *node) string {
	if is := c.one("is"); is != nil {
		return joined(is)
	}
	if v := c.one("v"); v != nil && c.attr("t") == "s" {
		part := p.target(p.target("", "officeDocument"), "sharedStrings")
		if i, err := strconv.Atoi(v.text); err == nil && i < len(p.tree(part).all("si")) {
			return joined(p.tree(part).all("si")[i])
		}
	} else if v != nil {
		return v.text
	}
	return ""
}

func joined(n *node) (s string) {
	for _, k := range append(n.all("t"), runs(n)...) {
		s += k.text
	}
	return s
}

func (p *pkg) comments(part string) {
	t := p.follow(part, "comments", commentsSchema)
	authors := len(t.one("authors").all("author"))
	seen := map[string]bool{}
	for _, c := range t.one("commentList").all("comment") {
		if seen[c.attr("ref")] {
			p.fault(part, "two comments on %s", c.attr("ref"))
		}
		seen[c.attr("ref")] = true
		if !below(c.attr("authorId"), authors) {
			p.fault(part, "comment on %s by author %s", c.attr("ref"), c.attr("authorId"))
		}
		if text := c.one("text"); text != nil {
			p.text(part, c.attr("ref"), text)
		}
	}
}

// drawing checks that what is drawn is related, has an id of its own and says
// in words what it shows.
func (p *pkg) drawing(part string) {
	rels, ids := p.related(part), map[string]bool{}
	var walk func(n *node)
	walk = func(n *node) {
		switch n.Local {
		case "cNvPr":
			if id := n.attr("id"); ids[id] {
				p.fault(part, "two shapes %s", id)
			} else {
				ids[id] = true
			}
		case "chart":
			if rels[n.attr("id")].target == "" {
				p.fault(part, "chart without relation %q", n.attr("id"))
			}
		}
		for _, k := range n.kids {
			walk(k)
		}
	}
	if t := p.tree(part); t != nil {
		walk(t)
	}
}
