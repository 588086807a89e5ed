package press

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

var errTable = errors.New("pdfcpu 写出的交叉引用表不是预期的样子")

// inOrder puts the objects of a file in the order of their numbers. pdfcpu
// writes them in the order of a map, which changes from run to run; what is
// exchanged is as long as before, so nothing else moves.
func inOrder(data []byte) ([]byte, error) {
	objects, end, err := table(data)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(objects, func(a, b object) int { return a.from - b.from })
	for i := range objects {
		objects[i].to = end
		if i+1 < len(objects) {
			objects[i].to = objects[i+1].from
		}
	}
	out := append(make([]byte, 0, len(data)), data[:objects[0].from]...)
	slices.SortFunc(objects, func(a, b object) int { return a.number - b.number })
	for i := range objects {
		o := &objects[i]
		o.moved = len(out)
		out = append(out, data[o.from:o.to]...)
	}
	out = append(out, data[end:]...)
	for _, o := range objects {
		copy(out[o.entry:], fmt.Appendf(nil, "%010d", o.moved))
	}
	return out, nil
}

// object is a numbered part of a file: where it is, where it moves, and
// where the table says so.
type object struct{ number, from, to, moved, entry int }

// table reads the cross-reference table: the objects, and where they end.
func table(data []byte) (objects []object, at int, err error) {
	i := bytes.LastIndex(data, []byte("\nstartxref\n"))
	if i < 0 {
		return nil, 0, errTable
	}
	if _, err := fmt.Sscan(string(data[i+len("\nstartxref\n"):]), &at); err != nil || at < 0 || at > i || !bytes.HasPrefix(data[at:], []byte("xref\n")) {
		return nil, 0, errTable
	}
	const entry = len("0000000000 65535 f\n") // with the blank before the end of line
	for p := at + len("xref\n"); !bytes.HasPrefix(data[p:], []byte("trailer")); {
		head, _, ok := bytes.Cut(data[p:], []byte("\n"))
		var first, n int
		if _, err := fmt.Sscanf(string(head), "%d %d", &first, &n); err != nil || !ok {
			return nil, 0, errTable
		}
		p += len(head) + 1
		for k := range n {
			line, _, ok := bytes.Cut(data[p:], []byte("\n"))
			if !ok || len(line) < entry-1 {
				return nil, 0, errTable
			}
			from, err := strconv.Atoi(string(line[:10]))
			if err != nil {
				return nil, 0, errTable
			}
			if bytes.Contains(line[10:], []byte("n")) {
				objects = append(objects, object{number: first + k, from: from, entry: p})
			}
			p += len(line) + 1
		}
	}
	if len(objects) == 0 {
		return nil, 0, errTable
	}
	return objects, at, nil
}
