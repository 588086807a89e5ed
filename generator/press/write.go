package press

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// write writes the file. What pdfcpu takes from the clock is replaced by what
// follows from the file itself: the same booklet has the same bytes.
func (s *source) write(w io.Writer) error {
	created := s.created()
	var b bytes.Buffer
	s.Write.Writer = bufio.NewWriter(&b)
	if err := errors.Join(pdfcpu.WriteContext(s.Context), s.Write.Flush()); err != nil {
		return err
	}
	out, err := inOrder(b.Bytes())
	if err != nil {
		return err
	}
	if s.Info != nil {
		info, err := s.DereferenceDict(*s.Info)
		if err != nil {
			return err
		}
		for _, key := range [...]string{"CreationDate", "ModDate"} {
			if now, ok := info[key].(types.StringLiteral); ok {
				out = bytes.ReplaceAll(out, entry(key, string(now)), padded(key, created, len(now)))
			}
		}
	}
	if len(s.ID) == 2 {
		if id, ok := s.ID[1].(types.HexLiteral); ok {
			sum := sha256.Sum256(bytes.ReplaceAll(out, []byte(id), nil))
			out = bytes.ReplaceAll(out, []byte(id), fmt.Appendf(nil, "%X", sum)[:len(id)])
		}
	}
	_, err = w.Write(out)
	return err
}

// dated is a date as PDF files write it, or its beginning.
var dated = regexp.MustCompile(`^D:\d{4,14}([-+]\d\d'\d\d'?|Z)?`)

// created is the day on which the file was made, "" if it does not say.
func (s *source) created() string {
	if s.Info == nil {
		return ""
	}
	info, err := s.DereferenceDict(*s.Info)
	if err != nil || info == nil {
		return ""
	}
	day, err := s.DereferenceText(info["CreationDate"])
	if err != nil {
		return ""
	}
	return dated.FindString(day)
}

func entry(key, day string) []byte { return []byte("/" + key + "(" + day + ")") }

// padded is an entry as long as one whose date has n characters: places in the
// file are counted. Without a date it is blank.
func padded(key, day string, n int) []byte {
	long := len(entry(key, "")) + n
	var e []byte
	if day != "" && len(day) <= n {
		e = entry(key, day)
	}
	return append(e, strings.Repeat(" ", long-len(e))...)
}
