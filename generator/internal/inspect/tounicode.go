package inspect

import "fmt"

// toUnicode reads the runs of a ToUnicode map.
func toUnicode(cmap []byte) ([]mapping, error) {
	var out []mapping
	l := lexer{data: cmap}
	var args []token
	for {
		t, ok := l.next()
		if !ok {
			return out, l.err
		}
		if t.kind != operator {
			args = append(args, t)
			continue
		}
		switch t.text {
		case "endbfchar":
			for i := 0; i+1 < len(args); i += 2 {
				out = append(out, mapping{args[i].code(), args[i].code(), utf16Text([]byte(args[i+1].text))})
			}
		case "endbfrange":
			for i := 0; i+2 < len(args); i += 3 {
				if args[i+2].kind != text {
					return nil, fmt.Errorf("ToUnicode range to a list")
				}
				out = append(out, mapping{args[i].code(), args[i+1].code(), utf16Text([]byte(args[i+2].text))})
			}
		}
		args = args[:0]
	}
}

// code is a two-byte string as a number.
func (t *token) code() uint16 {
	if t.kind != text || len(t.text) != 2 {
		return 0
	}
	return uint16(t.text[0])<<8 | uint16(t.text[1])
}
