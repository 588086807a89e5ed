package book

import (
	"strings"
	"testing"

	"dangce/config"
	"dangce/config/date"
	"dangce/generator/plan"
)

func TestRuns(t *testing.T) {
	for want, days := range map[string][]int{
		"":            nil,
		"22":          {22},
		"22、23":       {22, 23},
		"22—24":       {22, 23, 24},
		"20、21、24—28": {28, 27, 26, 25, 24, 21, 20},
		"19、22":       {22, 19, 22},
	} {
		if got := strings.Join(runs(days), "、"); got != want {
			t.Errorf("%v: %q, want %q", days, got, want)
		}
	}
}

func TestMergedRowOfGroups(t *testing.T) {
	names := []string{"第一党小组", "第二党小组", "第三党小组", "第四党小组"}
	for _, x := range []struct {
		days        []int // group by group
		note        string
		words, want string
	}{
		{[]int{22, 23}, "", "22、23日", "各党小组按次序，一日一组"},
		{[]int{24, 25, 26}, "由22日改到24日：22日为星期六", "24—26日", "各党小组按次序，一日一组；第一次由22日改到24日：22日为星期六"},
		{[]int{29, 30, 31, 28}, "", "28—31日", "各党小组自29日按次序，一日一组，第四党小组28日"},
		{[]int{31, 30}, "", "30、31日", "第一党小组31日，第二党小组30日"},
	} {
		// entries come in order of date
		var list []*plan.Entry
		for d := 1; d <= 31; d++ {
			for g, day := range x.days {
				if day == d {
					e := &plan.Entry{Group: &config.Group{Name: names[g]}, GroupNo: g + 1, Date: date.New(2027, 5, d)}
					if g == 0 {
						e.Note = x.note
					}
					list = append(list, e)
				}
			}
		}
		c := scope{set: embedded(t)}
		c.merge(list)
		if c.words != x.words || c.entry.Note != x.want {
			t.Errorf("%v: %s %q, want %s %q", x.days, c.words, c.entry.Note, x.words, x.want)
		}
	}
}
