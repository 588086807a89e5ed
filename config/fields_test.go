package config

import (
	"fmt"
	"testing"

	"dangce/config/date"
)

func TestFields(t *testing.T) {
	m := &Member{Name: "张三", Gender: "女", Birth: date.New(1980, 5, 0), Posts: Posts{"书记", "组织委员"}, Leader: true, CardYear: 2025,
		Group: &Group{Name: "一组"}, Dues: MemberDues{DuesTerms: DuesTerms{Category: "salaried", Base: 490050}}}
	want := map[string]string{
		"name": "0 姓名 张三", "gender": "0 性别 女", "birth": "3 出生日期 1980-05", "post": "5 党内职务 书记、组织委员", "is_leader": "4 是否领导 是",
		"card_year": "1 发证年份 2025", "group": "0 党小组 一组", "dues.category": "0 缴费类别 salaried", "dues.base": "2 计费基数 4900.50",
		"joined": "3 入党日期 ", "phone": "0 联系电话 ", "dues.amount": "2 月党费 ",
	}
	for _, f := range MemberFields() {
		if w, ok := want[f.Key]; ok && fmt.Sprint(f.Kind, " ", f.What, " ", f.Text(m)) != w {
			t.Errorf("%s: %d %s %s, want %s", f.Key, f.Kind, f.What, f.Text(m), w)
		}
		switch f.Key {
		case "birth":
			if f.Date(m) != m.Birth || !f.Given(m) || f.Number(m) != 0 || f.Bool(m) {
				t.Errorf("birth: %v", f.Date(m))
			}
		case "dues.base":
			if f.Number(m) != 490050 {
				t.Errorf("base: %d", f.Number(m))
			}
		case "is_leader":
			if !f.Bool(m) {
				t.Error("no leader")
			}
		case "phone":
			if f.Given(m) {
				t.Error("a phone")
			}
		}
		delete(want, f.Key)
	}
	if len(want) > 0 {
		t.Errorf("no fields %v", want)
	}
	b := &Branch{Groups: []*Group{{Name: "一组"}, {Name: "二组"}}, Kind: Village}
	for _, f := range BranchFields() {
		if f.Key == "groups" && f.Text(b) != "一组、二组" || f.Key == "kind" && f.Text(b) != "village" || f.What == "" && f.Key != "books" {
			t.Errorf("%s %s: %s", f.Key, f.What, f.Text(b))
		}
	}
	if n := len(CommitteeFields()); n != 5 {
		t.Errorf("%d fields of a committee", n)
	}
}
