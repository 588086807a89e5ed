package synth

import (
	"math/rand/v2"
	"strings"
)

// place draws a name that no other place of the county has.
func (c *county) place(r *rand.Rand, draw func(*rand.Rand) string) string {
	name := draw(r)
	for try := 0; c.places[name] > 0 && try < 50; try++ {
		name = draw(r)
	}
	c.places[name]++
	if n := c.places[name]; n > 1 {
		name += "第" + numeral(n) // only where the words run out
	}
	return name
}

// chars cuts a text into its characters.
func chars(s string) []string { return strings.Split(s, "") }

var (
	villageFirst  = chars("大小前后东西上下新老南北")
	villageFamily = chars("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范")
	villageLast   = chars("庄村店寨营集沟湾岭桥铺屯坡楼堂洼")
	townFirst     = chars("清白青长永安太平和兴石龙凤金玉柳松杨梅双")
	townLast      = chars("河山桥岭泉塘溪湖沙坪湾口店集关渡滩岗林城")
	goodWords     = strings.Fields(`幸福 和平 人民 解放 建设 团结 光明 胜利 友谊 新华 文化 青年 朝阳 滨河 东城 西城 南关 北关 东街 西街
		翠竹 杏林 桃园 梧桐 银杏 玉兰 牡丹 荷花 康乐 永安 长青 富民 振兴 希望 星光 春晖 秀水 金桥 龙泉 凤台`)
	communityLast = chars("苑里园巷街坊门桥")
	firmFirst     = chars("永恒鼎瑞盛隆昌兴宏泰福祥华康金银天正同嘉")
	firmLast      = chars("丰源达利和顺安泰通远诚信美润德茂邦辉宇科")
	trades        = strings.Fields(`食品 纺织 机械 建材 农业 物流 电子 商贸 制衣 家具 饲料 种业 包装 印务 环保 餐饮 汽修 粮油 化工 药业`)
	societyForms  = strings.Fields(`协会 商会 联合会 服务中心`)
)

// villageName draws three characters, so that no name is part of another.
func villageName(r *rand.Rand) string {
	return pick(r, villageFirst) + pick(r, villageFamily) + pick(r, villageLast)
}

func townName(r *rand.Rand) string      { return pick(r, townFirst) + pick(r, townLast) }
func communityName(r *rand.Rand) string { return pick(r, goodWords) + pick(r, communityLast) }
func societyName(r *rand.Rand) string {
	return pick(r, goodWords) + pick(r, trades) + pick(r, societyForms)
}

func firmName(r *rand.Rand) string {
	return pick(r, firmFirst) + pick(r, firmLast) + pick(r, trades) + "公司"
}

// series gives names without end: each unit alone, then with each form, then
// with numbers.
type series struct {
	units []string
	forms []string
}

func (s series) name(i int) string {
	unit, round := s.units[i%len(s.units)], i/len(s.units)
	if round < len(s.forms) {
		return unit + s.forms[round]
	}
	return unit + "第" + numeral(round+1)
}

var (
	agencies = series{strings.Fields(`财政局 发展和改革局 民政局 司法局 人力资源和社会保障局 自然资源局 生态环境局 住房和城乡建设局 交通运输局 水利局
		农业农村局 商务局 文化和旅游局 退役军人事务局 应急管理局 审计局 市场监督管理局 统计局 医疗保障局 信访局 林业局 档案局 税务局 气象局
		总工会 妇女联合会 残疾人联合会 工商业联合会 科学技术协会 供销合作社`), strings.Fields(`机关 执法大队 服务大厅 下属单位`)}
	institutions = series{strings.Fields(`图书馆 文化馆 博物馆 融媒体中心 农业技术推广中心 畜牧兽医站 公路养护中心 园林绿化中心 环境卫生服务中心
		社会福利院 殡仪馆 不动产登记中心 政务服务中心 公证处 体育中心 水库管理所 种子站 土地整理中心`), []string{""}}
	hospitals = series{strings.Fields(`人民医院内科 人民医院外科 人民医院门诊 人民医院医技 人民医院行政后勤 中医院临床 中医院医技 妇幼保健院 疾病预防控制中心
		急救中心 中心血库 城关镇卫生院 精神卫生中心 康复医院`), []string{""}}
	schools = series{strings.Fields(`第一中学 第二中学 第三中学 第四中学 职业中学 第一小学 第二小学 第三小学 第四小学 第五小学 实验小学 特殊教育学校
		第一幼儿园 第二幼儿园 教师进修学校 城关镇中心小学`), strings.Fields(`教职工 行政后勤 离退休教师`)}
	soes = series{strings.Fields(`城市建设投资公司 水务公司 公共交通公司 粮食储备公司 燃气公司 热力公司 农业发展公司 文化旅游公司 交通发展公司
		国有林场 新华书店 融资担保公司 盐业公司 电力实业公司`), strings.Fields(`机关 生产运行 营业服务`)}
	retirees = series{strings.Fields(`老干部局离退休 教育系统退休 卫生系统退休 政法系统退休 农业系统退休 财税系统退休 交通系统退休 国企改制退休`), []string{"第一"}}
)
