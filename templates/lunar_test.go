package templates

import (
	"testing"
	"time"

	"github.com/6tail/lunar-go/calendar"

	"dangce/config/date"
	"dangce/config/diag"
)

// TestLunarHolidays works the lunar dates and 清明 out again with a lunar
// library, so that calendar.toml is no one's memory.
func TestLunarHolidays(t *testing.T) {
	var out diag.List
	c := LoadCalendar(Embedded(), "", &out)
	if len(c.Lunar) != 101 {
		t.Errorf("%d years", len(c.Lunar))
	}
	for i, y := range c.Lunar {
		year := 2000 + i
		want := LunarYear{
			Spring:     day(calendar.NewLunarFromYmd(year, 1, 1).GetSolar()),
			Qingming:   day(calendar.NewLunarFromYmd(year, 1, 1).GetJieQiTable()["清明"]),
			DragonBoat: day(calendar.NewLunarFromYmd(year, 5, 5).GetSolar()),
			MidAutumn:  day(calendar.NewLunarFromYmd(year, 8, 15).GetSolar()),
		}
		if y != want {
			t.Errorf("%d: %v, computed %v", year, y, want)
		}
	}
}

func day(s *calendar.Solar) date.Date {
	return date.New(s.GetYear(), time.Month(s.GetMonth()), s.GetDay())
}
