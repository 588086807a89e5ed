package audit_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/big"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"

	"dangce/config/diag"
	"dangce/generator/audit"
	"dangce/generator/book"
	"dangce/generator/plan"
	"dangce/templates"
)

// scored returns the season with the county's own scoring.toml.
func (s *season) scored(text string) *season {
	s.t.Helper()
	var list diag.List
	set := book.Load(templates.Overlay(fstest.MapFS{"scoring.toml": {Data: []byte(text)}}), "模板", &list)
	if list.Errors() > 0 {
		s.t.Fatalf("%+v", list.Sorted())
	}
	w, again := *s.world, *s
	w.set, again.world = set, &w
	return &again
}

const ourScoring = `
enabled = true
total   = "100"

[[item]]
title  = "会议"
points = "30"
  [[item.loss]]
  fact = "cm_held"
  short_of = "cm_due"
  each = "1.5"
  cap = "6"
  text = "支委会少 {n} 次：应开 {of}，实开 {value}"
  [[item.loss]]
  fact = "good"
  short_of = "due"
  each = "3"
  text = "党日少 {n} 次：应 {of}，规范 {value}"

[[item]]
title  = "参加"
points = "40"
  [[item.loss]]
  fact = "rate"
  below = "99%"
  each = "0.25"
  cap = "7"
  text = "出勤率 {value} 低于 {of}"
  [[item.loss]]
  fact = "leaders_rate"
  below = "90%"
  points = "5"
  text = "领导参与率 {value} 低于 {of}"

[[item]]
title  = "党费和登记"
points = "30"
  [[item.loss]]
  fact = "dues_rate"
  below = "100%"
  each = "1"
  cap = "20"
  text = "收缴率 {value} 低于 {of}"
  [[item.loss]]
  fact = "state"
  is = "未交"
  points = "12.5"
  text = "没有交"

[[star]]
title = "五星"
from = "80"
[[star]]
title = "四星"
from = "60"
`

// hundredths are the points of a branch, computed from what a test knows.
func hundredths(b *audit.Branch) int {
	below := func(line int64, num, den int64) int {
		if den == 0 {
			return 0
		}
		x := new(big.Rat).Sub(big.NewRat(line, 1), big.NewRat(100*num, den))
		n := 0
		for ; x.Sign() > 0; n++ {
			x.Sub(x, big.NewRat(1, 1))
		}
		return n
	}
	t := &b.Totals
	cm := t.Meetings[plan.CommitteeMeeting]
	met := min(600, 150*max(cm.Den-cm.Num, 0)) + 300*(t.Counted.Den-t.Counted.Num)
	came := min(700, 25*below(99, int64(t.Attendance.Num), int64(t.Attendance.Den)))
	if below(90, int64(t.Leaders.Num), int64(t.Leaders.Den)) > 0 {
		came += 500
	}
	paid := min(2000, 100*below(100, int64(t.DuesMet), int64(t.DuesDue)))
	if !b.Reported {
		paid += 1250
	}
	return 10000 - min(met, 3000) - min(came, 4000) - min(paid, 3000)
}

// TestScores: a county that wants them has points and stars for each branch,
// each the sum of its facts, and every lost point leads to the cell that says
// why.
func TestScores(t *testing.T) {
	t.Parallel()
	s := seasonOf(t, 2*ways).scored(ourScoring)
	r := s.collect(s.input(s.folder))
	data := s.write("review-summary", r)
	e := edit(t, data).on("17 得分", "得分")
	stars := map[string]int{}
	for _, b := range r.Branches {
		var shown [4]string
		for i, title := range []string{"满分", "扣分", "得分", "星级"} {
			v, err := e.file.GetCellValue(e.sheet, e.cell(title, "编码", b.Code), excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatal(err)
			}
			shown[i] = v
		}
		want := hundredths(b)
		star := ""
		if want >= 8000 {
			star = "五星"
		} else if want >= 6000 {
			star = "四星"
		}
		stars[star]++
		if shown != [4]string{"100", trimmed(10000 - want), trimmed(want), star} {
			t.Errorf("%s: full, lost, points and stars %q, want %s %s", b.Short, shown, trimmed(want), star)
		}
	}
	if len(stars) < 3 {
		t.Errorf("stars %v: nothing is proved", stars)
	}
	s.lossesLead(e, r)
}

func trimmed(hundredths int) string {
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%d.%02d", hundredths/100, hundredths%100), "0"), ".")
}

// lossesLead follows the links of the lost points: each leads to its branch's
// row and the column of its fact, whose value is the one in its words.
func (s *season) lossesLead(e *editor, r *audit.Result) {
	s.t.Helper()
	facts, err := e.file.GetRows("01 支部总表", excelize.Options{RawCellValue: true})
	if err != nil {
		s.t.Fatal(err)
	}
	cols := columnsOf(s.t, facts)
	e.on("18 扣分明细", "扣分事由")
	sum, n := map[string]float64{}, 0
	for i, row := range e.rows[e.head+1:] {
		if row[0] == "" {
			break
		}
		n++
		say := func(title string) string { return row[e.cols[title]-1] }
		cell, _ := excelize.CoordinatesToCellName(e.cols["依据"], e.head+2+i)
		ok, to, err := e.file.GetCellHyperLink(e.sheet, cell)
		if err != nil || !ok {
			s.t.Fatalf("%s has no link, %v", cell, err)
		}
		at, found := strings.CutPrefix(to, "'01 支部总表'!")
		x, y, err := excelize.CellNameToCoordinates(at)
		if !found || err != nil {
			s.t.Fatalf("%s leads to %s", cell, to)
		}
		if got := facts[y-1][cols["编码"]]; got != say("编码") {
			s.t.Errorf("%s leads to the row of %s, want %s", cell, got, say("编码"))
		}
		if want := cols[strings.ReplaceAll(say("依据"), "·", "")]; x-1 != want {
			s.t.Errorf("%s leads to column %d, want that of %s, %d", cell, x-1, say("依据"), want)
		}
		value := cellOf(facts[y-1], x-1)
		var share float64
		if _, err := fmt.Sscanf(value, "%g", &share); err == nil && strings.Contains(say("扣分事由"), "%") {
			value = fmt.Sprintf("%.1f%%", 100*share)
		}
		if !strings.Contains(say("扣分事由"), value) && say("扣分事由") != "没有交" {
			s.t.Errorf("%q does not say %s, as its cell does", say("扣分事由"), value)
		}
		var points float64
		if _, err := fmt.Sscanf(say("扣分"), "%g", &points); err != nil || points <= 0 {
			s.t.Errorf("%s: %s points lost", say("编码"), say("扣分"))
		}
		sum[say("编码")] += points
	}
	for _, b := range r.Branches {
		if got, want := fmt.Sprintf("%.2f", sum[b.Code]), fmt.Sprintf("%.2f", float64(10000-hundredths(b))/100); got != want {
			s.t.Errorf("%s: losses come to %s, want %s", b.Short, got, want)
		}
	}
	if n < 10 {
		s.t.Errorf("%d losses", n)
	}
}

// TestScoresAreOff: without the county's word the summary is the same to the
// byte, whatever its rules for points are, and has no such sheet.
func TestScoresAreOff(t *testing.T) {
	t.Parallel()
	s := seasonOf(t, 2*ways)
	r := s.collect(s.input(s.folder))
	plainly := s.write("review-summary", r)
	without := fstest.MapFS{}
	text, err := fs.ReadFile(templates.Embedded(), "workbooks/review-summary.toml")
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(string(text), "[[sheet]]\nname = \"17 得分\"")
	if at < 0 {
		t.Fatal("no sheet of scores")
	}
	without["workbooks/review-summary.toml"] = &fstest.MapFile{Data: text[:at]}
	var list diag.List
	w := *s.world
	if w.set = book.Load(templates.Overlay(without), "模板", &list); list.Errors() > 0 {
		t.Fatalf("%+v", list.Sorted())
	}
	for what, data := range map[string][]byte{
		"other rules, off": s.scored(strings.Replace(ourScoring, "enabled = true", "enabled = false", 1)).write("review-summary", r),
		"no sheets at all": w.write("review-summary", r),
	} {
		if !bytes.Equal(data, plainly) {
			t.Errorf("%s: the summary differs", what)
		}
	}
}
