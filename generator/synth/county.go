package synth

import (
	"fmt"
	"math/rand/v2"
	"time"

	"dangce/config"
	"dangce/config/date"
)

// county is a county drawn but not yet written. It uses the types of a
// checked County, so that a test can compare what was drawn with what was
// loaded.
type county struct {
	Options
	committees []*config.Committee // a 党总支 right after its 党委
	tops       int                 // committees that are no 党总支
	seats      []seat              // one for each branch, in the order of codes
	places     map[string]int      // how often a name of a place was used
	people     map[person]bool
}

// seat is a branch with what its names are made of.
type seat struct {
	*config.Branch
	org   string // 城关镇大王庄村
	house string // whose rooms it meets in: 大王庄村
}

// Streams of random numbers: one for what concerns the county as a whole, one
// for each branch and one for each committee's roster, so that a change to
// one leaves the others as they are.
const (
	countyStream = 1 << 32
	rosterStream = 2 << 32
)

func (c *county) rand(stream uint64) *rand.Rand {
	return rand.New(rand.NewPCG(c.Seed, stream))
}

// draw draws a county. The Options must have been checked.
func draw(o Options) *county {
	c := &county{Options: o, places: map[string]int{}, people: map[person]bool{}}
	r := c.rand(countyStream)
	c.drawUnits(r)
	sizes := drawSizes(r, len(c.seats))
	for i, s := range c.seats {
		br := c.rand(uint64(i))
		n := sizes[i]
		if i < len(c.Sizes) {
			n = c.Sizes[i]
		}
		groups := drawGroups(br, s.Kind, n)
		if i < len(c.Groups) {
			groups = c.Groups[i]
		}
		c.drawFoundation(br, s)
		c.addMembers(br, s.Branch, n, groups)
		form := "支部"
		if s.HasCommittee {
			form = "支部委员会"
		}
		s.Name = "中共" + c.Name + s.org + form
	}
	return c
}

// Sizes of branches: no statistics are published; these bands give a mean of
// about 20.
var sizeBands = []struct {
	min, max int
	share    float64
}{{3, 6, .15}, {7, 19, .45}, {20, 34, .25}, {35, 50, .13}, {51, 80, .02}}

// drawSizes draws n sizes, one from each n-th part of the distribution, so
// that even a small county has big and small branches.
func drawSizes(r *rand.Rand, n int) []int {
	sizes := make([]int, n)
	for i, p := range r.Perm(n) {
		sizes[i] = sizeAt((float64(p) + r.Float64()) / float64(n))
	}
	return sizes
}

// sizeAt returns the size below which the share u of all branches stays.
func sizeAt(u float64) int {
	for _, b := range sizeBands {
		if u < b.share {
			return b.min + int(u/b.share*float64(b.max-b.min+1))
		}
		u -= b.share
	}
	return sizeBands[len(sizeBands)-1].max
}

// drawGroups returns the number of 党小组: about one for ten members.
func drawGroups(r *rand.Rand, kind config.BranchKind, members int) int {
	if members < 12 || kind != config.Village && chance(r, 300) {
		return 0
	}
	return min(max(2, (members+5)/10), 8)
}

// drawFoundation draws when a branch was founded, when its term ends and where it
// meets. A term is 5 years in villages and communities, 3 elsewhere.
func (c *county) drawFoundation(r *rand.Rand, s seat) {
	term, first, place := 3, 1995, "党员活动室"
	switch s.Kind {
	case config.Village:
		term, first, place = 5, 1956, "党群服务中心"
	case config.Community:
		term, first, place = 5, 1998, "党群服务中心"
	case config.Private, config.SocialOrg:
		first, place = 2008, "会议室"
	}
	year := first + r.IntN(c.Year-1-first)
	s.Founded = date.New(year, 1+time.Month(r.IntN(12)), 1+r.IntN(28))
	end := date.New(c.Year+r.IntN(term), 1+time.Month(r.IntN(12)), 1)
	s.TermEnds = date.New(end.Year, end.Month, date.DaysIn(end.Year, end.Month))
	s.Place = s.house + place
}

// chance is true in perMille of a thousand cases.
func chance(r *rand.Rand, perMille int) bool { return r.IntN(1000) < perMille }

// pick returns one of the items.
func pick[T any](r *rand.Rand, items []T) T { return items[r.IntN(len(items))] }

// numeral writes 1 to 99 in Chinese.
func numeral(n int) string {
	digits := []rune("零一二三四五六七八九")
	switch {
	case n < 10:
		return string(digits[n])
	case n == 10:
		return "十"
	case n < 20:
		return "十" + string(digits[n-10])
	case n < 100 && n%10 == 0:
		return string(digits[n/10]) + "十"
	case n < 100:
		return string(digits[n/10]) + "十" + string(digits[n%10])
	}
	return fmt.Sprint(n)
}
