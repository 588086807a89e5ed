package config

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dangce/config/date"
	"dangce/config/money"
)

const eventHead = "日期,党支部,姓名,变动,从何处,到何处,内容,依据,出生日期,入党日期,转正日期,人员类别,党小组,党内职务,缴费类别,月计费基数,核定月党费,减免原因\n"

// withEvents is the county of withRosters with rows of 党员变动.
func withEvents(t testing.TB, rows string, edits ...string) []string {
	return withRosters(t, append([]string{"名册/变动.csv", "", eventHead + rows}, edits...)...)
}

func on(month time.Month, day int) date.Date { return date.New(2027, month, day) }

func names(members []*Member) string {
	var all []string
	for _, m := range members {
		all = append(all, m.Name)
	}
	return strings.Join(all, "")
}

func TestEventsByDay(t *testing.T) {
	rows := "2027-03-05,西关村党支部,李四,转出,,外县某支部,,介绍信1号\n" +
		"2027年4月2日,01-010,周五,调入,外县,,,介绍信2号,1990-01-01,2012-07-01,2013-07-01,正式,一组,,在职,5200,,\n" +
		"2027-06-25,西关村党支部,吴六,发展为预备,,,,,2000-02-02,,,,二组,,学生,,,\n" +
		"2027-07-01,西关村党支部,孙三,转正\n" +
		"2027-08-10,西关村党支部,赵一,免职,,,,,,,,,,书记\n" +
		"2027-08-10,西关村党支部,周五,任职,,,书记\n" +
		"2027-09-03,西关村党支部,钱二,缴费变更,,,,,,,,,,,离退休,3900\n" +
		"2027-10-01,西关村党支部,钱二,党小组变更,,一组\n" +
		"2027-11-20,西关村党支部,孙三,去世\n"
	c, found := load(county(t, withEvents(t, rows)...), Options{})
	if c == nil || len(found) != 0 {
		for _, f := range found {
			t.Error(brief(f))
		}
		t.FailNow()
	}
	b := c.Branches()[1]
	if got := names(b.Members); got != "赵一钱二孙三李四" {
		t.Errorf("printed are %s", got)
	}
	for _, x := range []struct {
		day       date.Date
		members   string
		secretary string
		full      int
		second    string // group
	}{
		{on(1, 1), "赵一钱二孙三李四", "赵一", 3, "钱二"},
		{on(3, 4), "赵一钱二孙三李四", "赵一", 3, "钱二"},
		{on(3, 5), "赵一钱二孙三", "赵一", 2, "钱二"},
		{on(4, 2), "赵一钱二孙三周五", "赵一", 3, "钱二"},
		{on(6, 25), "赵一钱二孙三周五吴六", "赵一", 3, "钱二吴六"},
		{on(7, 1), "赵一钱二孙三周五吴六", "赵一", 4, "钱二吴六"},
		{on(8, 10), "赵一钱二孙三周五吴六", "周五", 4, "钱二吴六"},
		{on(10, 1), "赵一钱二孙三周五吴六", "周五", 4, "吴六"},
		{on(12, 31), "赵一钱二周五吴六", "周五", 3, "吴六"},
	} {
		full := 0
		for _, m := range b.MembersOn(x.day) {
			if m.FullOn(x.day) {
				full++
			}
		}
		if got := names(b.MembersOn(x.day)); got != x.members || full != x.full || b.HolderOn(Secretary, x.day).Name != x.secretary || names(b.Groups[1].MembersOn(b, x.day)) != x.second {
			t.Errorf("%s: %s, %d full, secretary %s, second group %s; want %+v", x.day, got, full, b.HolderOn(Secretary, x.day).Name, names(b.Groups[1].MembersOn(b, x.day)), x)
		}
	}
	owes := map[string]string{}
	for _, m := range b.Everyone() {
		if first, last, any := m.Owes(2027); any {
			owes[m.Name] = fmt.Sprintf("%d-%d", first, last)
		}
	}
	for name, want := range map[string]string{"赵一": "1-12", "李四": "1-3", "周五": "5-12", "吴六": "6-12", "孙三": "1-10"} {
		if owes[name] != want {
			t.Errorf("%s owes %s, want %s", name, owes[name], want)
		}
	}
	if later := b.Members[1].Dues.Later; len(later) != 1 || later[0].From != 9 || later[0].Category != "retired" || later[0].Base != money.Fen(390000) {
		t.Errorf("dues %+v", later)
	}
	if len(b.Events) != 9 || b.Events[0].Of.Name != "李四" || b.Events[0].Basis != "介绍信1号" {
		t.Errorf("%d events, first %+v", len(b.Events), b.Events[0])
	}
}

// TestMoveWithinTheCounty: whoever comes from a branch of the county brings
// his record along, and no month is paid twice.
func TestMoveWithinTheCounty(t *testing.T) {
	file := county(t, withEvents(t, "2027-05-06,西关村党支部,钱二,转出,,东街社区党支部\n2027-05-06,01-003,钱二,转入,西关村党支部\n")...)
	c, found := load(file, Options{})
	if c == nil || len(found) != 0 {
		for _, f := range found {
			t.Error(brief(f))
		}
		t.FailNow()
	}
	to := c.Branches()[0]
	m := to.MembersOn(on(5, 6))[len(to.Members)]
	if m.Name != "钱二" || m.Birth != date.New(1981, 5, 12) || m.Dues.Base != 490000 || m.Came != on(5, 6) {
		t.Errorf("%+v", m)
	}
	first, _, _ := m.Owes(2027)
	_, last, _ := c.Branches()[1].Everyone()[1].Owes(2027)
	if first != 6 || last != 5 {
		t.Errorf("pays until %d in one and from %d in the other", last, first)
	}
}

func TestImpossibleEvents(t *testing.T) {
	for _, x := range []struct{ rows, code, cell string }{
		{"2027-03-05,西关村党支部,李五,转出\n", "event-who", "2:3"},
		{"2027-03-05,西关村党支部,李四,转出\n2027-04-05,西关村党支部,李四,去世\n", "event-order", "3:1"},
		{"2027-05-05,西关村党支部,周五,转入\n2027-04-05,西关村党支部,周五,转出\n", "event-order", "3:1"},
		{"2027-05-05,西关村党支部,周五,转入\n2027-06-05,西关村党支部,周五,转入\n", "event-twice", "3:1"},
		{"2027-05-05,西关村党支部,钱二,任职,,,书记\n", "two-secretaries", "2:1"},
		{"2026-05-05,西关村党支部,钱二,任职,,,书记\n", "two-secretaries", "2:1"},
		{"2027-05-05,西关村党支部,钱二,任职,,,,,,,,,,\n", "event-post", "2:14"},
		{"2027-05-05,西关村党支部,钱二,免职,,,书记\n", "event-post", "2:7"},
		{"2027-05-05,西关村党支部,钱二,转正\n", "event-confirmed", "2:1"},
		{"2026-05-05,西关村党支部,孙三,转正\n", "date-order", "2:1"},
		{"2027-05-05,西关村党支部,钱二,缴费变更,,,,,,,,,,,\n", "event-dues", "2:15"},
		{"2027-05-05,西关村党支部,钱二,党小组变更,,三组\n", "unknown-group", "2:6"},
		{"2027-05-05,西关村党支部,钱二,党小组变更,,\n", "event-group", "2:6"},
		{"2028-05-05,西关村党支部,钱二,转出\n", "event-year", "2:1"},
		{"2025-05-05,西关村党支部,钱二,转出\n", "event-year", "2:1"},
		{"2027-05,西关村党支部,钱二,转出\n", "need-day", "2:1"},
		{",西关村党支部,钱二,转出\n", "missing-key", "2:1"},
		{"2027-05-05,西关村党支部,,转出\n", "missing-key", "2:3"},
		{"2027-05-05,西关村党支部,钱二,飞升\n", "unknown-choice", "2:4"},
		{"2027-05-05,西关村党支部,,撤销\n", "event-closed", "2:1"},
		{"2027-05-05,西关村党支部,,合并,,\n", "event-name", "2:6"},
		{"2027-05-05,西关村党支部,,更名,,\n", "event-name", "2:6"},
		{"2027-05-05,01-003,钱二,转入,西关村党支部\n", "event-still-there", "2:5"},
		{"2027-06-25,西关村党支部,吴六,发展为预备,,,,,2000-02-02,2027-06-01\n", "event-joined", "2:10"},
		{"2027-06-25,西关村党支部,孙三,任职,,,组织委员\n", "probation-post", "2:7"},
	} {
		_, found := load(county(t, withEvents(t, x.rows)...), Options{})
		var got []string
		for _, f := range found {
			if strings.HasSuffix(f.Place.File, "变动.csv") {
				line := []rune(strings.Split(x.rows, "\n")[f.Place.Line-2])
				before := string(line[:min(f.Place.Column-1, len(line))])
				got = append(got, fmt.Sprintf("%s %d:%d", f.Code, f.Place.Line, strings.Count(before, ",")+1))
			}
		}
		if want := x.code + " " + x.cell; !slices.Contains(got, want) {
			t.Errorf("%q: %q, want %s", x.rows, got, want)
			for _, f := range found {
				t.Log(brief(f))
			}
		}
	}
}

// TestEventsBeforeThePrint are taken in by the lists of those printed.
func TestEventsBeforeThePrint(t *testing.T) {
	c, found := load(county(t, withEvents(t, "2026-12-01,西关村党支部,李四,转出\n2026-12-02,西关村党支部,赵一,免职\n2026-12-02,西关村党支部,钱二,任职,,,书记\n")...), Options{})
	if c == nil {
		t.Fatal(found)
	}
	b := c.Branches()[1]
	if names(b.Members) != "赵一钱二孙三" || !b.Members[1].Has(Secretary) || b.Members[0].Has(Secretary) || len(b.Groups[0].Members) != 1 {
		t.Errorf("%s, %+v", names(b.Members), b.Members[1])
	}
}
