package config

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"
)

// The columns of the roster that is damaged.
var damagedColumns = []string{"所在党支部", "姓名", "性别", "民族", "出生日期", "学历", "入党日期", "转正日期", "人员类别", "党内职务", "联系电话", "缴费类别", "月计费基数", "党费证号", "发证年份"}

// damages are the ways in which values are damaged on their way, by column.
var damages = []struct {
	column string
	damage func(v string) string
}{
	{"姓名", func(v string) string { r := []rune(v); return string(r[0]) + "\u3000" + string(r[1:]) }},
	{"姓名", func(v string) string { return " " + v + "\u00A0" }},
	{"姓名", func(v string) string { r := []rune(v); return string(r[0]) + "\u200B" + string(r[1:]) }},
	{"姓名", func(v string) string { return v + "\U000E0100" }},
	{"姓名", func(v string) string { return "&#" + strconv.Itoa(int([]rune(v)[0])) + ";" + string([]rune(v)[1:]) }},
	{"姓名", func(v string) string { return "⾼" + string([]rune(v)[1:]) }}, // the family name 高 below
	{"姓名", func(v string) string { return v + "1" }},
	{"姓名", func(v string) string { return v + "★" }},
	{"姓名", func(v string) string { return v + "（书记）" }},
	{"姓名", func(v string) string { r := []rune(v); return string(r[0]) + "?" }},
	{"姓名", func(v string) string { r := []rune(v); return string(r[0]) + "□" }},
	{"姓名", func(v string) string { r := []rune(v); return string(r[0]) + "\uFFFD" }},
	{"姓名", func(string) string { return "-" }},
	{"姓名", func(string) string { return "同上" }},
	{"姓名", func(string) string { return "（空）" }},
	{"姓名", func(string) string { return "12" }},
	{"性别", func(v string) string { return v + "性" }},
	{"性别", func(string) string { return "男女" }},
	{"性别", func(string) string { return "#N/A" }},
	{"民族", func(string) string { return "####" }},
	{"出生日期", func(v string) string { return strings.ReplaceAll(v, "-", ".") }},
	{"出生日期", func(v string) string { return strings.ReplaceAll(v, "-", "/") }},
	{"出生日期", func(v string) string { return strings.ReplaceAll(v, "-", "") }},
	{"出生日期", func(v string) string { return v[:4] + "年" + v[5:7] + "月" + v[8:] + "日" }},
	{"出生日期", func(v string) string { return v + " 00:00:43" }},
	{"出生日期", func(v string) string { return v + "T16:00:00Z" }},
	{"出生日期", func(v string) string { return v + "T00:00:00Z" }},
	{"出生日期", func(v string) string { return v[:4] + " " + v[6:7] + " " + v[9:] }},
	{"出生日期", func(string) string { return "0001-01-01" }},
	{"出生日期", func(string) string { return "1899-12-30" }},
	{"出生日期", func(string) string { return "1900-01-01" }},
	{"出生日期", func(v string) string { return v[:4] + "-02-30" }},
	{"出生日期", func(string) string { return "1850-06-07" }},
	{"入党日期", func(string) string { return "########" }},
	{"入党日期", func(string) string { return "nan" }},
	{"入党日期", func(string) string { return "1900/1/0" }},
	{"入党日期", func(v string) string { return strings.Map(wide, v) }},
	{"转正日期", func(string) string { return "1979-01-01" }},
	{"转正日期", func(string) string { return "NULL" }},
	{"转正日期", func(string) string { return "暂无" }},
	{"人员类别", func(v string) string { return v + "党员" }},
	{"人员类别", func(string) string { return "在册" }},
	{"党内职务", func(string) string { return "支　委" }},
	{"党内职务", func(string) string { return "?委员" }},
	{"联系电话", func(v string) string { return v + ".0" }},
	{"联系电话", func(string) string { return "1.39E+10" }},
	{"联系电话", func(v string) string { return v[:3] + " " + v[3:7] + " " + v[7:] }},
	{"联系电话", func(v string) string { return strings.Map(wide, v) }},
	{"联系电话", func(string) string { return "N/A" }},
	{"缴费类别", func(v string) string { return v + "\u200E" }},
	{"缴费类别", func(string) string { return "农名" }},
	{"缴费类别", func(string) string { return "" }},
	{"月计费基数", func(v string) string { return v + "元" }},
	{"月计费基数", func(v string) string { return v[:1] + "," + v[1:] }},
	{"月计费基数", func(v string) string { return strings.Map(wide, v) }},
	{"月计费基数", func(string) string { return "约五千" }},
	{"月计费基数", func(string) string { return "0" }},
	{"月计费基数", func(string) string { return "1" }},
	{"月计费基数", func(string) string { return "36000000" }},
	{"月计费基数", func(string) string { return "" }},
	{"月计费基数", func(string) string { return "#REF!" }},
	{"党费证号", func(v string) string { return strings.ReplaceAll(v, "-", "—") }},
	{"党费证号", func(v string) string { return strings.ReplaceAll(v, "-", "－") }},
	{"党费证号", func(v string) string { return v + "\uFEFF" }},
	{"发证年份", func(v string) string { return v + "年" }},
	{"发证年份", func(string) string { return "去年" }},
	{"发证年份", func(string) string { return "9999" }},
	{"所在党支部", func(v string) string { return strings.TrimSuffix(v, "党支部") }},
	{"所在党支部", func(v string) string { return v + " " }},
	{"所在党支部", func(string) string { return "无此党支部" }},
	{"所在党支部", func(string) string { return "" }},
}

func wide(r rune) rune {
	if r > ' ' && r < 0x7F {
		return r + 0xFEE0
	}
	return r
}

// valuesOf are the values of a member as the roster writes them.
func valuesOf(b *Branch, m *Member) []string {
	base := ""
	if m.Dues.Base > 0 {
		base = m.Dues.Base.String()
	}
	return []string{b.Short, m.Name, string(m.Gender), m.Ethnicity, m.Birth.String(), m.Education, m.Joined.String(), m.Confirmed.String(), string(m.Status),
		strings.Join(m.Posts, "、"), strings.ReplaceAll(m.Phone, " ", ""), string(m.Dues.Category), base, m.CardNo, strconv.Itoa(m.CardYear)}
}

// A thousand members, each damaged in one of these ways: the damage is undone,
// or found at its cell. None is silent.
func TestDamageIsUndoneOrFound(t *testing.T) {
	seed := uint64(1)
	if s := os.Getenv("DANGCE_SEED"); s != "" {
		seed, _ = strconv.ParseUint(s, 10, 64)
	}
	r := rand.New(rand.NewPCG(seed, 1000))
	families, given := []rune("赵钱孙李周吴郑王冯陈"), []rune("明华国建志秀丽英军平")
	text := []rune("东西南北上下前后大小")
	book := excelize.NewFile()
	write := func(name string, row int, values []string) {
		for i, v := range values {
			cell, _ := excelize.CoordinatesToCellName(i+1, row)
			if v != "" {
				_ = book.SetCellStr(name, cell, v)
			}
		}
	}
	_ = book.SetSheetName("Sheet1", "党员")
	_, _ = book.NewSheet("党支部")
	write("党支部", 1, []string{"党支部代码", "党支部名称", "简称", "所属党委", "类型"})
	write("党员", 1, damagedColumns)
	const branches, each = 40, 25
	type planted struct {
		kind   int
		want   []string
		damage string
		col    int
	}
	all := map[int]planted{} // by row
	row := 2
	for b := range branches {
		short := string(text[b/10]) + string(text[b%10]) + "村党支部"
		write("党支部", b+2, []string{fmt.Sprintf("01-1%02d", b), "中共示例县城关镇" + strings.TrimSuffix(short, "党支部") + "支部委员会", short, "城关镇党委", "村"})
		for m := range each {
			kind := (row - 2 + r.IntN(len(damages))) % len(damages)
			d := damages[kind]
			post := ""
			if m == 0 {
				post = "书记"
				for d.column == "党内职务" || d.column == "所在党支部" {
					kind = r.IntN(len(damages))
					d = damages[kind]
				}
			}
			family := families[r.IntN(len(families))]
			if d.column == "姓名" && strings.ContainsRune(d.damage("高明"), '⾼') {
				family = '高'
			}
			n := row - 2
			want := []string{short, string(family) + string(given[n/10%10]) + string(given[n%10]), "男", "汉族", fmt.Sprintf("19%d-0%d-0%d", 50+n%30, 1+n%9, 1+n/30%9), "高中", "2001-07-01", "2002-07-01", "正式",
				post, fmt.Sprintf("139%08d", n), "salaried", fmt.Sprintf("%d.00", 3100+n), fmt.Sprintf("SC-%04d", n), "2025"}
			written := slices.Clone(want)
			written[11] = "在职"
			col := slices.Index(damagedColumns, d.column)
			damaged := d.damage(written[col])
			written[col] = damaged
			write("党员", row, written)
			all[row] = planted{kind, want, damaged, col + 1}
			row++
		}
	}
	buf, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	l := loaded(fstest.MapFS{"county.toml": {Data: []byte(strings.Replace(goodCounty, `branches = ["branches/*.toml"]`, `rosters = ["名册/*.xlsx"]`, 1))},
		"holidays.toml": {Data: []byte(goodHolidays)}, "名册/党员.xlsx": {Data: buf.Bytes()}})
	found := map[[2]int]bool{}
	for _, f := range l.findings() {
		for _, p := range append(f.Also, f.Place) {
			if p.Sheet == "党员" {
				found[[2]int{p.Row, p.Col}] = true
			}
		}
	}
	got := map[int][]string{}
	for _, b := range l.branches {
		for _, m := range b.members {
			got[m.at.Place("").Row] = valuesOf(b.Branch, m.Member)
		}
	}
	undone, named := 0, 0
	silent := map[int]string{}
	for row, p := range all {
		switch {
		case slices.Equal(got[row], p.want) || p.damage == "支\u3000委" && got[row][p.col-1] == "委员":
			undone++
		case found[[2]int{row, p.col}]:
			named++
		default:
			silent[p.kind] = fmt.Sprintf("%s as %q is silent: read %q, was %q", damagedColumns[p.col-1], p.damage, got[row], p.want)
		}
	}
	for kind := range damages {
		if s := silent[kind]; s != "" {
			t.Errorf("seed %d: %s", seed, s)
		}
	}
	if undone < 200 || named < 200 || undone+named+len(silent) == 0 {
		t.Errorf("seed %d: %d undone, %d found", seed, undone, named)
	}
	t.Logf("seed %d: %d undone, %d found", seed, undone, named)
}

// loaded runs Load and keeps what it read, in spite of errors.
func loaded(fsys fstest.MapFS) *loader {
	l := &loader{files: files{fsys: fsys, dir: ".", sums: map[string][sha256.Size]byte{}}, account: new(Account)}
	if l.open("county.toml") {
		l.sources()
		settings{l}.check()
		(&records{loader: l}).check()
	}
	return l
}
