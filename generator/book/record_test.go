package book

import (
	"testing"

	"dangce/config"
	"dangce/config/date"
	"dangce/generator/doc"
	"dangce/templates/phrase"
)

// TestRecordFields: what a roster has of a member has a placeholder, whether
// or not Go has a line for it.
func TestRecordFields(t *testing.T) {
	for _, f := range config.MemberFields() {
		if _, ok := words.fields.Get("member." + f.Key); !ok && f.Key != "dues.category" {
			t.Errorf("no placeholder for %s of a member", f.Key)
		}
	}
	m := &config.Member{Name: "张三", Joined: date.Date{Year: 2005, Month: 7, Day: 1}, CardYear: 2025, Phone: "13900000000",
		Group: &config.Group{Name: "第一党小组"}, Dues: config.MemberDues{DuesTerms: config.DuesTerms{Amount: 500, Reason: "困难"}}}
	c := &config.County{}
	sc := &scope{Subject: &Subject{County: c, Branch: &config.Branch{Place: "活动室"}}, set: &Set{words: &words}, member: m}
	for text, want := range map[string]string{
		"{member.name}":                     "张三",
		"{member.joined}":                   m.Joined.Dotted(),
		"{member.confirmed}":                "",
		"{member.card_year}":                "2025",
		"{member.phone}":                    "13900000000",
		"{member.group}":                    "第一党小组",
		"{member.dues.reason}":              "困难",
		"{branch.place}":                    "活动室",
		"{committee.name}":                  "", // none in scope
		"{member.is_leader}{member.gender}": "否",
	} {
		if got := sc.expand(phrase.New(text)); got != want {
			t.Errorf("%s = %q, want %q", text, got, want)
		}
	}
	if v := sc.named("member.dues.amount"); v != doc.MoneyValue(500) {
		t.Errorf("an amount is %+v", v)
	}
	if v := sc.named("member.card_year"); v != doc.IntValue(2025) {
		t.Errorf("a year is %+v", v)
	}
	c.Print.Hide = []string{"phone"}
	if got := sc.named("member.phone").String(); got != "" {
		t.Errorf("a hidden phone is printed: %q", got)
	}
}
