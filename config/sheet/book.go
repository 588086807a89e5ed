package sheet

import (
	"cmp"
	"encoding/xml"
	"errors"
	"path"
	"strings"
	"time"
)

// The parts of a workbook besides its sheets, as far as they matter here.
// Elements are matched by local name, so that files in the strict variant of
// the format, with other name spaces, are read as well.
type (
	xmlRels struct {
		Rel []struct {
			ID     string `xml:"Id,attr"`
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	xmlBook struct {
		Pr struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Calc struct {
			OnLoad string `xml:"fullCalcOnLoad,attr"`
		} `xml:"calcPr"`
		Sheets []struct {
			Name  string     `xml:"name,attr"`
			State string     `xml:"state,attr"`
			Attrs []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	xmlStyles struct {
		NumFmts []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Fonts []struct {
			Strike *struct {
				Val string `xml:"val,attr"`
			} `xml:"strike"`
		} `xml:"fonts>font"`
		Xfs []struct {
			NumFmt int `xml:"numFmtId,attr"`
			Font   int `xml:"fontId,attr"`
		} `xml:"cellXfs>xf"`
	}
	xmlProps struct {
		Props []struct {
			Name  string `xml:"name,attr"`
			Value struct {
				Text string `xml:",chardata"`
			} `xml:",any"`
		} `xml:"property"`
	}
)

// book is a workbook being read.
type book struct {
	builder
	parts   *parts
	formats []format // by style index
	struck  []bool   // by style index: crossed out
	epoch   epoch
	// uncalculated says that an office program is asked to calculate all
	// formulas, for the writer did not.
	uncalculated bool
}

func readBook(name string, p *parts, limits Limits) (*Book, error) {
	main, err := mainPart(p)
	if err != nil {
		return nil, err
	}
	var wb xmlBook
	if err := p.decode(main, &wb); err != nil {
		return nil, err
	}
	b := &book{parts: p, builder: builder{limits: limits}, uncalculated: on(wb.Calc.OnLoad)}
	if on(wb.Pr.Date1904) {
		b.epoch = epoch1904
	}
	rels, err := p.rels(main)
	if err != nil {
		return nil, err
	}
	targets := map[string]string{}
	others := map[string]string{} // sheets that are none of cells
	for _, r := range rels.Rel {
		to := target(main, r.Target)
		switch kind := path.Base(r.Type); kind {
		case "worksheet":
			targets[r.ID] = to
		case "chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet":
			others[r.ID] = kind
		case "styles":
			err = b.readStyles(to)
		case "sharedStrings":
			err = b.readStrings(to)
		}
		if err != nil {
			return nil, err
		}
	}
	out := &Book{Properties: p.properties(), Modified: p.modified()}
	for _, s := range wb.Sheets {
		part, other := "", ""
		for _, a := range s.Attrs {
			if a.Name.Local == "id" {
				part, other = cmp.Or(part, targets[a.Value]), cmp.Or(other, others[a.Value])
			}
		}
		switch {
		case part == "" && other != "":
			out.Unread = append(out.Unread, Unread{s.Name, otherSheets[other]})
			continue
		case part == "":
			return nil, damaged("缺工作表“"+s.Name+"”", nil)
		}
		sh := &Sheet{File: name, Name: s.Name, Hidden: s.State == "hidden" || s.State == "veryHidden", VeryHidden: s.State == "veryHidden"}
		if err := b.readSheet(sh, part); err != nil {
			return nil, err
		}
		out.Sheets = append(out.Sheets, sh)
	}
	if len(out.Sheets) == 0 {
		return nil, damaged("没有工作表", nil)
	}
	return out, nil
}

// otherSheets names the kinds of sheets without cells.
var otherSheets = map[string]string{"chartsheet": "图表", "dialogsheet": "对话框", "xlMacrosheet": "宏表", "xlIntlMacrosheet": "宏表"}

// mainPart finds the workbook part.
func mainPart(p *parts) (string, error) {
	var rels xmlRels
	if err := p.decode("_rels/.rels", &rels); err != nil && !errors.Is(err, errNoPart) {
		return "", err
	}
	for _, r := range rels.Rel {
		if path.Base(r.Type) == "officeDocument" && p.has(r.Target) {
			return partName(r.Target), nil
		}
	}
	if p.has("xl/workbook.xml") {
		return "xl/workbook.xml", nil
	}
	return "", damaged("缺 workbook.xml", nil)
}

func (p *parts) rels(of string) (xmlRels, error) {
	var rels xmlRels
	err := p.decode(path.Join(path.Dir(of), "_rels", path.Base(of)+".rels"), &rels)
	if errors.Is(err, errNoPart) {
		err = damaged("缺 workbook.xml.rels", nil)
	}
	return rels, err
}

// target resolves a relationship's target against the part it belongs to.
func target(of, to string) string {
	if strings.HasPrefix(to, "/") {
		return partName(to)
	}
	return partName(path.Join(path.Dir(of), to))
}

func on(flag string) bool { return flag == "1" || flag == "true" || flag == "on" }

// properties reads the custom document properties. A workbook without them,
// or with damaged ones, has none: its sheets still count.
func (p *parts) properties() map[string]string {
	var props xmlProps
	if err := p.decode("docProps/custom.xml", &props); err != nil {
		return nil
	}
	m := make(map[string]string, len(props.Props))
	for _, x := range props.Props {
		m[x.Name] = x.Value.Text
	}
	return m
}

// modified reads when the workbook was saved last. Nothing depends on it but
// which of two files is the newer, so a damaged part is no error.
func (p *parts) modified() time.Time {
	var core struct {
		Modified string `xml:"modified"`
	}
	if err := p.decode("docProps/core.xml", &core); err != nil {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, strings.TrimSpace(core.Modified))
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

func (b *book) readStyles(part string) error {
	var st xmlStyles
	if err := b.parts.decode(part, &st); err != nil {
		if errors.Is(err, errNoPart) { // without it no date is told from a number
			return damaged("缺 styles.xml", nil)
		}
		return err
	}
	codes := make(map[int]string, len(st.NumFmts))
	for _, f := range st.NumFmts {
		codes[f.ID] = f.Code
	}
	known := map[int]format{}
	b.formats, b.struck = make([]format, len(st.Xfs)), make([]bool, len(st.Xfs))
	for i, xf := range st.Xfs {
		f, ok := known[xf.NumFmt]
		if !ok {
			f = formatOf(xf.NumFmt, codes[xf.NumFmt])
			known[xf.NumFmt] = f
		}
		b.formats[i] = f
		if xf.Font >= 0 && xf.Font < len(st.Fonts) {
			strike := st.Fonts[xf.Font].Strike
			b.struck[i] = strike != nil && (strike.Val == "" || on(strike.Val))
		}
	}
	return nil
}
