package xlsx

import (
	"bytes"
	"fmt"
	"slices"
	"sync"

	"github.com/xuri/excelize/v2"

	"dangce/generator/doc"
)

const (
	stylesPart   = "xl/styles.xml"
	songti       = "宋体"
	bodySize     = 12 // pt
	titleSize    = 18
	noteHeadSize = 14
)

// format is the number format of a cell.
type format uint8

const (
	general format = iota
	text           // what is typed stays text: codes, phones, =1+1
	whole
	money2
	percent
	day
	formats
)

var formatCodes = [formats]string{general: "General", text: "@", whole: "0", money2: "#,##0.00", percent: "0.0%", day: "yyyy-mm-dd"}

// ground is the background of a cell and whether it is locked.
type ground uint8

const (
	plain ground = iota // locked if the sheet is, white: sheets with nothing to fill in
	gray                // locked
	input               // white, unlocked
	shade               // a darker panel
	grounds
)

var groundColors = [grounds]string{gray: "F2F2F2", shade: "E0E0E0"}

type align uint8

const (
	left align = iota
	center
	right
	aligns
)

var alignNames = [aligns]string{"left", "center", "right"}

// look holds the styles that all workbooks share. It is only read.
type look struct {
	file   *excelize.File // owns Styles
	styles []byte         // the encoded part

	body [formats][aligns][2][grounds]int // [bold]

	spare [formats][aligns]int // formulas on blank rows, which show no zero

	link [aligns]int // cells that lead to other sheets

	title, subtitle, head, headInput  int
	note, noteHead, label, hint, sign int
	levels                            [3]int // conditional formats by doc.Level

	sizes map[int]float64 // pt, of styles that are not bodySize
}

// shared returns the styles of all workbooks.
var shared = sync.OnceValues(newLook)

func newLook() (*look, error) {
	l := &look{file: excelize.NewFile()}
	if err := l.file.SetDefaultFont(songti); err != nil {
		return nil, fmt.Errorf("xlsx: default font: %w", err)
	}
	for fm := range formats {
		for al := range aligns {
			for bold := range 2 {
				for gr := range grounds {
					s := cellStyle(fm, al, bold == 1, gr)
					if err := l.add(&l.body[fm][al][bold][gr], s); err != nil {
						return nil, err
					}
				}
			}
		}
	}
	for al := range aligns {
		if err := l.add(&l.link[al], linkStyle(al)); err != nil {
			return nil, err
		}
		for _, fm := range [...]format{whole, money2} {
			s, code := cellStyle(fm, al, false, gray), formatCodes[fm]
			code += ";-" + code + ";"
			s.CustomNumFmt = &code
			if err := l.add(&l.spare[fm][al], s); err != nil {
				return nil, err
			}
		}
	}
	for _, n := range []struct {
		id *int
		s  *excelize.Style
	}{
		{&l.title, words(titleSize, true, center)},
		{&l.subtitle, words(bodySize, false, center)},
		{&l.note, words(bodySize, false, left)},
		{&l.noteHead, words(noteHeadSize, true, left)},
		{&l.label, words(bodySize, true, right)},
		{&l.hint, words(bodySize, false, left)},
		{&l.sign, words(bodySize, false, left)},
		{&l.head, headStyle("E0E0E0")},
		{&l.headInput, headStyle("FFFFFF")},
	} {
		if err := l.add(n.id, n.s); err != nil {
			return nil, err
		}
	}
	l.sizes = map[int]float64{l.title: titleSize, l.noteHead: noteHeadSize}
	for i, c := range [...][2]string{doc.Notice: {"FFEB9C", "7F4F00"}, doc.Alarm: {"FFC7CE", "9C0006"}, doc.Good: {"C6EFCE", "006100"}} {
		id, err := l.file.NewConditionalStyle(&excelize.Style{
			Font: &excelize.Font{Color: c[1], Bold: doc.Level(i) == doc.Alarm},
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{c[0]}},
		})
		if err != nil {
			return nil, fmt.Errorf("xlsx: conditional style: %w", err)
		}
		l.levels[i] = id
	}
	return l, l.encode()
}

func (l *look) add(id *int, s *excelize.Style) (err error) {
	if *id, err = l.file.NewStyle(s); err != nil {
		return fmt.Errorf("xlsx: style: %w", err)
	}
	return nil
}

// encode lets excelize write the part once, into a workbook that is thrown
// away.
func (l *look) encode() error {
	styles := l.file.Styles
	if _, err := l.file.WriteToBuffer(); err != nil {
		return fmt.Errorf("xlsx: styles: %w", err)
	}
	part, ok := l.file.Pkg.Load(stylesPart)
	if !ok {
		return fmt.Errorf("xlsx: styles: no part %s", stylesPart)
	}
	l.styles = plainRoot(closed(part.([]byte)))
	l.file.Styles = styles
	return nil
}

// plainRoot leaves out the name spaces that excelize declares and nothing of
// ours uses: five kilobytes of every workbook.
func plainRoot(b []byte) []byte {
	from := bytes.Index(b, []byte("<styleSheet"))
	to := from + bytes.IndexByte(b[from:], '>')
	return slices.Concat(b[:from], []byte(`<styleSheet xmlns="`+mainSpace+`"`), b[to:])
}

var thin = func() []excelize.Border {
	var b []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		b = append(b, excelize.Border{Type: side, Color: "7F7F7F", Style: 1})
	}
	return b
}()

func font(size float64, bold bool) *excelize.Font {
	return &excelize.Font{Family: songti, Size: size, Bold: bold}
}

func fill(color string) excelize.Fill {
	if color == "" {
		return excelize.Fill{}
	}
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}

func cellStyle(fm format, al align, bold bool, gr ground) *excelize.Style {
	code := formatCodes[fm]
	return &excelize.Style{
		Font:         font(bodySize, bold),
		Fill:         fill(groundColors[gr]),
		Border:       thin,
		Alignment:    &excelize.Alignment{Horizontal: alignNames[al], Vertical: "center", WrapText: fm == general || fm == text},
		CustomNumFmt: &code,
		Protection:   &excelize.Protection{Locked: gr != input},
	}
}

// linkStyle is the style of texts that lead somewhere: blue and underlined,
// as people know it.
func linkStyle(al align) *excelize.Style {
	s := cellStyle(text, al, false, plain)
	s.Font.Color, s.Font.Underline = "0563C1", "single"
	return s
}

// words is the style of text outside the table.
func words(size float64, bold bool, al align) *excelize.Style {
	return &excelize.Style{
		Font:      font(size, bold),
		Alignment: &excelize.Alignment{Horizontal: alignNames[al], Vertical: "center", WrapText: true},
	}
}

func headStyle(color string) *excelize.Style {
	return &excelize.Style{
		Font:      font(bodySize, true),
		Fill:      fill(color),
		Border:    thin,
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
	}
}
