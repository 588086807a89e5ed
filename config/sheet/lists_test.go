package sheet

import "testing"

func TestListsSideBySide(t *testing.T) {
	var titles Titles
	titles.Add("branch", "所在党支部")
	titles.Add("name", "姓名")
	titles.Add("sex", "性别")
	titles.Add("phone", "联系电话", "手机")
	for name, c := range map[string]struct {
		csv   string
		names []int // columns
		from  []int
		sex   []int
		where []int // of the branch
	}{
		"two halves":        {"序号,姓名,性别,,序号,姓名,性别\n1,张三,男,,2,李四,女\n", []int{2, 6}, []int{1, 5}, []int{3, 7}, []int{0, 0}},
		"without a gap":     {"姓名,性别,姓名,性别,姓名,性别\n", []int{1, 3, 5}, []int{1, 3, 5}, []int{2, 4, 6}, []int{0, 0, 0}},
		"a shared branch":   {"所在党支部,姓名,性别,姓名,性别\n", []int{2, 4}, []int{1, 4}, []int{3, 5}, []int{1, 1}},
		"a branch for each": {"所在党支部,姓名,性别,所在党支部,姓名,性别\n", []int{2, 5}, []int{1, 4}, []int{3, 6}, []int{1, 4}},
		"doubles in each":   {"姓名,性别,联系电话,手机,姓名,性别,联系电话,手机\n", []int{1, 5}, []int{1, 5}, []int{2, 6}, []int{0, 0}},
		"one list":          {"姓名,性别,联系电话\n", nil, nil, nil, nil},
		"a title twice":     {"姓名,性别,联系电话,姓名\n", nil, nil, nil, nil},
	} {
		b, err := Open("a.csv", []byte(c.csv), Limits{})
		check(t, err)
		h, ok := b.Sheets[0].Header(&titles, 2, HeaderRows)
		if !ok {
			t.Fatal(name)
		}
		lists := h.Lists("name", &titles)
		if len(lists) != len(c.names) {
			t.Errorf("%s: %d lists", name, len(lists))
			continue
		}
		for i, l := range lists {
			if l.Col("name") != c.names[i] || l.From != c.from[i] || l.Col("sex") != c.sex[i] || l.Col("branch") != c.where[i] {
				t.Errorf("%s, list %d: %+v", name, i+1, l)
			}
			if i > 0 && lists[i-1].To != l.From-1 {
				t.Errorf("%s: list %d ends at %d, the next begins at %d", name, i, lists[i-1].To, l.From)
			}
		}
	}
}

// A csv file has a title over two columns above the first of them alone.
func TestHeaderOfTwoRowsWithoutMerges(t *testing.T) {
	var titles Titles
	for _, x := range []string{"姓名", "性别", "党费类别", "党费基数", "备注"} {
		titles.Add(x, x)
	}
	for _, data := range []string{
		"姓名,性别,党费,,备注\n,,类别,基数,\n张三,男,在职,4900,\n",
		"名册,,,,\n姓名,性别,党费,,备注\n,,类别,基数,\n张三,男,在职,4900,\n",
		",,党费,,\n姓名,性别,类别,基数,备注\n张三,男,在职,4900,\n",
	} {
		b, err := Open("a.csv", []byte(data), Limits{})
		check(t, err)
		h, ok := b.Sheets[0].Header(&titles, 2, HeaderRows)
		if !ok || h.Col("姓名") != 1 || h.Col("党费类别") != 3 || h.Col("党费基数") != 4 || h.Col("备注") != 5 || h.Last != h.First+1 {
			t.Errorf("%q: %+v", data, h)
		}
	}
}
