package config

import (
	"strings"

	"dangce/config/decode"
)

// choice is a closed list of values. The first word is the value itself, the
// others are what people write for it; the second is the Chinese word shown
// in messages.
type choice struct {
	what  string // 类型, in messages
	words [][]string
}

// parse returns the value that s stands for.
func (c *choice) parse(s string) (string, bool) {
	s = strings.TrimSpace(s)
	for _, w := range c.words {
		for _, x := range w {
			if s == x {
				return w[0], true
			}
		}
	}
	return "", false
}

// hint lists the values, the nearest alone if one is near. In a roster the
// Chinese words alone.
func (c *choice) hint(s string, sheet bool) string {
	var all, known []string
	for _, w := range c.words {
		all = append(all, w...)
		switch {
		case len(w) == 1 || w[0] == w[1]:
			known = append(known, w[0])
		case sheet:
			known = append(known, w[1])
		default:
			known = append(known, w[1]+" "+w[0])
		}
	}
	if near := decode.Nearest(s, all); near != "" {
		return "是不是 " + near + "？"
	}
	return "可以写：" + strings.Join(known, "、")
}

// chinese returns the Chinese word for a value of kinds and categories, or
// the value itself.
func chinese(value string) string {
	for _, c := range []*choice{committeeKinds, branchKinds, categories} {
		for _, w := range c.words {
			if w[0] == value {
				return w[1]
			}
		}
	}
	return value
}

var (
	committeeKinds = &choice{"党委类型", [][]string{
		{"township", "乡镇", "乡", "镇", "乡镇党委", "镇党委", "乡党委"},
		{"street", "街道", "街道党工委"},
		{"department", "部门", "机关", "机关工委", "部门党委", "党组"},
		{"enterprise", "企业", "企业党委", "国企"},
		{"general_branch", "党总支", "总支"},
	}}
	branchKinds = &choice{"支部类型", [][]string{
		{"village", "村", "农村", "行政村", "建制村", "村委会"},
		{"community", "社区", "居委会", "社区居委会"},
		{"agency", "机关", "党政机关"},
		{"institution", "事业单位", "事业"},
		{"soe", "国企", "国有企业"},
		{"private", "非公", "非公企业", "非公有制企业", "民营企业"},
		{"social_org", "社会组织"},
		{"school", "学校"},
		{"retired", "离退休", "离退休干部"},
	}}
	categories = &choice{"缴费类别", [][]string{
		{"salaried", "在职", "在职人员", "在职职工"},
		{"retired", "离退休", "退休", "离休", "离退休人员"},
		{"self_employed", "个体", "个体经营", "个体经营者"},
		{"farmer", "农民", "务农"},
		{"student", "学生"},
		{"unemployed", "失业", "下岗失业", "下岗"},
		{"relief", "抚恤救济", "抚恤", "救济"},
		{"dibao", "低保"},
		{"reduced", "减交", "少交"},
		{"exempt", "免交"},
		{"fixed", "定额"},
	}}
	statuses = &choice{"人员类别", [][]string{
		{"正式", "正式", "正式党员", "full"},
		{"预备", "预备", "预备党员", "probationary"},
	}}
	genders   = &choice{"性别", [][]string{{"男", "男", "男性"}, {"女", "女", "女性"}}}
	onWeekend = &choice{"周末办法", [][]string{
		{"keep", "照常", "不变"},
		{"prev_workday", "提前", "前移"},
		{"next_workday", "顺延", "后移"},
	}}
	onHoliday = &choice{"假期办法", [][]string{
		{"keep", "照常", "不变"},
		{"next_workday", "顺延", "后移"},
	}}
	rounds   = &choice{"取整单位", [][]string{{"fen", "分"}, {"jiao", "角"}, {"yuan", "元"}}}
	bindings = &choice{"装订方式", [][]string{
		{"perfect", "胶装", "无线胶装"},
		{"pur", "PUR胶装", "PUR"},
		{"sewn", "锁线", "锁线胶装"},
		{"saddle", "骑马钉", "骑马订"},
		{"wire", "铁圈", "线圈"},
	}}
	hidden = &choice{"列名", [][]string{{"phone", "联系电话", "电话"}, {"birth", "出生日期", "出生年月"}}}
)

// posts that people write in more than one way. Posts are an open list; only
// these are unified, because rules of ours look for them.
var posts = &choice{"党内职务", [][]string{
	{"书记", "支部书记", "党支部书记", "支书", "村支书"},
	{"副书记", "支部副书记", "党支部副书记"},
	{"组织委员", "支部组织委员"},
	{"宣传委员", "支部宣传委员"},
	{"纪检委员", "纪律检查委员", "支部纪检委员"},
	{"党小组组长", "党小组长", "小组长"},
}}

// splitList splits what people separate with 、 or a comma.
func splitList(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool {
		return r == '、' || r == '，' || r == ',' || r == '；' || r == ';'
	})
}
