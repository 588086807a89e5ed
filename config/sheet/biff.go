package sheet

import (
	"encoding/binary"
	"math"
	"strconv"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// Workbooks of Excel 97 to 2003 (BIFF8), and of Excel 5 and 95, are one stream
// of records. The two Go readers that there are give wrong numbers and dates,
// lose texts that are continued over records, and hang on damaged files
// (docs/architecture.md), so the few records that hold cells are read here.
const (
	recFormula  = 0x0006
	recEOF      = 0x000A
	recDateMode = 0x0022
	recFilePass = 0x002F
	recFont     = 0x0031
	recContinue = 0x003C
	recCodePage = 0x0042
	recColInfo  = 0x007D
	recSheet    = 0x0085
	recFiltered = 0x009B
	recMulRK    = 0x00BD
	recRString  = 0x00D6
	recXF       = 0x00E0
	recMerged   = 0x00E5
	recSST      = 0x00FC
	recLabelSST = 0x00FD
	recNumber   = 0x0203
	recLabel    = 0x0204
	recBoolErr  = 0x0205
	recString   = 0x0207
	recRow      = 0x0208
	recRK       = 0x027E
	recFormat5  = 0x001E
	recFormat   = 0x041E
	recBOF      = 0x0809
)

// record is one record; next continues after it.
type record struct {
	kind uint16
	body []byte
}

// u16 and u32 read numbers; 0 beyond the end, which no caller takes for more
// than a cell in a wrong place.
func (r record) u16(at int) int {
	if at < 0 || at+2 > len(r.body) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(r.body[at:]))
}

func (r record) u32(at int) uint32 {
	if at < 0 || at+4 > len(r.body) {
		return 0
	}
	return binary.LittleEndian.Uint32(r.body[at:])
}

func (r record) f64(at int) float64 {
	if at < 0 || at+8 > len(r.body) {
		return 0
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(r.body[at:]))
}

// biff is a workbook being read.
type biff struct {
	builder
	data []byte
	pos  int

	old      bool // Excel 5 or 95: texts in a code page, none shared
	codePage int
	epoch    epoch
	codes    map[int]string // of number formats, by id
	ids      []int          // of number formats, by style
	crossed  []bool         // fonts that cross out, by index
	fonts    []int          // by style
	formats  map[int]format // by id
	sheets   []biffSheet
}

type biffSheet struct {
	offset int
	state  byte // 0 visible, 1 hidden, 2 very hidden
	kind   byte // 0 worksheet, 1 macros, 2 chart
	name   string
}

// next reads the record at pos.
func (b *biff) next() (record, error) {
	if b.pos+4 > len(b.data) {
		return record{}, damaged("没有结尾", nil)
	}
	r := record{kind: binary.LittleEndian.Uint16(b.data[b.pos:])}
	end := b.pos + 4 + int(binary.LittleEndian.Uint16(b.data[b.pos+2:]))
	if end > len(b.data) {
		return record{}, damaged("没有结尾", nil)
	}
	r.body = b.data[b.pos+4 : end]
	b.pos = end
	return r, nil
}

// continued returns the bodies of a record and of those that continue it.
func (b *biff) continued(r record) [][]byte {
	parts := [][]byte{r.body}
	for b.pos+4 <= len(b.data) && binary.LittleEndian.Uint16(b.data[b.pos:]) == recContinue {
		more, err := b.next()
		if err != nil {
			break
		}
		parts = append(parts, more.body)
	}
	return parts
}

func readBIFF(name string, data []byte, limits Limits) (*Book, error) {
	b := &biff{builder: builder{limits: limits}, data: data, codes: map[int]string{}, formats: map[int]format{}}
	if err := b.globals(); err != nil {
		return nil, err
	}
	out := &Book{}
	for _, s := range b.sheets {
		if what, other := map[byte]string{1: "宏表", 2: "图表", 6: "宏模块"}[s.kind]; other {
			out.Unread = append(out.Unread, Unread{s.name, what})
			continue
		}
		sh := &Sheet{File: name, Name: s.name, Hidden: s.state != 0, VeryHidden: s.state == 2, Weak: true}
		if err := b.readSheet(sh, s.offset); err != nil {
			return nil, err
		}
		out.Sheets = append(out.Sheets, sh)
	}
	if len(out.Sheets) == 0 {
		return nil, damaged("没有工作表", nil)
	}
	return out, nil
}

// begin reads the record that opens a stream of records, and its version.
func (b *biff) begin() error {
	r, err := b.next()
	if err != nil {
		return err
	}
	switch {
	case r.kind != recBOF:
		return &Error{Reason: OldBook}
	case r.u16(0) == 0x0500:
		b.old = true
	case r.u16(0) != 0x0600:
		return &Error{Reason: OldBook}
	}
	return nil
}

// globals reads what is before the sheets.
func (b *biff) globals() error {
	if err := b.begin(); err != nil {
		return err
	}
	for {
		r, err := b.next()
		if err != nil {
			return err
		}
		switch r.kind {
		case recEOF:
			return nil
		case recFilePass:
			return &Error{Reason: Locked}
		case recCodePage:
			b.codePage = r.u16(0)
		case recDateMode:
			if r.u16(0) == 1 {
				b.epoch = epoch1904
			}
		case recFormat, recFormat5:
			b.codes[r.u16(0)] = b.text(r.body, 2, b.old)
		case recXF:
			b.ids = append(b.ids, r.u16(2))
			b.fonts = append(b.fonts, r.u16(0))
		case recFont:
			b.crossed = append(b.crossed, r.u16(2)&8 != 0)
		case recSheet:
			if len(r.body) < 7 {
				return damaged("工作表目录", nil)
			}
			b.sheets = append(b.sheets, biffSheet{int(r.u32(0)), r.body[4] & 3, r.body[5], b.text(r.body, 6, true)})
		case recSST:
			if err := b.sharedStrings(b.continued(r)); err != nil {
				return err
			}
		}
	}
}

// text reads a text at an offset of a record: its length in one byte or two,
// and in BIFF8 a byte that says how characters are stored.
func (b *biff) text(body []byte, at int, short bool) string {
	width := 2
	if short {
		width = 1
	}
	if at+width > len(body) {
		return ""
	}
	n := int(body[at])
	if !short {
		n = int(binary.LittleEndian.Uint16(body[at:]))
	}
	rest := body[at+width:]
	if b.old {
		return b.decode(rest[:min(n, len(rest))])
	}
	s := segments{parts: [][]byte{rest}}
	flags, _ := s.byte()
	return s.chars(n, flags)
}

// decode reads a text in the workbook's code page.
func (b *biff) decode(raw []byte) string {
	var out []byte
	var err error
	switch b.codePage {
	case 936, 54936, 0:
		out, err = simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
	default:
		out, err = charmap.Windows1252.NewDecoder().Bytes(raw)
	}
	if err != nil {
		return string(raw)
	}
	return string(out)
}

// format returns the number format of a style.
func (b *biff) format(style int) format {
	if style < 0 || style >= len(b.ids) {
		return format{}
	}
	id := b.ids[style]
	f, ok := b.formats[id]
	if !ok {
		f = formatOf(id, b.codes[id])
		b.formats[id] = f
	}
	return f
}

// struck reports a style whose font crosses out. No font has the index 4.
func (b *biff) struck(style int) bool {
	if style < 0 || style >= len(b.fonts) {
		return false
	}
	i := b.fonts[style]
	if i > 4 {
		i--
	}
	return i < len(b.crossed) && b.crossed[i]
}

func (b *biff) number(v float64, style int) Cell {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return Cell{Kind: Fault, Text: "#NUM!"}
	}
	raw := strconv.FormatFloat(v, 'g', -1, 64)
	if math.Abs(v) < 1e21 {
		raw = strconv.FormatFloat(v, 'f', -1, 64)
	}
	return numberCell(raw, v, b.format(style), b.epoch)
}

// rk unpacks a number in four bytes: of 30 bits or the upper half of a
// float, either in hundredths.
func rk(n uint32) float64 {
	v := float64(int32(n) >> 2)
	if n&2 == 0 {
		v = math.Float64frombits(uint64(n&^3) << 32)
	}
	if n&1 != 0 {
		v /= 100
	}
	return v
}

// faults are the error values by their codes.
var faults = map[byte]string{0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}

func faultCell(code byte) Cell {
	text := faults[code]
	if text == "" {
		text = "#N/A"
	}
	return Cell{Kind: Fault, Text: text}
}
