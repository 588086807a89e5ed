package decode

import (
	"fmt"
	"regexp"
	"strings"

	"dangce/config/diag"
)

// A document with a fault is read a statement at a time: a line, or as many
// as a value has. What is wrong with a statement then hides nothing in the
// others, and a table keeps its keys though one of them is lost.

// mostFaults of a file are worth reading.
const mostFaults = 50

// parseParts reads a document that has faults.
func parseParts(name, src string, data []byte, out *diag.List) *File {
	b := newBuilder(src)
	f := &File{name: name, tree: &b.tree}
	found, faults, good := new(diag.List), 0, 0
	blanked := []byte(src) // without the statements that are no TOML
	statements(src, func(from, to int) {
		nodes := len(b.nodes)
		b.base = uint32(from)
		b.read(data[from:to:to])
		if b.fault == nil {
			if len(b.nodes) > nodes {
				good++
			}
			return
		}
		if faults++; faults <= mostFaults {
			f.report(b.fault, found)
		}
		code := b.fault.code
		b.fault = nil
		blank(blanked[from:to])
		if code == "syntax" {
			b.salvage(src[from:to], from)
		}
	})
	if b.judge || faults == 0 {
		faults += f.judged(blanked, found)
	}
	if faults > mostFaults {
		found.Add(diag.Finding{Place: diag.Place{File: name}, Code: "syntax", Message: fmt.Sprintf("还有 %d 处写法不对，没有列出", faults-mostFaults), Hint: "先改前面的，再检查一次"})
	}
	if good == 0 && (faults > 2 || !strings.ContainsAny(src, "=＝[abcdefghijklmnopqrstuvwxyz")) {
		out.Add(diag.Finding{Place: diag.Place{File: name}, Code: "foreign-file", Message: "这不是配置文件，一行也看不懂",
			Hint: "这里要写 county.toml 这样的文本文件；名册放进名册文件夹；dangce init 生成一套可以改的起步文件"})
		return nil
	}
	for _, x := range found.Sorted() {
		out.Add(x)
	}
	f.invisible(out)
	return f
}

// judged reports what the full decoder refuses, and returns how much.
func (f *File) judged(src []byte, out *diag.List) int {
	for n := range mostFaults {
		bad := judge(string(src))
		if bad == nil {
			return n
		}
		f.report(bad, out)
		done := true
		statements(string(src), func(from, to int) {
			if from <= int(bad.at.off) && int(bad.at.off) < to && len(strings.TrimSpace(string(src[from:to]))) > 0 {
				blank(src[from:to])
				done = false
			}
		})
		if done {
			return n + 1
		}
	}
	return mostFaults
}

func blank(text []byte) {
	for i, c := range text {
		if c != '\n' {
			text[i] = ' '
		}
	}
}

// salvage keeps of a statement that is no TOML what can be told of it: the
// table that it opens, or the key whose value is lost.
func (b *builder) salvage(text string, from int) {
	if m := brokenHeader.FindStringSubmatchIndex(text); m != nil {
		name, double := text[m[4]:m[5]], m[3]-m[2] > len("［")
		if double = double || strings.HasPrefix(text[m[2]:m[3]], "[["); double {
			b.again("[["+name+"]]", from+m[4]-2)
		} else {
			b.again("["+name+"]", from+m[4]-1)
		}
		return
	}
	if m := brokenPair.FindStringSubmatchIndex(text); m != nil {
		b.lost = true
		b.again(text[m[2]:m[3]]+"=0", from+m[2])
		b.lost = false
		return
	}
	if strings.TrimSpace(text) != "" {
		b.nodes[b.cur].holes = true
	}
}

var (
	brokenHeader = regexp.MustCompile(`^[\s\x{3000}]*([\[【［〔]+)\s*([A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)`)
	brokenPair   = regexp.MustCompile(`^[\s\x{3000}]*([A-Za-z0-9_-]+)[\s\x{3000}]*(?:[=＝:：]|$)`)
)

// again reads a statement put right whose key lies at an offset. What is
// wrong with it now has had its finding or will not get one.
func (b *builder) again(text string, off int) {
	b.base = uint32(off) // wraps below 0, and back when an offset is added
	b.read([]byte(text)[:len(text):len(text)])
	b.fault = nil
}

// statements calls do for each statement of a document, blank lines and
// comments included. A value that goes on over lines and is never closed ends
// where the next key or table begins.
func statements(src string, do func(from, to int)) {
	for from := 0; from < len(src); {
		to := from + statement(src[from:])
		do(from, to)
		from = to
	}
}

// begins is a line with which a statement begins.
var begins = regexp.MustCompile(`^\s*(?:[A-Za-z0-9_-]+\s*=|\[\[?[A-Za-z][\w.]*\]\]?\s*(?:#.*)?$)`)

// statement returns the length of the first statement.
func statement(src string) int {
	depth, end := 0, 0
	for end < len(src) {
		line := src[end:]
		if i := strings.IndexByte(line, '\n'); i >= 0 {
			line = line[:i+1]
		}
		if depth > 0 && begins.MatchString(strings.TrimRight(line, "\r\n")) {
			return end
		}
		n, d := brackets(src[end:], len(line))
		end += n
		if depth += d; depth <= 0 {
			return end
		}
	}
	return end
}

// brackets reads a line of n bytes, and as many more as a text of several
// lines needs. It returns how many bytes it read, and how many more brackets
// of values were opened than closed.
func brackets(src string, n int) (length, depth int) {
	value := false // behind the first = or on a line that goes on
	if t := strings.TrimLeft(src[:n], " \t"); !strings.HasPrefix(t, "[") || !begins.MatchString(strings.TrimRight(src[:n], "\r\n")) {
		value = true
	}
	for i := 0; i < n; {
		switch c := src[i]; {
		case c == '#':
			return n, depth
		case c == '"' || c == '\'':
			quotes := strings.Repeat(string(c), 3)
			if strings.HasPrefix(src[i:], quotes) {
				end := closing(src[i+3:], quotes)
				if end < 0 {
					return n, depth // never closed
				}
				i += 3 + end
				if i > n { // the rest of the line on which it ends
					n = i + strings.IndexByte(src[i:]+"\n", '\n') + 1
					n = min(n, len(src))
				}
				continue
			}
			i += quoted(src[i:n])
			continue
		case value && (c == '[' || c == '{'):
			depth++
		case value && (c == ']' || c == '}'):
			depth--
		}
		i++
	}
	return n, depth
}

// closing returns the length of a text of several lines with its quotes, or -1.
func closing(src, quotes string) int {
	for i := 0; i < len(src); i++ {
		switch {
		case src[i] == '\\' && quotes[0] == '"':
			i++
		case strings.HasPrefix(src[i:], quotes):
			i += 3
			for n := 0; n < 2 && i < len(src) && src[i] == quotes[0]; n++ {
				i++ // quotes of the text itself
			}
			return i
		}
	}
	return -1
}

// quoted returns the length of a text in quotes; that of the line for a text
// that is never closed.
func quoted(line string) int {
	for i := 1; i < len(line); i++ {
		switch {
		case line[i] == '\\' && line[0] == '"':
			i++
		case line[i] == line[0]:
			return i + 1
		}
	}
	return len(line)
}
