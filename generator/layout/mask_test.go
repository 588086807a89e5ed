package layout

import (
	"math/rand/v2"
	"testing"

	"rsc.io/qr/coding"
)

// slowPenalty rates a code module by module, as the standard tells it.
func slowPenalty(black func(x, y int) bool, size int) int {
	n, dark := 0, 0
	corner := []bool{true, false, true, true, true, false, true}
	line := func(at func(i int) bool) {
		run := 1
		for i := 1; i <= size; i++ {
			if i < size && at(i) == at(i-1) {
				run++
				continue
			}
			if run >= 5 {
				n += 3 + run - 5
			}
			run = 1
		}
		for i := 0; i+11 <= size; i++ {
			for _, light := range []int{0, 7} { // where the four light modules are
				like := true
				for k := range 11 {
					want := false
					switch {
					case light == 0 && k >= 4:
						want = corner[k-4]
					case light == 7 && k < 7:
						want = corner[k]
					}
					like = like && at(i+k) == want
				}
				if like {
					n += 40
				}
			}
		}
	}
	for i := range size {
		line(func(k int) bool { return black(k, i) })
		line(func(k int) bool { return black(i, k) })
	}
	for y := range size {
		for x := range size {
			if black(x, y) {
				dark++
			}
			if x > 0 && y > 0 && black(x, y) == black(x-1, y) && black(x, y) == black(x, y-1) && black(x, y) == black(x-1, y-1) {
				n += 3
			}
		}
	}
	percent := float64(dark) * 100 / float64(size*size)
	for off := max(percent-50, 50-percent); off >= 5; off -= 5 {
		n += 10
	}
	return n
}

// TestMasks: of the eight masks of the standard the one with the lowest
// penalty is taken, and the code is the one that the library makes with it.
func TestMasks(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-"
	used := map[coding.Mask]bool{}
	for range 200 {
		text := make([]byte, 8+r.IntN(50))
		for i := range text {
			text[i] = letters[r.IntN(len(letters))]
		}
		got, err := encode(string(text))
		if err != nil {
			t.Fatal(err)
		}
		v := coding.Version((len(got) - 17) / 4)
		least, found := 1<<30, false
		for m := range coding.Mask(masks) {
			plan, err := coding.NewPlan(v, coding.Q, m)
			if err != nil {
				t.Fatal(err)
			}
			code, err := plan.Encode(coding.Alpha(text))
			if err != nil {
				t.Fatal(err)
			}
			rows := rowsOf(code)
			n := slowPenalty(code.Black, code.Size)
			if fast := rows.penalty(rows.turned()); fast != n {
				t.Fatalf("%s, mask %d: penalty %d, module by module %d", text, m, fast, n)
			}
			if n >= least {
				continue
			}
			least, found = n, true
			for y := range rows {
				found = found && rows[y] == got[y]
			}
			if found {
				used[m] = true
			}
		}
		if !found {
			t.Fatalf("%s: not the code of the lowest penalty", text)
		}
	}
	if len(used) < 6 {
		t.Errorf("only the masks %v are ever used", used)
	}
}

func BenchmarkIdentity(b *testing.B) {
	for b.Loop() {
		if _, err := encode("419900-2027-01-001-DC-D02-046-3"); err != nil {
			b.Fatal(err)
		}
	}
}
