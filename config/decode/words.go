package decode

import (
	"cmp"
	"strings"
	"unicode/utf8"
)

// noun names a kind of value in messages.
func (k kind) noun() string {
	return [...]string{
		table: "表", tables: "多个表", array: "数组", str: "文字", integer: "整数",
		float: "小数", boolean: "true 或 false", day: "日期", moment: "日期和时间", clock: "时间", lost: "看不懂的内容",
	}[k]
}

// takes reports whether a value of the kind may fill the type.
func (s *shape) takes(k kind) bool {
	if s.form == asSlice {
		return k == array
	}
	return k == str
}

// noun names what a Go type takes.
func (s *shape) noun() string {
	switch s.form {
	case asLater:
		return "表"
	case asString, asText:
		return "文字（加引号）"
	case asInt:
		return "整数"
	case asFloat:
		return "数字"
	case asBool:
		return " true 或 false"
	case asDate:
		return "日期"
	case asFen:
		return "金额（加引号的元）"
	case asPercent:
		return "百分数（加引号）"
	case asPointer:
		return s.elem.noun()
	case asSlice:
		return "数组"
	default:
		return "表"
	}
}

// sample writes a valid line for the field.
func (f *field) sample() string {
	return f.name + " = " + f.shape.sample(f.example)
}

func (s *shape) sample(example string) string {
	switch s.form {
	case asString, asText:
		return `"` + cmp.Or(example, "……") + `"`
	case asFen:
		return `"` + cmp.Or(example, "4900.00") + `"`
	case asPercent:
		return `"` + cmp.Or(example, "0.5") + `"`
	case asInt:
		return cmp.Or(example, "1")
	case asFloat:
		return cmp.Or(example, "0.1")
	case asBool:
		return cmp.Or(example, "true")
	case asDate:
		return cmp.Or(example, "2027-01-15")
	case asPointer:
		return s.elem.sample(example)
	case asSlice:
		return "[" + s.elem.sample(example) + "]"
	default:
		return "{ " + cmp.Or(example, "……") + " }"
	}
}

// unknown reports a key that its table does not know, with the key that was
// probably meant.
func (b *binder) unknown(r ref, keys []string) {
	name := b.tree.nodes[r].name
	b.report(b.file.keyPlace(r), "unknown-key", "不认识的键 "+name, b.advise(name, keys))
}

func (b *binder) advise(name string, keys []string) string {
	for _, k := range keys {
		if fold(k) == fold(name) {
			return "应写成 " + k + "（区分大小写，用半角字符）"
		}
	}
	// A key after the first sub-table belongs to that sub-table: the
	// commonest mistake in branch files.
	for i := len(b.outer) - 2; i >= 0; i-- {
		o := b.outer[i]
		if o.shape.lookup(name) < 0 {
			continue
		}
		if o.ref == 0 {
			return name + " 要写在文件开头，第一个 [表] 之前"
		}
		return name + " 属于 " + b.tree.headerOf(o.ref) + "，要写在它的第一个子表之前"
	}
	if near := Nearest(name, keys); near != "" {
		return "是不是 " + near + "？"
	}
	return "这里可以写：" + strings.Join(keys, "、")
}

// Nearest returns the word most like name, or "" if none is like it: one
// character in three may differ. Case and full-width forms do not count.
func Nearest(name string, words []string) string {
	name = fold(name)
	best, least := "", 1+utf8.RuneCountInString(name)/3
	for _, w := range words {
		if d := distance(name, fold(w), least); d < least {
			best, least = w, d
		}
	}
	return best
}

// fold makes full-width letters half-width, lower-cases, and drops what
// people put between words.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xFF00 && r < 0xFF5F {
			r -= 0xFEE0
		}
		switch {
		case r == '_' || r == '-' || r == ' ' || r == '\u3000':
			return -1
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// distance is the number of insertions, deletions, replacements and swaps of
// neighbours between two words, or limit if it is not smaller.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if d := len(x) - len(y); max(d, -d) >= limit {
		return limit
	}
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			d := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d = min(d, rows[i-2][j-2]+1)
			}
			rows[i][j] = d
		}
	}
	return min(rows[len(x)][len(y)], limit)
}
