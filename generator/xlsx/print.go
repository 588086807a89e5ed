package xlsx

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Margins in inches, and what the page leaves for the sheet in characters of
// the body font (8 px at 96 dpi).
const (
	marginSide   = 0.5
	marginTop    = 0.7
	marginHeader = 0.3
	pxPerChar    = 8.0
	pxPerInch    = 96.0
	// Where the default font is missing, its stand-in may be wider by a sixth;
	// a column on a page of its own is worse than smaller type.
	spare = 0.85
)

// Paper codes and lengths in inches.
const (
	paperA4 = 9
	paperA3 = 8
	a4Short = 210 / 25.4
	a4Long  = 297 / 25.4
	a3Long  = 420 / 25.4
)

func sheetPart(index int) string { return fmt.Sprintf("xl/worksheets/sheet%d.xml", index+1) }

// fillTab is the colour of the tabs of sheets that people fill in.
const fillTab = "5B9BD5"

// top is what stands in front of the rows.
func (s *sheet) top() ([]byte, error) {
	b := []byte(`<sheetPr>`)
	if s.fills {
		b = append(b, `<tabColor rgb="FF`+fillTab+`"/>`...)
	}
	if s.fitted() {
		b = append(b, `<pageSetUpPr fitToPage="1"/>`...)
	}
	b = append(b, `</sheetPr>`...)
	b = fmt.Appendf(b, `<dimension ref="%s"/>`, area(1, 1, max(len(s.widths), 1), s.last))
	b, err := s.view(b)
	if err != nil {
		return nil, err
	}
	b = append(b, `<sheetFormatPr defaultRowHeight="`+itoa(defaultHeight)+`"/><cols>`...)
	for i, w := range s.widths {
		b = fmt.Appendf(b, `<col min="%d" max="%d" width="%g" customWidth="1"/>`, i+1, i+1, w)
	}
	return append(b, `</cols>`...), nil
}

// seed gives excelize a sheet to which the rest is added: widths, of which it
// reckons places of charts, and merged cells, which it takes a cell at a time
// otherwise.
func (s *sheet) seed() {
	b := append([]byte(nil), `<worksheet xmlns="`+mainSpace+`"><cols>`...)
	for i, w := range s.widths {
		b = fmt.Appendf(b, `<col min="%d" max="%d" width="%g" customWidth="1"/>`, i+1, i+1, w)
	}
	b = append(b, `</cols><sheetData/>`...)
	if s.out.merges > 0 {
		b = append(fmt.Appendf(b, `<mergeCells count="%d">`, s.out.merges), s.out.merged...)
		b = append(b, `</mergeCells>`...)
	}
	b = append(b, `</worksheet>`...)
	s.file.Sheet.Delete(sheetPart(s.index))
	s.file.Pkg.Store(sheetPart(s.index), b)
}

// frozen returns the columns and rows that stay in sight.
func (s *sheet) frozen() (cols, rows int, err error) {
	if s.data == 0 || s.doc.Example {
		return 0, 0, nil
	}
	if s.doc.FreezeCol != "" {
		cols, err = s.named(s.doc.FreezeCol)
	}
	return cols, s.data - 1, err
}

// view freezes head and first columns and puts the cursor on the first cell
// to fill in.
func (s *sheet) view(b []byte) ([]byte, error) {
	cols, rows, err := s.frozen()
	if err != nil {
		return nil, err
	}
	b = append(b, `<sheetViews><sheetView`...)
	if s.active {
		b = append(b, ` tabSelected="1"`...)
	}
	b = append(b, ` workbookViewId="0">`...)
	c, r := s.cursor()
	if cols == 0 && rows == 0 {
		return fmt.Appendf(b, `<selection activeCell="%[1]s" sqref="%[1]s"/></sheetView></sheetViews>`, cell(c, r)), nil
	}
	// Only panes that exist may be named, and the cursor must stand in the
	// active one.
	below, beside := r > rows, c > cols
	pane := map[[2]bool]string{{true, true}: "bottomRight", {true, false}: "bottomLeft", {false, true}: "topRight"}
	active := [2]bool{(below || cols == 0) && rows > 0, beside && cols > 0}
	b = append(b, `<pane`...)
	if cols > 0 {
		b = fmt.Appendf(b, ` xSplit="%d"`, cols)
	}
	if rows > 0 {
		b = fmt.Appendf(b, ` ySplit="%d"`, rows)
	}
	b = fmt.Appendf(b, ` topLeftCell="%s" activePane="%s" state="frozen"/>`, cell(cols+1, rows+1), pane[active])
	for _, at := range [][2]bool{{false, true}, {true, false}, {true, true}} {
		if at[0] && rows == 0 || at[1] && cols == 0 {
			continue
		}
		b = fmt.Appendf(b, `<selection pane="%s"`, pane[at])
		if at == active {
			b = fmt.Appendf(b, ` activeCell="%[1]s" sqref="%[1]s"`, cell(c, r))
		}
		b = append(b, `/>`...)
	}
	return append(b, `</sheetView></sheetViews>`...), nil
}

// cursor returns the first blank cell to fill in, or the first data cell.
func (s *sheet) cursor() (col, row int) {
	t := s.doc.Table
	if t == nil || s.doc.Example {
		return 1, 1
	}
	first := 0
	for k, i := range s.shown {
		if !t.Cols[i].Input {
			continue
		}
		if first == 0 {
			first = k + 1
		}
		if len(t.Rows) == 0 || i >= len(t.Rows[0].Values) || !t.Rows[0].Values[i].Set {
			return k + 1, max(s.data, 1)
		}
	}
	return max(first, 1), max(s.data, 1)
}

// pages sets paper, scale, margins, page header and footer.
func (s *sheet) pages() error {
	paper, orientation := paperA4, "portrait"
	if s.doc.A3 {
		paper = paperA3
	}
	if s.doc.Landscape {
		orientation = "landscape"
	}
	layout := &excelize.PageLayoutOptions{Size: &paper, Orientation: &orientation}
	if s.fitted() {
		one, any := 1, 0
		layout.FitToWidth, layout.FitToHeight = &one, &any
	} else {
		if err := s.breakPages(); err != nil {
			return err
		}
		layout.AdjustTo = &s.scale
	}
	if err := s.file.SetPageLayout(s.doc.Name, layout); err != nil {
		return err
	}
	side, top, header, centered := marginSide, marginTop, marginHeader, true
	if err := s.file.SetPageMargins(s.doc.Name, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &top, Bottom: &top, Header: &header, Footer: &header, Horizontally: &centered,
	}); err != nil {
		return err
	}
	return s.file.SetHeaderFooter(s.doc.Name, &excelize.HeaderFooterOptions{
		OddHeader: `&L&"宋体,Regular"&10 ` + s.headerText(),
		OddFooter: `&C&"宋体,Regular"&10 第 &P 页 共 &N 页`,
	})
}

// headerText is the title printed on every page, within the 255 units that a
// header may have.
func (s *sheet) headerText() string {
	return strings.ReplaceAll(short(s.wb.Title, 100), "&", "&&")
}

// fitted reports whether the spreadsheet scales the sheet to the width of a
// page. It ignores page breaks then, so sheets with breaks have a scale.
func (s *sheet) fitted() bool { return len(s.doc.Breaks) == 0 && s.doc.Chart == nil }

// A sheet that is a little longer than a page is printed smaller instead, if
// it stays legible: a last page of two rows serves nobody.
const (
	overhang = 0.3 // of a page
	legible  = 0.7 // of the size of the letters
)

// tighten fits a sheet that is a little longer than a page on one, once its
// height is known.
func (s *sheet) tighten() error {
	if !s.fitted() {
		return nil
	}
	w, h := s.paper()
	scale := min((w-2*marginSide)*pxPerInch/pxPerChar/s.span(1, len(s.widths)), 1)
	pages := s.tall * scale / ((h - 2*marginTop) * 72)
	if pages < 0.95 || pages > 1+overhang || scale/pages < legible {
		return nil
	}
	one := 1
	return s.file.SetPageLayout(s.doc.Name, &excelize.PageLayoutOptions{FitToWidth: &one, FitToHeight: &one})
}

// breakPages breaks the pages before the columns of Breaks and finds the
// percent at which the widest fits.
func (s *sheet) breakPages() error {
	frozen, _, err := s.frozen()
	if err != nil {
		return err
	}
	starts := []int{1}
	for _, id := range s.doc.Breaks {
		c, err := s.named(id)
		if err != nil {
			return err
		}
		if err := s.file.InsertPageBreak(s.doc.Name, cell(c, 1)); err != nil {
			return err
		}
		starts = append(starts, c)
	}
	widest := 0.0
	for i, from := range starts {
		to := len(s.widths)
		if i+1 < len(starts) {
			to = starts[i+1] - 1
		}
		w := s.span(from, to)
		if i > 0 && frozen > 0 {
			w += s.span(1, frozen)
		}
		widest = max(widest, w)
	}
	w, _ := s.paper()
	room := (w - 2*marginSide) * pxPerInch / pxPerChar * spare
	s.scale = uint(min(max(100*room/widest, 10), 100))
	return nil
}

// paper returns width and height of the page in inches.
func (s *sheet) paper() (w, h float64) {
	w, h = a4Short, a4Long
	if s.doc.A3 {
		w, h = a4Long, a3Long
	}
	if s.doc.Landscape {
		w, h = h, w
	}
	return w, h
}

// protect locks everything but the input cells, without a password: against
// slips of the hand, not against people.
func (s *sheet) protect() error {
	if !s.doc.Protect {
		return nil
	}
	return s.file.ProtectSheet(s.doc.Name, &excelize.SheetProtectionOptions{
		SelectLockedCells: true, SelectUnlockedCells: true,
		AutoFilter: true, Sort: true, FormatColumns: true, FormatRows: true,
	})
}

// names defines what is printed and what is repeated on each page.
func (s *sheet) names() error {
	name := quoted(s.doc.Name) + "!"
	if err := s.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Area", RefersTo: name + fixedArea(1, 1, len(s.widths), s.bottom()), Scope: s.doc.Name,
	}); err != nil {
		return err
	}
	if s.data == 0 || s.doc.Example {
		return nil
	}
	cols, rows, err := s.frozen()
	if err != nil {
		return err
	}
	titles := name + "$" + itoa(s.head) + ":$" + itoa(rows)
	if cols > 0 && len(s.doc.Breaks) > 0 {
		titles = name + "$A:$" + letters(cols) + "," + titles
	}
	if err := s.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: titles, Scope: s.doc.Name}); err != nil {
		return err
	}
	if !s.doc.Filter {
		return nil
	}
	return s.file.AutoFilter(s.doc.Name, area(1, s.data-1, len(s.widths), s.data+s.n-1), nil)
}
