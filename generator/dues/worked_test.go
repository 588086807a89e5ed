package dues

import (
	"testing"

	"dangce/config"
	"dangce/config/date"
)

// TestWorkedExamples holds the seventeen examples that the department checks
// the rules with, each under the number it goes by.
func TestWorkedExamples(t *testing.T) {
	for _, c := range []struct {
		name      string
		category  config.Category
		base      string
		fen, jiao string // monthly, rounded to fen and to jiao
	}{
		{"01 在职 4900.00", "salaried", "4900.00", "49.00", "49.00"},
		{"02 在职 5100.00", "salaried", "5100.00", "76.50", "76.50"},
		{"03 在职 3000.00 含本数", "salaried", "3000.00", "15.00", "15.00"},
		{"04 在职 3000.01", "salaried", "3000.01", "30.00", "30.00"},
		{"05 在职 5000.00", "salaried", "5000.00", "50.00", "50.00"},
		{"05 在职 5000.01", "salaried", "5000.01", "75.00", "75.00"},
		{"06 在职 10000.00", "salaried", "10000.00", "150.00", "150.00"},
		{"06 在职 10000.01", "salaried", "10000.01", "200.00", "200.00"},
		{"07 在职 6842.37", "salaried", "6842.37", "102.64", "102.60"},
		{"08 在职 12860.50", "salaried", "12860.50", "257.21", "257.20"},
		{"09 在职 60000.00 超上限", "salaried", "60000.00", "1000.00", "1000.00"},
		{"10 退休 3286.40", "retired", "3286.40", "16.43", "16.40"},
		{"11 退休 5000.00", "retired", "5000.00", "25.00", "25.00"},
		{"11 退休 6120.50", "retired", "6120.50", "61.21", "61.20"},
		{"12 农民", "farmer", "0", "0.50", "0.50"},
		{"13 学生", "student", "0", "0.20", "0.20"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := member(c.category, yuan(t, c.base))
			for round, want := range map[config.Round]string{config.RoundFen: c.fen, config.RoundJiao: c.jiao} {
				if got := Assess(national(round), m, 2027).Monthly; got != yuan(t, want) {
					t.Errorf("到%s: %s, want %s", round, got, want)
				}
			}
		})
	}
}

func TestWorkedExample09CapIsNamed(t *testing.T) {
	a := Assess(national(config.RoundFen), member("salaried", yuan(t, "60000.00")), 2027)
	if !a.Capped || a.Formula != "60000.00×2%=1200.00，按上限1000.00" {
		t.Errorf("Capped %v, Formula %q", a.Capped, a.Formula)
	}
}

func TestWorkedExamples12And13Year(t *testing.T) {
	for category, want := range map[config.Category]string{"farmer": "6.00", "student": "2.40"} {
		if got := Assess(national(config.RoundFen), member(category, 0), 2027).Year; got != yuan(t, want) {
			t.Errorf("%s: %s a year, want %s", category, got, want)
		}
	}
}

func TestWorkedExample14SelfEmployedAverage(t *testing.T) {
	m := member("self_employed", 0)
	m.Dues.Items = items(t, "9600.00", "7200.00", "10500.00")
	a := Assess(national(config.RoundFen), m, 2027)
	if a.Base != yuan(t, "9100.00") || a.Monthly != yuan(t, "136.50") {
		t.Errorf("base %s, monthly %s", a.Base, a.Monthly)
	}
	if want := "(9600.00+7200.00+10500.00)÷3=9100.00"; a.BaseSum != want {
		t.Errorf("BaseSum %q, want %q", a.BaseSum, want)
	}
	given := Assess(national(config.RoundFen), member("self_employed", yuan(t, "9100.00")), 2027)
	if given.Monthly != a.Monthly || given.Formula != "9100.00×1.5%=136.50" {
		t.Errorf("average given: %s, %q", given.Monthly, given.Formula)
	}
}

func TestWorkedExample15AgencyItems(t *testing.T) {
	m := member("salaried", yuan(t, "4743.70"))
	m.Dues.Items = items(t, "+1640.00", "+2310.00", "+2480.00", "-12.30", "-515.00", "-258.00", "-129.00", "-772.00")
	a := Assess(national(config.RoundFen), m, 2027)
	if a.Base != yuan(t, "4743.70") || a.Monthly != yuan(t, "47.44") {
		t.Errorf("base %s, monthly %s", a.Base, a.Monthly)
	}
	if want := "1640.00+2310.00+2480.00−12.30−515.00−258.00−129.00−772.00=4743.70"; a.BaseSum != want {
		t.Errorf("BaseSum\n%s, want\n%s", a.BaseSum, want)
	}
	if a.Formula != "4743.70×1%=47.44" {
		t.Errorf("Formula %q", a.Formula)
	}
	if jiao := Assess(national(config.RoundJiao), m, 2027).Monthly; jiao != yuan(t, "47.40") {
		t.Errorf("到角 %s", jiao)
	}
}

func TestWorkedExample16ProbationaryFromJune(t *testing.T) {
	m := member("salaried", yuan(t, "4900.00"))
	m.Joined, m.Probation = date.New(2027, 6, 20), true
	a := Assess(national(config.RoundFen), m, 2027)
	if a.Year != yuan(t, "343.00") {
		t.Errorf("year %s, want 343.00", a.Year)
	}
	if a.Months[5] != 0 || a.Months[6] != yuan(t, "49.00") || a.Months[12] != yuan(t, "49.00") {
		t.Errorf("months %v", a.Months)
	}
	if len(a.Notes) != 1 || a.Notes[0] != "2027年6月20日入党，自6月起交纳" {
		t.Errorf("notes %q", a.Notes)
	}
}

func TestWorkedExample17ArrearsInMarch(t *testing.T) {
	a := Assess(national(config.RoundFen), member("salaried", yuan(t, "4900.00")), 2027)
	if got := a.Quarter(1); got != yuan(t, "147.00") {
		t.Errorf("January to March %s, want 147.00", got)
	}
}
