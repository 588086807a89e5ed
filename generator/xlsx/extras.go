package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"dangce/generator/calc"
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
	kind := s.doc.Table.Cols[s.doc.Table.Column(w.Column)].Kind
	if w.Op == doc.Equal && !w.Value.Set {
		return own + `=""`, nil
	}
	return "COUNTIFS(" + own + "," + calc.Criterion(w, with, kind) + ")>0", nil
}

// A chart's height in points, and in rows.
const (
	chartHeight = 240
	chartRows   = chartHeight/defaultHeight + 3
)

// bottom is the last row that is printed.
func (s *sheet) bottom() int {
	if s.doc.Chart != nil && s.data > 0 {
		return s.last + 3 + chartRows
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
	from, err := s.chartColumn()
	if err != nil {
		return err
	}
	words := excelize.Font{Family: songti, Size: 10, Color: "404040"}
	c := &excelize.Chart{
		Type:      excelize.Col,
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: d.Title, Font: &excelize.Font{Family: songti, Size: bodySize, Color: "000000"}}}},
		XAxis:     excelize.ChartAxis{Font: words},
		YAxis:     excelize.ChartAxis{Font: words},
		Legend:    excelize.ChartLegend{Position: "bottom"},
		Format:    excelize.GraphicOptions{AltText: d.Title},
		Dimension: excelize.ChartDimension{Width: uint(min(s.span(from, s.page)*pxPerChar, 1000)), Height: chartHeight * 96 / 72},
	}
	if s.shares(d.Series) {
		c.YAxis.NumFmt = excelize.ChartNumFmt{CustomNumFmt: "0%"}
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
	row := s.last + 2
	if _, h := s.paper(); s.tall+(1+chartRows)*defaultHeight > (h-2*marginTop)*72*100/float64(s.scale) {
		if err := s.file.InsertPageBreak(s.doc.Name, cell(1, row)); err != nil {
			return err
		}
		row++ // its frame does not touch the page before
	}
	return s.file.AddChart(s.doc.Name, cell(from, row), c)
}

// chartColumn is the first column below which the chart stands: beside those
// that are printed on every page, with all that stands below them.
func (s *sheet) chartColumn() (int, error) {
	if len(s.doc.Breaks) == 0 {
		return 1, nil
	}
	cols, _, err := s.frozen()
	return cols + 1, err
}

// shares reports whether the columns are all shares.
func (s *sheet) shares(ids []string) bool {
	for _, id := range ids {
		if i := s.doc.Table.Column(id); i < 0 || s.doc.Table.Cols[i].Kind != doc.KindPercent {
			return false
		}
	}
	return true
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
	// Values stand beside the formulas. A spreadsheet of this generation or an
	// older one takes them as they are, and does not ask to save what it has
	// computed anew.
	engine := uint(191029)
	if err := b.file.SetCalcProps(&excelize.CalcPropsOptions{CalcID: &engine}); err != nil {
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
