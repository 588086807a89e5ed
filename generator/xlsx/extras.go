package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"dangce/generator/doc"
)

// highlights colours rows by their conditions.
func (s *sheet) highlights() error {
	if s.data == 0 || s.doc.Example {
		return nil
	}
	for _, h := range s.doc.Rules {
		test, err := s.test(h.When)
		if err != nil {
			return fmt.Errorf("highlight: %w", err)
		}
		for _, id := range h.Columns {
			c, err := s.named(id)
			if err != nil {
				return fmt.Errorf("highlight: %w", err)
			}
			cells := area(c, s.data, c, s.data+s.n-1)
			style := s.look.levels[h.Level]
			if err := s.file.SetConditionalFormat(s.doc.Name, cells, []excelize.ConditionalFormatOptions{
				{Type: "formula", Criteria: test, Format: &style},
			}); err != nil {
				return fmt.Errorf("highlight: %w", err)
			}
		}
	}
	return nil
}

// test writes a condition for the first data row; the spreadsheet shifts it
// down. COUNTIFS compares numbers with numbers only, where = and < would let
// any text be greater than any number.
func (s *sheet) test(w doc.Condition) (string, error) {
	ref := func(id string) (string, error) {
		c, err := s.named(id)
		return "$" + letters(c) + itoa(s.data), err
	}
	own, err := ref(w.Column)
	if err != nil {
		return "", err
	}
	with := ""
	if w.With != "" {
		if with, err = ref(w.With); err != nil {
			return "", err
		}
		if w.Op == doc.Equal {
			return own + "=" + with, nil
		}
	}
	i := s.doc.Table.Column(w.Column)
	if w.Op == doc.Equal && !w.Value.Set {
		return own + `=""`, nil
	}
	return "COUNTIFS(" + own + "," + s.criterion(w, with, i) + ")>0", nil
}

// A chart's height in points, and in rows.
const (
	chartHeight = 240
	chartRows   = chartHeight/defaultHeight + 3
)

// bottom is the last row that is printed.
func (s *sheet) bottom() int {
	if s.doc.Chart != nil && s.data > 0 {
		return s.last + 2 + chartRows
	}
	return s.last
}

func (s *sheet) chart() error {
	d := s.doc.Chart
	if d == nil || s.data == 0 || s.doc.Example {
		return nil
	}
	name := quoted(s.doc.Name) + "!"
	last := s.data + s.n - 1
	labels, err := s.named(d.Category)
	if err != nil {
		return fmt.Errorf("chart: %w", err)
	}
	words := excelize.Font{Family: songti, Size: 10, Color: "404040"}
	c := &excelize.Chart{
		Type:      excelize.Col,
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: d.Title, Font: &excelize.Font{Family: songti, Size: bodySize, Color: "000000"}}}},
		XAxis:     excelize.ChartAxis{Font: words},
		YAxis:     excelize.ChartAxis{Font: words},
		Legend:    excelize.ChartLegend{Position: "bottom"},
		Dimension: excelize.ChartDimension{Width: uint(min(s.span(1, s.page)*pxPerChar, 1000)), Height: chartHeight * 96 / 72},
	}
	if d.Stacked {
		c.Type = excelize.ColStacked
	}
	if len(d.Series) == 1 { // nothing to tell apart
		c.VaryColors, c.Legend.Position = new(bool), "none"
	}
	for _, id := range d.Series {
		col, err := s.named(id)
		if err != nil {
			return fmt.Errorf("chart: %w", err)
		}
		c.Series = append(c.Series, excelize.ChartSeries{
			Name:       name + fixedCell(col, s.data-1-count(s.grouped && s.doc.Table.Cols[s.shown[col-1]].Group == "")),
			Categories: name + fixedArea(labels, s.data, labels, last),
			Values:     name + fixedArea(col, s.data, col, last),
		})
	}
	// A chart that would be cut by the end of the first page gets a page.
	if _, h := s.paper(); s.tall+(1+chartRows)*defaultHeight > (h-2*marginTop)*72*100/float64(s.scale) {
		if err := s.out.InsertPageBreak(cell(1, s.last+2)); err != nil {
			return err
		}
	}
	return s.file.AddChart(s.doc.Name, cell(1, s.last+2), c)
}

// properties sets what makes a returned file recognisable, and fixed dates.
func (b *book) properties() error {
	wb := b.wb
	at := ""
	if wb.Date != "" {
		at = wb.Date + "T00:00:00Z"
	}
	if err := b.file.SetDocProps(&excelize.DocProperties{
		Title: wb.Title, Creator: wb.Author, LastModifiedBy: wb.Author, Created: at, Modified: at, Language: "zh-CN",
	}); err != nil {
		return err
	}
	if err := b.file.SetAppProps(&excelize.AppProperties{Application: "dangce"}); err != nil {
		return err
	}
	for _, p := range [...]struct{ name, value string }{
		{doc.PropTemplate, wb.Template},
		{doc.PropVersion, itoa(wb.Version)},
		{doc.PropYear, itoa(wb.Year)},
		{doc.PropCounty, wb.County},
		{doc.PropBranch, wb.Branch},
		{doc.PropOwner, wb.Owner},
	} {
		if p.value == "" {
			continue
		}
		if err := b.file.SetCustomProps(excelize.CustomProperty{Name: p.name, Value: p.value}); err != nil {
			return err
		}
	}
	return nil
}
