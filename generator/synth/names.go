package synth

import (
	"math/rand/v2"
	"strings"
)

// surnames by frequency: each line is drawn as often as the next one though
// it is shorter.
var surnames = [][]string{
	chars("王李张刘陈"),
	chars("杨赵黄周吴徐孙胡朱高林何郭马罗"),
	chars("梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"),
	append(chars("祝单缪靳宁苗敖桑栾佘揭岑鄢翟瞿晏阚尉仉"), "欧阳", "上官", "司马", "诸葛", "皇甫", "夏侯"),
}

// era is a time of births with its fashion in given names.
type era struct {
	until       int // births before this year
	men, women  given
	singleShare int // given names of one character, per thousand
}

// given holds the characters of given names: singles alone, or a first and a
// last one.
type given struct{ single, first, last []string }

var eras = []era{
	{1955,
		given{chars("福贵林山海祥"), chars("德福永万长金玉春大守文学志兴广明世洪"), chars("山海贵财林田发生才河祥顺荣义才堂")},
		given{chars("英兰珍芳"), chars("秀桂玉凤淑素翠春兰金月惠"), chars("英兰珍花芳梅云荣芝莲香琴")}, 80},
	{1970,
		given{chars("军明平刚民"), chars("建国卫红爱志跃新永保立学振"), chars("军民华东强平生明设社党林国")},
		given{chars("敏萍英霞"), chars("丽红秀爱桂玉建小春艳慧"), chars("华萍芳英红霞敏荣玲琴珍")}, 120},
	{1985,
		given{chars("伟强军勇涛斌鹏波辉刚超磊峰亮健"), chars("志晓海文建永国俊少红小"), chars("强东峰明伟军涛辉勇斌鹏飞")},
		given{chars("静丽敏艳娟霞燕芳玲梅"), chars("晓丽海雪春玉秋小红文"), chars("燕红娟华霞梅玲萍丽芳")}, 450},
	{9999,
		given{chars("浩宇杰鑫帅凯阳博睿晨"), chars("子宇浩俊泽一嘉家天文思"), chars("轩涵然豪航杰博鸣辰宇洋")},
		given{chars("婷雪颖琳佳欣悦瑶"), chars("雨思梦佳欣子一诗若紫"), chars("婷涵怡琪彤洁瑶雯萱菲")}, 350},
}

// hanName draws a Chinese name of someone born in the year.
func hanName(r *rand.Rand, woman bool, year int) string {
	surname := pick(r, surnames[0])
	switch n := r.IntN(1000); {
	case n < 8:
		surname = pick(r, surnames[3])
	case n < 400:
		surname = pick(r, surnames[2])
	case n < 690:
		surname = pick(r, surnames[1])
	}
	e := eras[0]
	for _, e = range eras {
		if year < e.until {
			break
		}
	}
	g := e.men
	if woman {
		g = e.women
	}
	name := pick(r, g.single)
	if !chance(r, e.singleShare) {
		first, last := pick(r, g.first), pick(r, g.last)
		for first == last {
			last = pick(r, g.last)
		}
		name = first + last
	}
	if chance(r, rareShare) {
		name = strings.TrimSuffix(name, lastChar(name)) + string(rareChar(r))
	}
	return surname + name
}

func lastChar(s string) string {
	c := chars(s)
	return c[len(c)-1]
}

// people are other peoples of the country with their own way of naming.
type people struct {
	name  string
	share int // per ten thousand members
	draw  func(r *rand.Rand, woman bool, year int) string
}

// peoples come to about 9 in 100 members together, as in the country.
var peoples = []people{
	{"壮族", 140, hanName}, {"回族", 160, hanName}, {"满族", 130, hanName}, {"苗族", 90, hanName},
	{"土家族", 80, hanName}, {"彝族", 60, hanName}, {"布依族", 30, hanName}, {"朝鲜族", 20, hanName},
	{"维吾尔族", 60, dotted}, {"藏族", 50, tibetan}, {"蒙古族", 50, mongol},
}

var (
	dottedMen    = strings.Fields("阿卜杜热合曼 买买提 艾合买提 吐尔逊 阿不都克里木 亚森 库尔班 玉素甫 艾尼瓦尔 穆太力甫")
	dottedWomen  = strings.Fields("阿依古丽 古丽娜尔 帕提古丽 热依汗 祖丽皮亚 米日古丽 阿米娜 海丽且姆")
	tibetMen     = strings.Fields("扎西 多吉 次仁 旦增 平措 洛桑 索朗 贡布")
	tibetWomen   = strings.Fields("卓玛 央金 拉姆 白玛 德吉 梅朵 曲珍 仓决")
	mongolMen    = strings.Fields("巴特尔 朝鲁 苏和 那木拉 布和 特木尔 哈斯 宝音 额尔敦")
	mongolWomen  = strings.Fields("其其格 乌云 萨仁 娜仁 斯琴 高娃 托娅 乌兰")
	tibetClosing = strings.Fields("顿珠 旺堆 罗布 坚赞 尼玛 达瓦 边巴 格桑")
)

// dotted draws a name and a father's name with the dot between them.
func dotted(r *rand.Rand, woman bool, _ int) string {
	name := pick(r, dottedMen)
	if woman {
		name = pick(r, dottedWomen)
	}
	return name + "·" + pick(r, dottedMen)
}

func tibetan(r *rand.Rand, woman bool, _ int) string {
	if woman {
		return pick(r, tibetClosing) + pick(r, tibetWomen)
	}
	return pick(r, tibetMen) + pick(r, tibetClosing)
}

func mongol(r *rand.Rand, woman bool, _ int) string {
	if woman {
		return pick(r, mongolWomen)
	}
	return pick(r, mongolMen)
}

// ethnicity draws a people and a name in its way.
func ethnicity(r *rand.Rand, woman bool, year int) (people, name string) {
	n := r.IntN(10000)
	for _, p := range peoples {
		if n < p.share {
			return p.name, p.draw(r, woman, year)
		}
		n -= p.share
	}
	return "汉族", hanName(r, woman, year)
}
