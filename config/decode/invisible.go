package decode

import (
	"fmt"
	"strings"
	"unicode"

	"dangce/config/diag"
)

// unseenNames are characters that show nothing and that copying from web
// pages and chats leaves, with what they are.
var unseenNames = map[rune]string{
	'\u00A0': "不换行空格", '\u00AD': "软连字符", '\u034F': "组合连接符", '\u115F': "朝鲜文填充符", '\u1160': "朝鲜文填充符", '\u180E': "蒙古文分隔符",
	'\u200B': "零宽空格", '\u200C': "零宽不连字", '\u200D': "零宽连字", '\u200E': "左至右标记", '\u200F': "右至左标记",
	'\u2028': "行分隔符", '\u2029': "段分隔符", '\u202A': "方向标记", '\u202B': "方向标记", '\u202C': "方向标记", '\u202D': "方向标记", '\u202E': "方向标记",
	'\u2060': "单词连接符", '\u2800': "盲文空格", '\u3164': "朝鲜文填充符", '\uFEFF': "字节顺序标记", '\uFFA0': "朝鲜文填充符", '\uFFFC': "对象替换符",
}

// unseen names a character that shows nothing, by its code; "" for others.
func unseen(r rune) string {
	name, ok := unseenNames[r]
	switch {
	case ok:
	case 0xFE00 <= r && r <= 0xFE0F, 0xE0100 <= r && r <= 0xE01EF:
		name = "字形选择符"
	case unicode.Is(unicode.Cf, r):
		name = "格式控制符"
	case unicode.Is(unicode.Zs, r) && r != ' ' && r != '\u3000':
		name = "特殊宽度的空格"
	default:
		return ""
	}
	return fmt.Sprintf("U+%04X（%s）", r, name)
}

// dropped reports characters that texts lose: those that show nothing. Spaces
// of any width are kept.
func dropped(r rune) bool {
	return r >= 0xAD && !unicode.Is(unicode.Zs, r) && unseen(r) != ""
}

// invisible takes characters that show nothing out of all texts, and says so:
// what looks like 01-003 must be 01-003.
func (f *File) invisible(out *diag.List) {
	if strings.IndexFunc(f.tree.src, dropped) < 0 {
		return
	}
	for i := range f.tree.nodes {
		n := &f.tree.nodes[i]
		if n.kind != str {
			continue
		}
		at := strings.IndexFunc(n.text, dropped)
		if at < 0 {
			continue
		}
		r := []rune(n.text[at:])[0]
		place := n.val
		if inside := strings.IndexRune(f.tree.src[n.val.off:n.val.off+n.val.len], r); inside >= 0 {
			place = span{n.val.off + uint32(inside), uint32(len(string(r)))}
		}
		out.Add(diag.Finding{Place: f.at(place), Severity: diag.Warning, Code: "invisible",
			Message: "这里有看不见的字符 " + unseen(r) + "，没有当作内容", Hint: "删去引号里的内容，重新输入"})
		n.text = strings.Map(func(r rune) rune {
			if dropped(r) {
				return -1
			}
			return r
		}, n.text)
	}
}
