package sheet

import "testing"

func TestName(t *testing.T) {
	for in, want := range map[string]string{
		"张　三":               "张三",
		" 张 三\u200b ":       "张三",
		"张\n三":              "张三",
		"买买提．艾力":            "买买提·艾力",
		"买买提 • 艾力":          "买买提·艾力",
		"买买提‧艾力":            "买买提·艾力",
		"买买提・艾力":            "买买提·艾力",
		"买买提.艾力":            "买买提·艾力",
		"John   A. Smith":   "John A. Smith",
		"𠮷田\ufeff花":         "𠮷田花",
		"\U00020BB7\u00a0安": "\U00020BB7安",
		"①号":                "①号", // NFKC would make 1 of it
		"e\u0301":           "é",
		"":                  "",
		"　":                 "",
	} {
		if got := Name(in); got != want {
			t.Errorf("Name(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTidyAndFold(t *testing.T) {
	for _, c := range []struct{ in, tidy, fold string }{
		{"１３８００００００００", "13800000000", "13800000000"},
		{"'13800000000", "13800000000", "13800000000"},
		{"０１－００３", "01－003", "01-003"},
		{"东街（一组）　Ａ", "东街（一组） A", "东街(一组) A"},
		{" a\tb\u200b ", "a b", "a\tb"},
		{"第一组\n第二组", "第一组 第二组", "第一组\n第二组"},
	} {
		if got := Tidy(c.in); got != c.tidy {
			t.Errorf("Tidy(%q) = %q, want %q", c.in, got, c.tidy)
		}
		if got := Fold(c.in); got != c.fold {
			t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.fold)
		}
	}
}

func TestKey(t *testing.T) {
	for _, title := range []string{"出生年月", "出生\n年月", "* 出生年月：", "出 生 年 月（填）", "出生年月(如1980-05)", "【必填】出生年月"} {
		if got := Key(title); got != "出生年月" {
			t.Errorf("Key(%q) = %q", title, got)
		}
	}
	if Key("党员ＩＤ") != Key("党员id") {
		t.Error("width and case count")
	}
}
