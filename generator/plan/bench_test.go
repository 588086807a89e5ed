package plan

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

func BenchmarkForBranch(b *testing.B) {
	for _, groups := range []int{0, 2, 8} {
		b.Run(fmt.Sprintf("groups=%d", groups), func(b *testing.B) {
			c := randomCounty(rand.New(rand.NewPCG(1, 1)), 40)
			c.Year = 2027
			cal := Year(c, built(b))
			br := c.Committees[0].Branches[0]
			br.Groups, br.HasCommittee, br.Founded.Year = branch(groups).Groups, true, 2001
			b.ReportAllocs()
			for b.Loop() {
				ForBranch(cal, br)
			}
		})
	}
}

func BenchmarkYear(b *testing.B) {
	c, ts := county(2027), built(b)
	b.ReportAllocs()
	for b.Loop() {
		Year(c, ts)
	}
}
