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
	for _, y := range c.Years {
		newYear := calendar.NewLunarFromYmd(y.Year, 1, 1).GetSolar()
		want := map[string][2]date.Date{
			"春节":  {day(newYear.NextDay(-1)), day(newYear.NextDay(2))},
			"清明节": both(calendar.NewLunarFromYmd(y.Year, 1, 1).GetJieQiTable()["清明"]),
			"端午节": both(calendar.NewLunarFromYmd(y.Year, 5, 5).GetSolar()),
			"中秋节": both(calendar.NewLunarFromYmd(y.Year, 8, 15).GetSolar()),
		}
		for _, h := range y.Holidays {
			w, lunar := want[h.Name]
			if !lunar {
				continue
			}
			delete(want, h.Name)
			exact := h.From == w[0] && h.To == w[1]
			around := !h.From.After(w[0]) && !h.To.Before(w[1])
			if y.Basis == BasisComputed && !exact || !around {
				t.Errorf("%d %s: %s–%s, computed %s–%s", y.Year, h.Name, h.From, h.To, w[0], w[1])
			}
		}
		if len(want) > 0 {
			t.Errorf("%d lacks %v", y.Year, want)
		}
	}
}

func day(s *calendar.Solar) date.Date {
	return date.New(s.GetYear(), time.Month(s.GetMonth()), s.GetDay())
}

func both(s *calendar.Solar) [2]date.Date { return [2]date.Date{day(s), day(s)} }
