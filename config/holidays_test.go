package config

import (
	"slices"
	"strings"
	"testing"
)

// What a schedule of holidays cannot be is a warning; what schedules of past
// years were is none.
func TestHolidays(t *testing.T) {
	const whole = "[[holiday]]\nname = \"元旦\"\nfrom = 2027-01-01\nto = 2027-01-03\n[[holiday]]\nname = \"春节\"\nfrom = 2027-02-05\nto = 2027-02-12\n" +
		"[[holiday]]\nname = \"清明\"\nfrom = 2027-04-03\nto = 2027-04-05\n[[holiday]]\nname = \"五一\"\nfrom = 2027-05-01\nto = 2027-05-05\n" +
		"[[holiday]]\nname = \"端午节\"\nfrom = 2027-06-09\nto = 2027-06-09\n[[holiday]]\nname = \"国庆节、中秋节\"\nfrom = 2027-09-30\nto = 2027-10-07\n"
	for name, tt := range map[string]struct {
		text string
		want []string
	}{
		"whole":                {"workdays = [2027-02-20, 2027-10-09]\n" + whole, nil},
		"begins in December":   {"workdays = [2026-12-27]\n" + strings.Replace(whole, "from = 2027-01-01", "from = 2026-12-31", 1), nil},
		"of the year before":   {strings.ReplaceAll(whole, "from = 2027-04-03\nto = 2027", "from = 2026-04-03\nto = 2026"), []string{"11:8 holiday-year", "12:6 holiday-year"}},
		"without a day":        {"# 还没有公布\n", []string{"1:1 holidays-empty"}},
		"lacks two":            {whole[strings.Index(whole, "[[holiday]]\nname = \"清明"):], []string{"1:3 holiday-missing"}},
		"the month is wrong":   {strings.Replace(whole, "to = 2027-05-05", "to = 2027-06-05", 1), []string{"16:6 holiday-long"}},
		"a working holiday":    {"workdays = [2027-05-01]\n" + whole, []string{"1:13 workday-off"}},
		"a working weekday":    {"workdays = [2027-05-11]\n" + whole, []string{"1:13 workday-weekday"}},
		"worked in December":   {"workdays = [2026-12-27]\n" + whole, []string{"1:13 holiday-year"}},
		"only one, ten months": {"[[holiday]]\nname = \"国庆节\"\nfrom = 2027-01-01\nto = 2027-10-07\n", []string{"1:3 holiday-missing", "4:6 holiday-long"}},
	} {
		_, found := load(county(t, hol, goodHolidays, tt.text), Options{})
		var got []string
		for _, f := range found {
			got = append(got, strings.TrimPrefix(f.Place.String(), hol+":")+" "+f.Code)
			if f.Code == "holiday-missing" && name == "lacks two" && !strings.Contains(f.Message, "没有元旦、春节，") {
				t.Errorf("%s: %s", name, f.Message)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}
