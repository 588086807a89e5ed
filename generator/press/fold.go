package press

// pair is two pages side by side on one side of a leaf, counted from 0.
type pair struct{ left, right int }

// sides lists front and back of each leaf of a saddle-stitched booklet of n
// pages, a multiple of four, the outermost leaf first: 12 and 1, 2 and 11,
// 10 and 3, …
func sides(n int) []pair {
	var out []pair
	for i := 0; i < n/2; i += 2 {
		out = append(out, pair{n - 1 - i, i}, pair{i + 1, n - 2 - i})
	}
	return out
}
