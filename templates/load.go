package templates

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"reflect"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/templates/phrase"
)

// readTOML parses one template; nil after a finding.
func readTOML(fsys fs.FS, overlayName, name string, out *diag.List) *decode.File {
	shown := Origin(fsys, overlayName, name)
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		message := "读不了这个文件：" + diag.Cause(err)
		if errors.Is(err, fs.ErrNotExist) {
			message = "没有这个文件：" + path.Base(name)
		}
		out.Add(diag.Finding{Place: diag.Place{File: shown}, Code: "no-file", Message: message, Hint: "恢复这个文件，或删去覆盖它的文件"})
		return nil
	}
	file := decode.Parse(shown, data, out)
	if file != nil {
		renameKeys(name, file, out)
	}
	return file
}

// readLayered fills dst from the program's own file and then from the
// county's, which says only what it says differently: see phrase.Choice.Change
// for what differs between branches. It returns the county's file, or the
// program's where there is none; nil after a finding.
func readLayered(fsys fs.FS, overlayName, name string, dst any, out *diag.List) *decode.File {
	if o, ok := fsys.(overlay); ok {
		if _, err := fs.Stat(o.over, name); err == nil {
			if file := readTOML(o.base, "", name, out); file != nil {
				file.Bind(dst, out)
			}
		}
	}
	file := readTOML(fsys, overlayName, name, out)
	if file == nil {
		return nil
	}
	Walk(dst, "", func(path string, _ reflect.StructTag, v reflect.Value) bool {
		c, ok := v.Addr().Interface().(phrase.Varying)
		if ok && file.Has(path) && (file.Has(path+"."+phrase.Default) || file.Plain(path)) {
			c.Clear()
		}
		return !ok
	})
	file.Bind(dst, out)
	return file
}

// item is the path of the i-th element of a list.
func item(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }
