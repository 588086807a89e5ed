package sheet

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/richardlehane/mscfb"
	"github.com/richardlehane/msoleps"
	"github.com/richardlehane/msoleps/types"
)

const oleMagic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

// openOLE reads a workbook of Excel 97 to 2003, whatever it is called, or says
// what else the container holds.
func openOLE(name string, data []byte, limits Limits) (*Book, error) {
	streams, err := oleStreams(data)
	if err != nil {
		return nil, damaged("", err)
	}
	has := func(stream string) bool { _, ok := streams[stream]; return ok }
	switch {
	case has("DRMContent"), has("DRMEncryptedDataSpace"):
		return nil, &Error{Reason: Wrapped, What: "微软权限管理"}
	case has("EncryptedPackage"):
		return nil, &Error{Reason: Locked}
	case has("Workbook"), has("Book"):
		stream := streams["Workbook"]
		if stream == nil {
			stream = streams["Book"]
		}
		content, err := readStream(stream, len(data))
		if err != nil {
			return nil, damaged("", err)
		}
		book, err := readBIFF(name, content, limits)
		if err != nil {
			return nil, refusal(err)
		}
		book.Properties, book.Modified = oleProperties(streams)
		return book, nil
	case has("WordDocument"):
		return nil, &Error{Reason: OtherFile, What: " Word 或 WPS 文字文档"}
	case has("PowerPoint Document"):
		return nil, &Error{Reason: OtherFile, What: "演示文稿"}
	case has("__properties_version1.0"):
		return nil, &Error{Reason: OtherFile, What: "一封邮件"}
	}
	return nil, &Error{Reason: OtherFile, What: "别的程序的文件"}
}

// guard turns a panic of the libraries for these containers into an error:
// they are made for sound files.
func guard(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("container: %v", p)
	}
}

// oleStreams lists the streams and storages of the container by name, those
// of the root first.
func oleStreams(data []byte) (streams map[string]*mscfb.File, err error) {
	defer guard(&err)
	r, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	streams = map[string]*mscfb.File{}
	files := slices.Clone(r.File)
	slices.SortStableFunc(files, func(a, b *mscfb.File) int { return len(a.Path) - len(b.Path) })
	for _, f := range files {
		if streams[f.Name] == nil {
			streams[f.Name] = f
		}
	}
	return streams, nil
}

// readStream reads a stream that is no longer than its file, in pieces, for
// which the library takes linear time.
func readStream(f *mscfb.File, limit int) (content []byte, err error) {
	defer guard(&err)
	if f.Size > int64(limit) {
		return nil, io.ErrUnexpectedEOF
	}
	content = make([]byte, f.Size)
	for n := 0; n < len(content); {
		k, err := f.Read(content[n:min(n+1<<15, len(content))])
		n += k
		if n < len(content) && (err != nil || k == 0) {
			return nil, io.ErrUnexpectedEOF
		}
	}
	return content, nil
}

// oleProperties reads the custom document properties and when the workbook
// was saved last. As in the newer format they are no reason to refuse a file.
func oleProperties(streams map[string]*mscfb.File) (custom map[string]string, modified time.Time) {
	custom = map[string]string{}
	for _, p := range propertySet(streams["DocumentSummaryInformation"]) {
		if p.Name != "" && p.T != nil {
			custom[p.Name] = strings.TrimRight(p.String(), "\x00")
		}
	}
	for _, p := range propertySet(streams["SummaryInformation"]) {
		if t, ok := p.T.(types.FileTime); ok && strings.HasPrefix(p.Name, "LastSave") {
			modified = t.Time().UTC()
		}
	}
	return custom, modified
}

const maxProperties = 1 << 20 // bytes

func propertySet(f *mscfb.File) (props []*msoleps.Property) {
	if f == nil || f.Size > maxProperties {
		return nil
	}
	content, err := readStream(f, maxProperties)
	if err != nil {
		return nil
	}
	defer func() {
		if recover() != nil { // see guard
			props = nil
		}
	}()
	r, err := msoleps.NewFrom(bytes.NewReader(content))
	if err != nil {
		return nil
	}
	return r.Property
}
