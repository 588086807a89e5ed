package config

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"dangce/config/date"
	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/config/money"
)

// settings checks what county.toml says beside the organization.
type settings struct{ *loader }

// check checks everything and starts the County.
func (l settings) check() {
	f, own := l.file, l.loadFonts()
	l.checkTags("", reflect.ValueOf(f).Elem(), "")
	l.county = &County{
		Year: f.Year, Identity: f.County, ThemeDay: f.ThemeDay, Plan: f.Plan, CardYears: f.Card.Years,
		Print: f.Print, Review: f.Review, Appraisal: f.Appraisal, Fonts: own, Templates: l.templates,
	}
	if l.toml.Has("templates") {
		l.county.Overlay = f.Templates
	}
	l.dues()
	if f.Year < 2000 || f.Year > 2100 {
		f.Year = 0 // no other date is judged by it
	}
	if code := f.County.Code; code != "" && !sixDigits.MatchString(code) {
		l.add(diag.Error, "county-code", "county.code", "县的代码应为六位数字："+code, `GB/T 2260 行政区划代码，例如 code = "419900"`)
	}
	l.themes()
	l.plan()
	l.print()
	l.review()
	l.holidays()
	l.accountability()
}

var sixDigits = regexp.MustCompile(`^[0-9]{6}$`)

func needDay(file *decode.File, path string, d date.Date, out *diag.List) {
	if d.MonthOnly() {
		file.Add(out, diag.Error, "need-day", path, "这里要写到日："+d.String(), "例如 "+d.String()+"-15")
	}
}

func quoted(s string) string { return "“" + s + "”" }

// themes files the themes of the year by month.
func (l settings) themes() {
	t := &l.county.ThemeDay
	first := map[time.Month]int{}
	for i, x := range t.Written {
		if j, double := first[x.Month]; double && x.Month != 0 {
			at := "theme_day.theme"
			l.double(item(at, i)+".month", item(at, j)+".month", fmt.Sprintf("%d 月的主题写了两遍", int(x.Month)))
			continue
		}
		first[x.Month] = i
		t.Themes[x.Month] = x
	}
	t.Themes[0] = Theme{} // of months that could not be read
}

// double reports a second place for something that may be written once.
func (l settings) double(path, first, message string) {
	l.out.Add(diag.Finding{
		Place: l.toml.Place(path), Code: "double", Message: message, Hint: "删去一处",
		Also: []diag.Place{l.toml.Place(first)},
	})
}

// plan checks how often each activity falls, against what the 30 norms ask for.
func (l settings) plan() {
	v := reflect.ValueOf(&l.county.Plan).Elem()
	for i := range v.NumField() {
		norm, _ := strconv.Atoi(v.Type().Field(i).Tag.Get("norm"))
		if norm == 0 {
			continue
		}
		t, path := v.Field(i).Addr().Interface().(*Times), "plan."+v.Type().Field(i).Tag.Get("toml")
		l.times(path, t)
		if n := len(t.Months); n < norm {
			l.add(diag.Warning, "below-norm", path, fmt.Sprintf("每年 %d 次，少于规范 30 条的 %d 次", n, norm), "确认县里的频次是否低于规范")
		}
	}
}

// times sets the months of an activity. Without months in the file they are
// the default ones until times says another number.
func (l settings) times(path string, t *Times) {
	months, n := l.toml.Has(path+".months"), t.Times
	if months {
		t.Months = l.months(path+".months", t.Months)
	}
	switch {
	case l.toml.State(path+".times") != decode.Given:
	case months && n != len(t.Months):
		l.add(diag.Error, "bad-times", path+".times", fmt.Sprintf("times = %d，但 months 有 %d 个月", n, len(t.Months)), "两者写一个就够")
	case months || n == len(t.Months):
	case n < 1 || n > 12 || 12%n != 0:
		l.add(diag.Error, "bad-times", path+".times", fmt.Sprintf("一年 %d 次排不均匀", n), "times 可以是 1、2、3、4、6、12；别的次数用 months 写明月份")
	default:
		t.Months = nil
		for m := 12 / n; m <= 12; m += 12 / n {
			t.Months = append(t.Months, time.Month(m))
		}
	}
}

// months returns the months in order and reports what is written twice or
// not at all. Months that could not be read are 0.
func (l settings) months(path string, list []time.Month) []time.Month {
	seen := map[time.Month]bool{}
	for i, m := range list {
		if m != 0 && seen[m] {
			l.add(diag.Error, "double", item(path, i), fmt.Sprintf("%d 月写了两遍", int(m)), "删去一处")
		}
		seen[m] = true
	}
	if len(list) == 0 {
		l.add(diag.Error, "empty", path, "一个月也没有写", "例如 months = [3, 6, 9, 12]")
	}
	delete(seen, 0)
	return slices.Sorted(maps.Keys(seen))
}

func (l settings) review() {
	r := &l.county.Review
	r.Months = l.months("review.months", r.Months)
	seen := map[string]bool{}
	for i, t := range r.Teams {
		if seen[t] {
			l.add(diag.Error, "double", item("review.teams", i), "督查组 "+t+" 写了两遍", "删去一处")
		}
		seen[t] = true
	}
	next := l.file.Year + 1
	switch closes := r.Closes; {
	case l.file.Year == 0: // reported
	case l.toml.State("review.closes") == decode.Missing:
		r.Closes = date.New(next, time.February, 10)
	case !closes.IsZero() && (closes.Year != next || closes.Month > latestClose):
		l.add(diag.Error, "review-closes", "review.closes", fmt.Sprintf("截止日 %s 不在 %d 年 1 月到 %d 月", closes, next, int(latestClose)),
			fmt.Sprintf("写本年度资料收齐的最后一天，例如 closes = %d-02-10；县里定到 3 月底的写 %d-03-31", next, next))
	}
	n, percent := strings.CutSuffix(r.Complete, "%")
	var err error
	if r.Enough, err = money.ParsePercent(n); err != nil || !percent || r.Enough < 0 || r.Enough > 100_000 {
		l.add(diag.Error, "percent", "review.complete", "“"+r.Complete+"”不是 0% 到 100% 的百分数", `例如 complete = "95%"：应交的登记表读到九成五，才出通报`)
	}
}

// latestClose is the last month in which a year's books may still be handed in.
const latestClose = time.June

func (l settings) accountability() {
	first := map[int]int{}
	for i, g := range l.file.Accountability.Grounds {
		const list = "accountability.ground"
		if j, double := first[g.No]; double && g.No != 0 {
			l.double(item(list, i)+".no", item(list, j)+".no", fmt.Sprintf("问责内容第 %d 项写了两遍", g.No))
			continue
		}
		first[g.No] = i
		l.county.Grounds = append(l.county.Grounds, g)
	}
	slices.SortFunc(l.county.Grounds, func(a, b Ground) int { return cmp.Compare(a.No, b.No) })
}
