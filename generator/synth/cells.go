package synth

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"sync"

	"golang.org/x/text/encoding/simplifiedchinese"

	"dangce/config"
	"dangce/config/diag"
	"dangce/config/money"
	"dangce/generator/doc"
	"dangce/generator/xlsx"
	"dangce/templates"
)

// categoryWord is what rosters call a category of dues.
func categoryWord(c config.Category) string {
	if r := rates().ByID[string(c)]; r != nil {
		return r.Name
	}
	return ""
}

var rates = sync.OnceValue(func() *templates.Rates {
	return templates.LoadRates(templates.Embedded(), "", new(diag.List))
})

func text(s string) doc.Value { return doc.TextValue(s) }

func yes(b bool) doc.Value {
	if b {
		return doc.TextValue("是")
	}
	return doc.TextValue("否")
}

func amount(f money.Fen) doc.Value {
	if f == 0 {
		return doc.Value{}
	}
	return doc.MoneyValue(int64(f))
}

func year(y int) doc.Value {
	if y == 0 {
		return doc.Value{}
	}
	return doc.IntValue(y)
}

func status(m *config.Member) string {
	if m.Probation {
		return "预备党员"
	}
	return "正式党员"
}

func groupName(m *config.Member) string {
	if m.Group == nil {
		return ""
	}
	return m.Group.Name
}

// column returns a column of a roster. Telephone numbers need more room than
// their titles.
func column(title string) doc.Column {
	c := doc.Column{ID: title, Title: title}
	switch title {
	case "联系电话", "手机号", "联系方式":
		c.Chars = 13
	}
	return c
}

// workbookBytes writes sheets as a workbook.
func workbookBytes(title string, sheets []doc.Sheet) ([]byte, error) {
	var b bytes.Buffer
	err := xlsx.Write(&b, &doc.Workbook{Title: title, Date: "2000-01-01", Sheets: sheets})
	return b.Bytes(), err
}

// csvBytes writes a table as a csv file, in GB18030 or in UTF-8 with a byte
// order mark.
func csvBytes(t *doc.Table, gb bool) ([]byte, error) {
	var b bytes.Buffer
	if !gb {
		b.WriteString("\ufeff")
	}
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	fields := make([]string, len(t.Cols))
	for i, c := range t.Cols {
		fields[i] = c.Title
	}
	w.Write(fields)
	for _, row := range t.Rows {
		for i, v := range row.Values {
			fields[i] = csvText(v)
		}
		w.Write(fields)
	}
	w.Flush()
	if !gb {
		return b.Bytes(), w.Error()
	}
	data, err := simplifiedchinese.GB18030.NewEncoder().Bytes(b.Bytes())
	if err != nil {
		return nil, fmt.Errorf("GB18030: %w", err)
	}
	return data, w.Error()
}

// csvText writes a value as a csv field.
func csvText(v doc.Value) string {
	switch {
	case !v.Set:
		return ""
	case v.Kind == doc.KindInt:
		return fmt.Sprint(v.N)
	case v.Kind == doc.KindMoney:
		return money.Fen(v.N).String()
	}
	return v.Text
}
