package audit_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"dangce/config"
	"dangce/config/date"
	"dangce/generator/audit"
	"dangce/generator/plan"
)

// column lists what is in a column below the titles, down to the first
// blank.
func (e *editor) column(title string) (out []string) {
	e.t.Helper()
	if e.cols[title] == 0 {
		e.t.Fatalf("no column %s on %s", title, e.sheet)
	}
	for _, row := range e.rows[e.head+1:] {
		if len(row) < e.cols[title] || row[e.cols[title]-1] == "" {
			break
		}
		out = append(out, row[e.cols[title]-1])
	}
	return out
}

// checked returns the rule of a column's cells, "" without.
func (e *editor) checked(title string) string {
	e.t.Helper()
	list, err := e.file.GetDataValidations(e.sheet)
	if err != nil {
		e.t.Fatal(err)
	}
	name, _ := excelize.CoordinatesToCellName(e.cols[title], e.head+2)
	for _, v := range list {
		for _, area := range strings.Fields(v.Sqref) {
			if first, _, _ := strings.Cut(area, ":"); first == name && v.ShowErrorMessage {
				return strings.TrimSpace(v.Type + " " + v.Formula1 + " " + v.Formula2)
			}
		}
	}
	return ""
}

// unlocked reports whether the first cell of a column can be filled in.
func (e *editor) unlocked(title string) bool {
	e.t.Helper()
	name, _ := excelize.CoordinatesToCellName(e.cols[title], e.head+2)
	id, err := e.file.GetCellStyle(e.sheet, name)
	if err != nil {
		e.t.Fatal(err)
	}
	s, err := e.file.GetStyle(id)
	if err != nil {
		e.t.Fatal(err)
	}
	return s.Protection != nil && !s.Protection.Locked
}

// guarded checks that a sheet is protected without a password, and that
// columns to fill in are open and others are not.
func (e *editor) guarded(fill, keep []string) {
	e.t.Helper()
	p, err := e.file.GetSheetProtection(e.sheet)
	if err != nil || p.Password != "" {
		e.t.Errorf("%s: protection %+v, %v", e.sheet, p, err)
	}
	for _, title := range fill {
		if !e.unlocked(title) {
			e.t.Errorf("%s: %s cannot be filled in", e.sheet, title)
		}
	}
	for _, title := range keep {
		if e.unlocked(title) {
			e.t.Errorf("%s: %s is open", e.sheet, title)
		}
	}
}

// planned lists ids and days of what a register asks for, the days as a
// worksheet counts them.
func planned(p *plan.Plan) (ids, days []string) {
	for i := range p.Entries {
		if e := &p.Entries[i]; e.Role != plan.Reminder {
			ids = append(ids, e.ID)
			days = append(days, strconv.Itoa(e.Date.DaysSince(date.New(1899, time.December, 30))))
		}
	}
	return ids, days
}

// TestRegisters: every branch's register holds its planned activities, months
// and members, with drop-downs and bounds, and nothing else can be written on.
func TestRegisters(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 12, 3)
	for _, b := range w.county.Branches() {
		e := edit(t, w.blank(audit.Register, b.Committee, b)).on("组织生活", "编号")
		ids, days := planned(plan.ForBranch(w.calendar, b))
		if got := e.column("编号"); !slices.Equal(got, ids) {
			t.Errorf("%s: activities %v, want %v", b.Code, got, ids)
		}
		if got := e.column("计划日期"); !slices.Equal(got, days) {
			t.Errorf("%s: days %v, want %v", b.Code, got, days)
		}
		for title, want := range map[string]string{"实际日期": "date 46388 46793", "应到": "whole 0 2000", "签到齐全": `list "是,否"`, "规定动作完成": "whole 0 5"} {
			if got := e.checked(title); got != want {
				t.Errorf("%s: %s is checked by %q, want %q", b.Code, title, got, want)
			}
		}
		e.guarded([]string{"实际日期", "应到", "实到", "签到齐全", "备注"}, []string{"编号", "计划日期", "在册"})

		e.on("党费", "应收").guarded([]string{"实收", "上缴金额"}, []string{"月", "应收"})
		if got := e.column("月"); len(got) != 13 || got[0] != "1月" || got[11] != "12月" {
			t.Errorf("%s: months %v", b.Code, got)
		}
		var members []string
		for _, m := range b.Members {
			members = append(members, m.Label)
		}
		if got := e.on("十个一", "姓名").column("姓名"); !slices.Equal(got, members) {
			t.Errorf("%s: members %v, want %v", b.Code, got, members)
		}
		e.guarded([]string{"备注"}, []string{"姓名"})
		if e.on("四议两公开", "事项编号"); len(e.rows) != e.head+2+8 { // titles in two rows
			t.Errorf("%s: %d rows for matters", b.Code, len(e.rows)-e.head-2)
		}
		if err := e.file.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestRegistersOfCommittees: the register for all branches of a committee
// holds what those of its branches hold, and its own asks for the ten duties
// and for a sign-off of each branch and month.
func TestRegistersOfCommittees(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 12, 3)
	for _, com := range w.county.Committees {
		if len(com.Branches) == 0 || com.Kind == config.GeneralBranch {
			continue
		}
		var ids, shorts, signed []string
		for _, b := range com.Branches {
			list, _ := planned(plan.ForBranch(w.calendar, b))
			ids = append(ids, list...)
			for range list {
				shorts = append(shorts, b.Short)
			}
		}
		for m := 1; m <= 12; m++ {
			for _, b := range com.Branches {
				signed = append(signed, strconv.Itoa(m)+" "+b.Short)
			}
		}
		e := edit(t, w.blank(audit.RegisterAll, com, nil)).on("组织生活", "编号")
		if !slices.Equal(e.column("编号"), ids) || !slices.Equal(e.column("支部"), shorts) {
			t.Errorf("%s: the register for all branches differs from those of the branches", com.Code)
		}
		e.guarded([]string{"实际日期", "实到"}, []string{"支部", "编号"})

		e = edit(t, w.blank(audit.CommitteeRegister, com, nil)).on("十个一", "条目")
		duties, _ := planned(plan.ForCommittee(w.calendar, com))
		if got := e.column("编号"); !slices.Equal(got, duties) {
			t.Errorf("%s: duties %v, want %v", com.Code, got, duties)
		}
		e.guarded([]string{"实际日期", "佐证"}, []string{"编号", "条目"})
		e.on("月审签", "审阅日期").guarded([]string{"审阅日期", "主要问题", "审阅意见", "审阅人"}, []string{"支部", "月"})
		var got []string
		months := e.column("月")
		for i, short := range e.column("支部") {
			got = append(got, months[i]+" "+short)
		}
		if !slices.Equal(got, signed) {
			t.Errorf("%s: sign-offs %v, want %v", com.Code, got, signed)
		}
		if e.on("延期批示", "拟开展日期").checked("批示") == "" {
			t.Errorf("%s: decisions have no drop-down", com.Code)
		}
	}
}
