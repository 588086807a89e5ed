package roster

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dangce/config/decode"
)

func TestAccount(t *testing.T) {
	f := sheets(t,
		"说明", "姓名,性别\n示例,男",
		"党员", "党员名册\n序号,姓名,性别,手机号,电话,身份证号,月工资,\n1,张三,男,1,2,110101198001011234,4900,x\n2,李四,错,,3,,,\n,,,,,,,\n,共2人,,,,,,\n填表人：王五,,,,,,,\n,姓名,性别,,,,,\n,,男,5,,,,",
		"其他", "日期,事项\n1,开会", "空", "")
	defer f.Close()
	_ = f.SetSheetVisible("其他", false)
	r, findings := readBytes(t, "a.xlsx", workbookBytes(t, f))
	if want := []string{"a.xlsx[党员!D2] 警告 roster-double", "a.xlsx[党员!C4] 错误 unknown-word", "a.xlsx[党员!B9] 错误 roster-nameless"}; !slices.Equal(findings, want) {
		t.Errorf("findings %q", findings)
	}
	if m := r.Members[1]; m.State("gender") != decode.Bad || m.Text("gender") != "错" || m.State("education") != decode.Missing || m.HasColumn("education") {
		t.Errorf("the state of values: %v %q", m.State("gender"), m.Text("gender"))
	}
	var got []string
	for _, s := range r.Account.Sheets {
		got = append(got, fmt.Sprintf("%s %s %t %s %d", s.Name, s.Kind, s.Hidden, s.Why, s.Records()))
		for _, c := range s.Columns {
			got = append(got, fmt.Sprintf("  %s=%s %s %d", c.Title, c.ID, c.Why, c.Values))
		}
		for _, row := range s.Rows {
			got = append(got, fmt.Sprintf("  %d %v", row.N, row.Use))
		}
	}
	want := `说明  false 表名是“说明” 0
党员 党员 false  2
  序号= 不认识这个标题 2
  姓名=name  2
  性别=gender  2
  手机号=phone  1
  电话= 和 D 列是同一项 2
  身份证号= 证件号，不读不存 1
  月工资= 不认识这个标题 1
  = 没有标题 1
  1 说明行
  2 标题
  3 记录
  4 记录
  6 合计
  7 不成记录的行
  8 重复的标题
  9 没有姓名或名称
其他  true 隐藏的工作表 0
空  false 空表 0`
	if text := strings.Join(got, "\n"); text != want {
		t.Errorf("account\n%s\nwant\n%s", text, want)
	}
}
