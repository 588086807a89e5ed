package templates

import (
	"fmt"
	"regexp"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
)

var (
	bookCode = regexp.MustCompile(`^[A-Z]{2}$`)
	pageID   = regexp.MustCompile(`^[0-9A-Z]{1,6}$`)
)

// examples of what a book must say.
var examples = map[string]string{"code": `code = "KN"`, "title": `title = "困难党员帮扶登记册"`, "file": `file = "困难党员帮扶登记册.pdf"`, "for": `for = "branch"`}

// checkNames checks what ends up in the names of files and in the identities
// of pages, which know capitals and digits only.
func (b *Book) checkNames(out *diag.List) {
	f := b.Source
	for key, value := range map[string]string{"code": b.Code, "title": b.Title.String(), "file": b.File.String(), "for": b.For} {
		if value == "" && f.Given(key) {
			f.Add(out, diag.Error, "empty", key, key+" 是空的", "例："+examples[key])
		}
	}
	if b.Code != "" && !bookCode.MatchString(b.Code) {
		f.Add(out, diag.Error, "bad-code", "code", fmt.Sprintf("书的代号 %q 应是两个大写字母", b.Code), "例：code = \"KN\"，不要和别的书相同")
	}
	for key, name := range map[string]string{"file": b.File.String(), "imposed_file": b.Imposed.String(), "cover_file": b.Cover.String()} {
		if name == "" {
			continue
		}
		if base, ok := strings.CutSuffix(name, ".pdf"); !ok || base == "" || strings.ContainsAny(name, `/\`) {
			f.Add(out, diag.Error, "bad-file-name", key, fmt.Sprintf("文件名 %q 应以 .pdf 结尾，不带文件夹", name), "例："+key+" = \""+strings.ReplaceAll(b.Title.String(), `"`, "")+".pdf\"")
		}
	}
	if len(b.Pages) == 0 && f.State("page") != decode.Bad {
		f.Add(out, diag.Error, "no-pages", "", "这本书一页也没有", "至少写一段 [[page]]")
	}
	for i := range b.Pages {
		at := fmt.Sprintf("page[%d]", i)
		if id := b.Pages[i].ID; f.Given(at+".id") && !pageID.MatchString(id) {
			f.Add(out, diag.Error, "bad-page-id", at+".id", fmt.Sprintf("页的编号 %q 应是大写字母和数字，不超过 6 个", id), "例：id = \"K01\"")
		}
		if len(b.Pages[i].Blocks) == 0 && !f.Has("block") { // a [[block]] of nobody's was reported
			f.Add(out, diag.Error, "empty-page", at, "这一页什么也没写，不会印出来", "在它下面写 [[page.block]]，或删去这一段 [[page]]")
		}
	}
}
