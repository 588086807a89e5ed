package synth

import (
	"bytes"
	"errors"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"dangce/config"
	"dangce/config/date"
	"dangce/fonts"
)

func options(branches int, seed uint64) Options {
	return Options{Branches: branches, Seed: seed, Year: 2027}
}

func mustFiles(t testing.TB, o Options) map[string][]byte {
	t.Helper()
	files, err := Files(o)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestSameSeedSameFiles(t *testing.T) {
	a, b := mustFiles(t, options(60, 7)), mustFiles(t, options(60, 7))
	if !maps.EqualFunc(a, b, bytes.Equal) {
		t.Error("two runs with one seed differ")
	}
	if c := mustFiles(t, options(60, 8)); maps.EqualFunc(a, c, bytes.Equal) {
		t.Error("two seeds give one county")
	}
}

func TestFilesOfSixty(t *testing.T) {
	files := mustFiles(t, options(60, 1))
	count := map[string]int{}
	for name, data := range files {
		count[path.Ext(name)]++
		if path.Ext(name) == ".csv" && bytes.HasPrefix(data, []byte("\ufeff")) {
			count["bom"]++
		}
	}
	if count[".toml"] < 2 || count[".xlsx"] < 2 || count[".csv"] < 2 || count["bom"] == 0 || count["bom"] == count[".csv"] {
		t.Errorf("kinds of files: %v", count)
	}
}

func TestSizesFollowTheBands(t *testing.T) {
	c := draw(options(1500, 3))
	bands := make([]int, len(sizeBands))
	members := 0
	for _, s := range c.seats {
		n := len(s.Members)
		members += n
		for i, b := range sizeBands {
			if b.min <= n && n <= b.max {
				bands[i]++
			}
		}
	}
	for i, b := range sizeBands {
		if want := int(b.share * 1500); bands[i] < want-2 || bands[i] > want+2 {
			t.Errorf("branches of %d–%d members: %d, want about %d", b.min, b.max, bands[i], want)
		}
	}
	if mean := float64(members) / 1500; mean < 19 || mean > 21 {
		t.Errorf("mean size %.1f, want about 20", mean)
	}
}

func TestAllKinds(t *testing.T) {
	c := draw(options(60, 4))
	kinds, committees := map[config.BranchKind]int{}, map[config.CommitteeKind]int{}
	for _, s := range c.seats {
		kinds[s.Kind]++
	}
	for _, k := range kindShares {
		if kinds[k.kind] == 0 {
			t.Errorf("no branch of kind %s among 60", k.kind)
		}
	}
	for _, com := range draw(options(400, 4)).committees {
		committees[com.Kind]++
	}
	for _, k := range []config.CommitteeKind{config.Township, config.Street, config.Department, config.Enterprise, config.GeneralBranch} {
		if committees[k] == 0 {
			t.Errorf("no committee of kind %s above 400 branches", k)
		}
	}
}

func TestCountOfBranches(t *testing.T) {
	for _, n := range []int{1, 2, 3, 7, 19, 60, 333, 1500, 5000} {
		c := draw(options(n, 5))
		codes, shorts := map[string]bool{}, map[string]bool{}
		under := 0
		for _, com := range c.committees {
			under += len(com.Branches)
		}
		for _, s := range c.seats {
			codes[s.Code], shorts[s.Short] = true, true
		}
		if len(c.seats) != n || under != n || len(codes) != n || len(shorts) != n {
			t.Errorf("%d branches wanted: %d drawn, %d under committees, %d codes, %d short names", n, len(c.seats), under, len(codes), len(shorts))
		}
	}
}

func TestSizesAndGroupsGiven(t *testing.T) {
	o := options(5, 6)
	o.Sizes, o.Groups = []int{3, 7, 50, 120}, []int{0, 1, 8, 12}
	c := draw(o)
	for i, n := range o.Sizes {
		if b := c.seats[i]; len(b.Members) != n || len(b.Groups) != o.Groups[i] {
			t.Errorf("branch %d: %d members in %d groups, want %d in %d", i, len(b.Members), len(b.Groups), n, o.Groups[i])
		}
	}
}

func TestMembersAreConsistent(t *testing.T) {
	c := draw(options(300, 9))
	type identity struct {
		name  string
		birth date.Date
	}
	for _, s := range c.seats {
		full, secretaries := 0, 0
		seen := map[identity]bool{}
		for _, m := range s.Members {
			id := identity{m.Name, m.Birth}
			switch {
			case seen[id]:
				t.Errorf("%s: %s twice", s.Code, m.Name)
			case m.Birth.AgeOn(m.Joined) < 18 || !m.Birth.Valid() || !m.Joined.Valid():
				t.Errorf("%s: %s born %s joined %s", s.Code, m.Name, m.Birth, m.Joined)
			case m.Probation != m.Confirmed.IsZero(), !m.Probation && m.Confirmed.Before(m.Joined), !m.Confirmed.Before(date.New(2026, 12, 10)):
				t.Errorf("%s: %s joined %s, confirmed %s", s.Code, m.Name, m.Joined, m.Confirmed)
			}
			seen[id] = true
			if !m.Probation {
				full++
			}
			if m.Has("书记") {
				secretaries++
			}
		}
		if secretaries != 1 || full < 3 || s.HasCommittee != (full >= 7) {
			t.Errorf("%s: %d secretaries, %d full members, committee %t", s.Code, secretaries, full, s.HasCommittee)
		}
	}
}

func TestRareCharacters(t *testing.T) {
	set, err := fonts.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	gb2312, gbk := simplifiedchinese.HZGB2312.NewEncoder(), simplifiedchinese.GBK.NewEncoder()
	holds := func(e interface{ String(string) (string, error) }, r rune) bool {
		_, err := e.String(string(r))
		return err == nil
	}
	for _, r := range slices.Concat(rareGBK, rareExtA, rareWide) {
		if !set.Covers(r) {
			t.Errorf("%c U+%04X is in no font", r, r)
		}
		if holds(gb2312, r) {
			t.Errorf("%c U+%04X is in GB 2312, not rare", r, r)
		}
	}
	for _, r := range rareGBK {
		if !holds(gbk, r) {
			t.Errorf("%c U+%04X is not in GBK", r, r)
		}
	}
	for _, r := range rareExtA {
		if r < 0x3400 || r > 0x4DBF {
			t.Errorf("%c U+%04X is not in Extension A", r, r)
		}
	}
	for _, r := range rareWide {
		if r <= 0xFFFF {
			t.Errorf("%c U+%04X is not beyond U+FFFF", r, r)
		}
	}
	rare := map[rune]bool{}
	for _, r := range slices.Concat(rareGBK, rareExtA, rareWide) {
		rare[r] = true
	}
	names, with, beyond := 0, 0, 0
	for _, s := range draw(options(1500, 2)).seats {
		for _, m := range s.Members {
			names++
			if strings.ContainsFunc(m.Name, func(r rune) bool { return rare[r] }) {
				with++
			}
			if strings.ContainsFunc(m.Name, func(r rune) bool { return r > 0xFFFF }) {
				beyond++
			}
			if missing := set.Missing(m.Name); missing != nil {
				t.Errorf("%s: no font has %c", m.Name, missing)
			}
		}
	}
	if share := float64(with) / float64(names); share < .03 || share > .05 || beyond == 0 || beyond > names/300 {
		t.Errorf("of %d names %d have a rare character, %d one beyond U+FFFF", names, with, beyond)
	}
}

func TestOptionsRefused(t *testing.T) {
	for name, o := range map[string]Options{
		"no branches":   options(0, 1),
		"too many":      options(MaxBranches+1, 1),
		"no year":       {Branches: 3},
		"short code":    {Branches: 3, Year: 2027, Code: "4199"},
		"letters":       {Branches: 3, Year: 2027, Code: "41990x"},
		"control name":  {Branches: 3, Year: 2027, Name: "示例\n县"},
		"empty branch":  {Branches: 3, Year: 2027, Sizes: []int{0}},
		"minus a group": {Branches: 3, Year: 2027, Groups: []int{-1}},
	} {
		if files, err := Files(o); err == nil || files != nil {
			t.Errorf("%s: no error", name)
		}
	}
}

type file struct {
	bytes.Buffer
	closed *int
	fail   error
}

func (f *file) Close() error { *f.closed++; return f.fail }

func TestWrite(t *testing.T) {
	var names []string
	closed := 0
	err := Write(options(8, 1), func(name string) (io.WriteCloser, error) {
		names = append(names, name)
		return &file{closed: &closed}, nil
	})
	if err != nil || closed != len(names) || !slices.IsSorted(names) || !slices.Contains(names, "county.toml") {
		t.Errorf("error %v, %d closed of %q", err, closed, names)
	}
	full := errors.New("disk full")
	err = Write(options(8, 1), func(string) (io.WriteCloser, error) { return &file{closed: &closed, fail: full}, nil })
	if !errors.Is(err, full) {
		t.Errorf("error of Close lost: %v", err)
	}
	err = Write(options(8, 1), func(string) (io.WriteCloser, error) { return nil, full })
	if !errors.Is(err, full) {
		t.Errorf("error of create lost: %v", err)
	}
}

func TestNumeral(t *testing.T) {
	for n, want := range map[int]string{1: "一", 10: "十", 12: "十二", 20: "二十", 35: "三十五", 99: "九十九", 120: "120"} {
		if got := numeral(n); got != want {
			t.Errorf("numeral(%d) = %s, want %s", n, got, want)
		}
	}
}

func BenchmarkFiles(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		mustFiles(b, options(1500, 1))
	}
}

func TestHalfOfTheBranchesStandInRosters(t *testing.T) {
	for _, n := range []int{60, 400, 1500} {
		inTOML := 0
		for _, data := range mustFiles(t, options(n, 3)) {
			inTOML += bytes.Count(data, []byte("\n[[branch]]"))
		}
		if inTOML*10 < n*4 || inTOML*10 > n*6 {
			t.Errorf("of %d branches %d stand in TOML files", n, inTOML)
		}
	}
}
