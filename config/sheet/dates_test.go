package sheet

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"dangce/config/date"
)

func TestParseDate(t *testing.T) {
	day, month := date.New(2001, 7, 1), date.New(2001, 7, 0)
	for in, want := range map[string]date.Date{
		"2001-07-01": day, "2001-7-1": day, "2001/7/1": day, "2001.7.1": day, "2001.07.01": day, "20010701": day,
		"2001年7月1日": day, "2001年07月01日": day, "2001 年 7 月 1 日": day, "２００１－０７－０１": day, "２００１．７．１": day,
		"'2001-07-01": day, "2001-07-01 00:00:00": day, "2001-07-01T08:30:00Z": day, "2001/7/1 8:30": day, "2001年7月1号": day,
		"2001年7月": month, "2001.07": month, "2001.7": month, "200107": month, "2001-07": month, "2001/7": month,
		"2001.1": date.New(2001, 1, 0), "2001.10": date.New(2001, 10, 0), "2000-02-29": date.New(2000, 2, 29),
	} {
		got, err := ParseDate(in)
		if err != nil || got != want {
			t.Errorf("ParseDate(%q) = %v, %v; want %v", in, got, err, want)
		}
	}
}

func TestParseDateErrors(t *testing.T) {
	for in, want := range map[string]error{
		"2001-02-30": ErrNoSuchDay, "20010230": ErrNoSuchDay, "2001年13月1日": ErrNoSuchDay, "2001.13": ErrNoSuchDay,
		"1900-02-29": ErrNoSuchDay, "200113": ErrNoSuchDay,
		"01-7-1": ErrShortYear, "01.07.01": ErrShortYear, "99年7月": ErrShortYear, "01年7月1日": ErrShortYear,
		"7月1日": ErrNoYear, "7-1": ErrNoYear,
		"": ErrDate, "不详": ErrDate, "2001": ErrDate, "2001-07-01前后": ErrDate, "约2001年": ErrDate, "0000-01-01": ErrDate,
		"2001-7-1-1": ErrDate, "2001年": ErrDate, "+2001-07-01": ErrDate,
	} {
		if d, err := ParseDate(in); !errors.Is(err, want) || !d.IsZero() {
			t.Errorf("ParseDate(%q) = %v, %v; want %v", in, d, err, want)
		}
	}
}

func TestNumberCellDates(t *testing.T) {
	for text, want := range map[string]error{
		"2001.1": ErrAmbiguous, "37073": ErrSerial, "31320.9995023148": ErrSerial, "2001.07": nil, "2001.11": nil, "20010701": nil, "200107": nil,
	} {
		if _, err := (Cell{Kind: Number, Text: text}).Date(); !errors.Is(err, want) {
			t.Errorf("number cell %s: %v, want %v", text, err, want)
		}
	}
	if d, err := (Cell{Kind: String, Text: "2001.1"}).Date(); err != nil || d != date.New(2001, 1, 0) {
		t.Errorf("a text 2001.1 is January: %v, %v", d, err)
	}
	if d, err := (Cell{}).Date(); err != nil || !d.IsZero() {
		t.Errorf("an empty cell: %v, %v", d, err)
	}
}

// Every date comes back from every way of writing it.
func TestParseDateInvertsFormats(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		d := date.New(1900, 1, 1).AddDays(r.IntN(60000))
		m := d
		m.Day = 0
		y, mo, da := d.Year, int(d.Month), d.Day
		for _, s := range []string{
			d.String(), d.Dotted(), d.Chinese(),
			fmt.Sprintf("%d/%d/%d", y, mo, da), fmt.Sprintf("%d-%d-%d", y, mo, da), fmt.Sprintf("%04d%02d%02d", y, mo, da),
			fmt.Sprintf("%d年%02d月%02d日", y, mo, da), d.Time().Format(time.RFC3339), d.Time().Format(time.DateTime),
		} {
			if got, err := ParseDate(s); err != nil || got != d {
				t.Fatalf("ParseDate(%q) = %v, %v; want %v", s, got, err, d)
			}
		}
		for _, s := range []string{m.String(), m.Dotted(), m.Chinese(), fmt.Sprintf("%d/%d", y, mo), fmt.Sprintf("%d%02d", y, mo)} {
			if got, err := ParseDate(s); err != nil || got != m {
				t.Fatalf("ParseDate(%q) = %v, %v; want %v", s, got, err, m)
			}
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2001-07-01", "2001年7月", "２００１．７．１", "2001.1", "20010230", "2001-07-01T08:30:00+08:00", "", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err != nil {
			if !d.IsZero() {
				t.Fatalf("%q: a date beside an error", s)
			}
			return
		}
		if !d.Valid() {
			t.Fatalf("%q: %v is not in the calendar", s, d)
		}
		if again, err := ParseDate(d.String()); err != nil || again != d {
			t.Fatalf("%q: %v is read as %v, %v", s, d, again, err)
		}
	})
}
