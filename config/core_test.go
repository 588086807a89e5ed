package config

import (
	"slices"
	"testing"
)

func TestCores(t *testing.T) {
	for _, c := range []struct {
		name, short string
		ends        []string
		has, hasNot []string
	}{
		{"中共示例县乔庄镇枣树村支部委员会", "枣树村", branchEnds, []string{"枣树村", "乔庄镇枣树村", "示例县乔庄镇枣树村"}, []string{"树村", "村", "", "乔庄镇"}},
		{"中共示例县档案馆支部委员会", "县档案馆党支部", branchEnds, []string{"县档案馆", "示例县档案馆"}, []string{"档案馆"}},
		{"中共示例县档案馆支部委员会", "", branchEnds, []string{"示例县档案馆"}, []string{"馆", "档案馆", ""}},
		{"中共示例县融媒体中心联合支部委员会", "融媒体联合党支部", branchEnds, []string{"融媒体", "示例县融媒体中心"}, []string{"中心"}},
		{"中共示例县乔庄镇委员会", "乔庄镇党委", committeeEnds, []string{"乔庄镇", "示例县乔庄镇"}, []string{"庄镇"}},
		{"中共示例县直属机关工作委员会", "直属机关工委", committeeEnds, []string{"直属机关", "示例县直属机关"}, []string{"机关"}},
		{"党委", "党支部", branchEnds, nil, []string{""}},
	} {
		got := cores(c.name, c.short, c.ends)
		for _, s := range c.has {
			if !slices.Contains(got, s) {
				t.Errorf("%s, %s: no %q in %q", c.name, c.short, s, got)
			}
		}
		for _, s := range c.hasNot {
			if slices.Contains(got, s) {
				t.Errorf("%s, %s: %q in %q", c.name, c.short, s, got)
			}
		}
	}
}

// What two committees may be cut down to names neither.
func TestCommitteeNames(t *testing.T) {
	n := &committeeNames{map[string]*Committee{}, map[string][]*Committee{}}
	town, street := &Committee{Code: "01", Name: "中共示例县城关镇委员会", Short: "城关镇党委"}, &Committee{Code: "02", Name: "中共示例县城关街道工作委员会", Short: "城关镇工委"}
	other := &Committee{Code: "2", Name: "中共示例县南山乡委员会", Short: "南山乡党委"}
	for _, c := range []*Committee{town, street, other} {
		n.add(c)
	}
	sheet, file := &rowOrigin{}, &tomlOrigin{}
	for _, c := range []struct {
		name string
		at   origin
		want *Committee
	}{
		{"城关镇党委", sheet, town}, {"城关镇", sheet, nil}, {"南山乡", sheet, other}, {"南山乡", file, nil}, {"中共南山乡党委", sheet, other},
		{"1", sheet, town}, {"1", file, nil}, {"001", sheet, town}, {"2", sheet, other}, {"002", sheet, nil}, {"", sheet, nil}, {"委员会", sheet, nil},
	} {
		if got := n.find(c.name, c.at); got != c.want {
			t.Errorf("find(%q): %v, want %v", c.name, got, c.want)
		}
	}
}
