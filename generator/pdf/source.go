package pdf

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// source is a document as gofpdf writes it: one piece, objects one behind the
// other, a cross-reference table.
type source struct {
	data    []byte
	table   int   // where the cross-reference table is
	offsets []int // of the objects by number; 0 is unused
	order   []int // numbers of the objects in the order of the file
}

// xrefLine is the fixed length of a line of the table.
const xrefLine = len("0000000000 00000 n \n")

var errForeign = errors.New("not a document as gofpdf writes it")

func readSource(data []byte) (*source, error) {
	i := bytes.LastIndex(data, []byte("\nstartxref\n"))
	if i < 0 {
		return nil, fmt.Errorf("no startxref: %w", errForeign)
	}
	s := &source{data: data}
	if _, err := fmt.Sscanf(string(data[i:min(len(data), i+40)]), "\nstartxref\n%d\n", &s.table); err != nil || s.table <= 0 || s.table >= i {
		return nil, fmt.Errorf("startxref: %w", errForeign)
	}
	head, _, _ := bytes.Cut(data[s.table:i], []byte("\n0000000000 65535 f \n"))
	var n int
	if _, err := fmt.Sscanf(string(head), "xref\n0 %d", &n); err != nil || n < 1 || n > i/xrefLine {
		return nil, fmt.Errorf("cross-reference table: %w", errForeign)
	}
	lines := s.table + len(head) + 1
	if lines+n*xrefLine > i {
		return nil, fmt.Errorf("cross-reference table: %w", errForeign)
	}
	s.offsets = make([]int, n)
	for k := 1; k < n; k++ {
		line := data[lines+k*xrefLine:]
		at, err := strconv.Atoi(string(line[:10]))
		if err != nil || at <= 0 || at >= s.table || !bytes.HasPrefix(data[at:], objectHead(k)) {
			return nil, fmt.Errorf("object %d: %w", k, errForeign)
		}
		s.offsets[k] = at
		s.order = append(s.order, k)
	}
	slices.SortFunc(s.order, func(a, b int) int { return cmp.Compare(s.offsets[a], s.offsets[b]) })
	return s, nil
}

func objectHead(n int) []byte { return append(strconv.AppendInt(nil, int64(n), 10), " 0 obj\n"...) }

// objects yields the objects with their numbers, in the order of the file.
func (s *source) objects(yield func(n int, obj []byte) bool) {
	for i, n := range s.order {
		end := s.table
		if i+1 < len(s.order) {
			end = s.offsets[s.order[i+1]]
		}
		if !yield(n, s.data[s.offsets[n]:end]) {
			return
		}
	}
}
