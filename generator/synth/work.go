package synth

import (
	"strings"

	"dangce/config"
)

// trade is what a group of members of a kind of branch lives by: how many
// they are, how old, what they do and what their dues come from.
type trade struct {
	share          int // per thousand members of the branch
	category       config.Category
	minAge, maxAge int
	jobs           []string
	low, high      int // base in yuan a month; 0 for fixed dues
}

var (
	farmers   = trade{0, "farmer", 26, 86, strings.Fields("务农 种植户 养殖户 护林员 合作社社员"), 0, 0}
	students  = trade{0, "student", 20, 26, strings.Fields("在读大学生 在读研究生"), 0, 0}
	jobless   = trade{0, "unemployed", 25, 59, strings.Fields("待业 失业 灵活就业"), 0, 0}
	relieved  = trade{0, "relief", 62, 90, strings.Fields("老复员军人 优抚对象"), 0, 0}
	supported = trade{0, "dibao", 35, 85, strings.Fields("务农 无业"), 0, 0}
	pensioner = trade{0, "retired", 58, 92, strings.Fields("退休职工 退休教师 退休干部"), 2300, 7800}
	traders   = trade{0, "self_employed", 25, 62, strings.Fields("个体商户 货运司机 种植大户 农家乐经营者"), 2600, 12500}
	migrants  = trade{0, "salaried", 22, 55, strings.Fields("外出务工"), 2800, 9800}
)

// of returns the trade with a share.
func (t trade) of(share int) trade {
	t.share = share
	return t
}

// salaried returns a trade of people paid by the month.
func salaried(share, minAge, maxAge, low, high int, jobs string) trade {
	return trade{share, "salaried", minAge, maxAge, strings.Fields(jobs), low, high}
}

// trades by kind of branch; shares add up to a thousand.
var tradesOf = map[config.BranchKind][]trade{
	config.Village: {farmers.of(660), migrants.of(110), salaried(80, 26, 58, 2200, 3600, "村会计 村网格员 村民委员会委员 乡村医生"),
		traders.of(50), students.of(30), relieved.of(20), supported.of(20), pensioner.of(20), jobless.of(10)},
	config.Community: {pensioner.of(480), salaried(230, 24, 58, 2500, 5200, "社区社会工作者 社区网格员 物业公司职员"), traders.of(110),
		jobless.of(80), students.of(40), supported.of(40), relieved.of(20)},
	config.Agency:      {salaried(960, 24, 59, 3600, 9800, "一级科员 二级科员 四级主任科员 股长 副股长 办公室主任"), pensioner.of(40)},
	config.Institution: {salaried(950, 24, 59, 3200, 9200, "专业技术人员 科员 助理馆员 主管护师 工程师 会计"), pensioner.of(50)},
	config.SOE:         {salaried(940, 24, 59, 3400, 14800, "职员 技术员 班组长 部门主管 财务人员"), pensioner.of(60)},
	config.Private:     {salaried(940, 23, 60, 3200, 16500, "技术员 销售经理 车间主任 财务人员 质检员"), traders.of(60)},
	config.SocialOrg:   {salaried(500, 25, 62, 2900, 7600, "秘书处干事 项目主管 会员单位职员"), traders.of(420), farmers.of(80)},
	config.School:      {salaried(930, 23, 59, 3300, 8900, "语文教师 数学教师 英语教师 班主任 教研组长 总务处职员"), pensioner.of(70)},
	config.Retired:     {pensioner.of(1000)},
}

// chiefs are what secretaries work as.
var chiefs = map[config.BranchKind]string{
	config.Village: "村党支部书记、村民委员会主任", config.Community: "社区党支部书记、居民委员会主任", config.Agency: "领导班子成员",
	config.Institution: "单位负责人", config.SOE: "总经理", config.Private: "总经理", config.SocialOrg: "会长",
	config.School: "校长", config.Retired: "退休干部",
}

// schooling by year of birth, the commonest twice.
func schooling(year int, t trade) []string {
	switch {
	case t.category == "student":
		return []string{"本科", "本科", "研究生"}
	case t.category == "farmer" && year < 1960:
		return []string{"小学", "初中", "初中"}
	case t.category == "farmer":
		return []string{"初中", "高中", "高中", "中专", "大专"}
	case year < 1960:
		return []string{"初中", "高中", "中专", "大专"}
	case year < 1980:
		return []string{"高中", "中专", "大专", "大专", "本科"}
	}
	return []string{"大专", "本科", "本科", "研究生"}
}
