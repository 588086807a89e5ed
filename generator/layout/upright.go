package layout

import "strings"

// upright words a text for characters one below the other: brackets, stops
// and dashes take the forms made for that; quotation marks, whose forms look
// like corner brackets, are left out.
var upright = strings.NewReplacer(
	"“", "", "”", "", "‘", "", "’", "",
	"（", "︵", "）", "︶", "(", "︵", ")", "︶",
	"〔", "︹", "〕", "︺", "［", "﹇", "］", "﹈", "[", "﹇", "]", "﹈", "【", "︻", "】", "︼",
	"《", "︽", "》", "︾", "〈", "︿", "〉", "﹀", "「", "﹁", "」", "﹂", "『", "﹃", "』", "﹄",
	"，", "︐", "、", "︑", "。", "︒", "：", "︓", "；", "︔",
	"——", "︱︱", "—", "︱", "－", "︱", "-", "︱", "–", "︱", "…", "︙", "～", "︴",
)
