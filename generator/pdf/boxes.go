package pdf

import "bytes"

// orderBoxes puts the boxes of every page into one order. gofpdf writes them
// in the order of a map, which changes from run to run; exchanging two lines
// in place moves nothing else.
func orderBoxes(data []byte) {
	head := []byte("<</Type /Page\n/Parent 1 0 R\n")
	for at := 0; ; {
		i := bytes.Index(data[at:], head)
		if i < 0 {
			return
		}
		at += i + len(head)
		first := at
		if isLine(data, at, "/MediaBox [") { // written where a page differs from the first
			first = nextLine(data, at)
		}
		second := nextLine(data, first)
		end := nextLine(data, second)
		if isLine(data, first, "/TrimBox [") && isLine(data, second, "/BleedBox [") {
			swapped := append(bytes.Clone(data[second:end]), data[first:second]...)
			copy(data[first:end], swapped)
		}
	}
}

// nextLine returns the start of the line after the one at i.
func nextLine(data []byte, i int) int {
	if i >= len(data) {
		return len(data)
	}
	if n := bytes.IndexByte(data[i:], '\n'); n >= 0 {
		return i + n + 1
	}
	return len(data)
}

func isLine(data []byte, i int, prefix string) bool {
	return i < len(data) && bytes.HasPrefix(data[i:], []byte(prefix))
}
