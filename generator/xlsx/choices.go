package xlsx

import (
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"dangce/generator/doc"
)

// choicesSheet is the hidden sheet of drop-down lists.
const choicesSheet = "选项"

// maxInline is the length of a list that stands in the rule itself.
const maxInline = 255

// choices are the lists too long for their rules, one a column.
type choices struct {
	lists [][]string
	at    map[string]int // column, by the items
}

// inline reports whether a list can stand in the rule: not long, no item with
// a comma, a quote, a sign that would make it a formula, or blanks around it.
func inline(list []string) bool {
	n := len(list)
	for _, item := range list {
		if item == "" || strings.ContainsAny(item, ",\"") || item[0] == '=' || strings.TrimSpace(item) != item {
			return false
		}
		n += len(utf16.Encode([]rune(item)))
	}
	return n <= maxInline
}

func (c *choices) collect(s *doc.Sheet) {
	add := func(list []string) {
		if len(list) == 0 || inline(list) {
			return
		}
		key := strings.Join(list, "\x00")
		if _, ok := c.at[key]; ok {
			return
		}
		if c.at == nil {
			c.at = make(map[string]int)
		}
		c.lists = append(c.lists, list)
		c.at[key] = len(c.lists)
	}
	for i := range s.Fields {
		add(s.Fields[i].Choices)
	}
	if s.Table != nil && !s.Example {
		for i := range s.Table.Cols {
			add(s.Table.Cols[i].Choices)
		}
	}
}

// refer makes the rule take its list.
func (c *choices) refer(v *excelize.DataValidation, list []string) {
	if at, ok := c.at[strings.Join(list, "\x00")]; ok {
		v.SetSqrefDropList(quoted(choicesSheet) + "!" + fixedArea(at, 1, at, len(list)))
		return
	}
	_ = v.SetDropList(list) // collect has seen to the length
}

// write writes the hidden sheet.
func (c *choices) write(b *book) error {
	if len(c.lists) == 0 {
		return nil
	}
	if err := b.out.open(&b.pack, sheetPart(len(b.sheets)), nil); err != nil {
		return err
	}
	most := 0
	for _, list := range c.lists {
		most = max(most, len(list))
	}
	cells := make([]excelize.Cell, len(c.lists))
	for r := range most {
		for i, list := range c.lists {
			cells[i] = excelize.Cell{}
			if r < len(list) {
				cells[i] = excelize.Cell{StyleID: b.look.body[text][left][0][plain], Value: list[r]}
			}
		}
		if err := b.out.row(r+1, 0, cells); err != nil {
			return err
		}
	}
	if err := b.out.flush(); err != nil {
		return err
	}
	if err := b.pack.pause(); err != nil {
		return err
	}
	return b.file.ProtectSheet(choicesSheet, &excelize.SheetProtectionOptions{SelectLockedCells: true})
}
