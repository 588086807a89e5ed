package fonts

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"

	"dangce/fonts/internal/fonttest"
)

// smallFont is a county's font with a few characters, those of a face's.
func smallFont(t testing.TB, id FaceID, chars string) []byte {
	t.Helper()
	return restrictedFont(t, id, chars, 0)
}

func restrictedFont(t testing.TB, id FaceID, chars string, fsType uint16) []byte {
	t.Helper()
	runes := []rune(chars)
	slices.Sort(runes)
	program, err := newSet(t, nil).AppendCut(nil, id, runes)
	if err != nil {
		t.Fatal(err)
	}
	return fonttest.File(program, runes, fsType)
}

// collection puts fonts into one .ttc.
func collection(fonts ...[]byte) []byte {
	out := []byte("ttcf\x00\x01\x00\x00")
	out = binary.BigEndian.AppendUint32(out, uint32(len(fonts)))
	at := len(out) + 4*len(fonts)
	for _, f := range fonts {
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		at += len(f)
	}
	for _, f := range fonts {
		base := uint32(len(out))
		f = slices.Clone(f)
		for i := range int(binary.BigEndian.Uint16(f[4:])) {
			rec := f[12+16*i:]
			binary.BigEndian.PutUint32(rec[8:], base+binary.BigEndian.Uint32(rec[8:]))
		}
		out = append(out, f...)
	}
	return out
}

func TestOwnFont(t *testing.T) {
	kai := smallFont(t, FaceID(Subheading), "王明1“")
	sans := smallFont(t, FaceID(Heading), "王")
	own := FaceID(len(Roles)) + FaceID(Body)
	for name, file := range map[string]File{
		"ttf": {Data: kai},
		"ttc": {Data: collection(sans, kai), Index: 1},
	} {
		s := newSet(t, map[string]File{"body": file})
		for _, tc := range []struct {
			role Role
			r    rune
			want FaceID
		}{
			{Body, '王', own},            // the county's own
			{Body, '国', FaceID(Body)},   // the built-in face right behind it
			{Title, '王', FaceID(Title)}, // other roles keep theirs
			{Title, '𠮷', FaceID(Subheading)},
		} {
			if got, ok := s.Face(tc.role, tc.r); !ok || got != tc.want {
				t.Errorf("%s: Face(%v, %c) = %v, %v, want %v", name, tc.role, tc.r, got, ok, tc.want)
			}
		}
		if w := s.RuneWidth(Body, '“'); w != 0.35 { // LXGW WenKai's
			t.Errorf("%s: width of “ = %v", name, w)
		}
		if ttf, err := s.AppendCut(nil, own, []rune("王1")); err != nil || len(ttf) == 0 {
			t.Errorf("%s: AppendCut: %v", name, err)
		}
		var pieces []string
		for id, text := range s.Runs(Body, "国王明☑国𠮷") {
			pieces = append(pieces, id.String()+":"+text)
		}
		// ☑, which no face has, stays with the role's own face.
		want := []string{"body:国", "body-own:王明☑", "body:国", "subheading:𠮷"}
		if !slices.Equal(pieces, want) {
			t.Errorf("%s: Runs = %q, want %q", name, pieces, want)
		}
		infos := s.Faces()
		if last := infos[len(infos)-1]; len(infos) != 5 || last.ID != own || last.Chars != 4 {
			t.Errorf("%s: Faces = %+v", name, infos)
		}
	}
}

func TestRestrictedFont(t *testing.T) {
	for fsType, want := range map[uint16]bool{0: false, 2: true, 4: false, 8: false, 0x100: true, 0x200: true} {
		ttf := restrictedFont(t, FaceID(Body), "王", fsType)
		infos := newSet(t, map[string]File{"body": {Data: ttf}}).Faces()
		if got := infos[len(infos)-1].Restricted; got != want {
			t.Errorf("fsType %04X: Restricted = %v", fsType, got)
		}
	}
}

// retag returns the font with a table renamed away.
func retag(ttf []byte, tag string) []byte {
	return bytes.Replace(ttf, []byte(tag), []byte("xxxx"), 1)
}

func TestOwnFontFaults(t *testing.T) {
	good := smallFont(t, FaceID(Body), "王é")
	for name, tc := range map[string]struct {
		role          string
		file          File
		problem, hint string
	}{
		"role":        {"标题", File{Data: good}, "没有这种字体用途", "subheading"},
		"empty":       {"body", File{}, "不是 TrueType 字体文件", ".ttf"},
		"text":        {"body", File{Data: []byte("not a font at all")}, "不是 TrueType 字体文件", ".ttf"},
		"otf":         {"body", File{Data: append([]byte("OTTO"), good[4:]...)}, "CFF", "TrueType 版本"},
		"woff2":       {"body", File{Data: append([]byte("wOF2"), good[4:]...)}, "网页字体", ".ttf"},
		"index":       {"body", File{Data: good, Index: 1}, "只有一个字体", "index = 0"},
		"ttc index":   {"body", File{Data: collection(good, good), Index: 2}, "2 个字体", "0 到 1"},
		"negative":    {"body", File{Data: collection(good, good), Index: -1}, "2 个字体", "0 到 1"},
		"no cmap":     {"body", File{Data: retag(good, "cmap")}, "cmap", "Unicode"},
		"no glyf":     {"body", File{Data: retag(good, "glyf")}, "已损坏", "重新复制"},
		"cut off":     {"body", File{Data: good[:len(good)-200]}, "已损坏", "重新复制"},
		"bad count":   {"body", File{Data: collection(good)[:14]}, "已损坏", "重新复制"},
		"only header": {"body", File{Data: good[:12]}, "已损坏", "重新复制"},
	} {
		tc.file.Name = "fonts/我的.ttf"
		_, err := New(map[string]File{tc.role: tc.file})
		var fault *FileError
		if !errors.As(err, &fault) {
			t.Errorf("%s: error %v", name, err)
			continue
		}
		if !strings.Contains(fault.Problem, tc.problem) || !strings.Contains(fault.Hint, tc.hint) {
			t.Errorf("%s: %q, hint %q", name, fault.Problem, fault.Hint)
		}
		if !strings.Contains(err.Error(), "fonts/我的.ttf") || !strings.Contains(err.Error(), tc.role) {
			t.Errorf("%s: message %q names neither file nor role", name, err)
		}
	}
	_, err := New(map[string]File{"title": {}, "body": {}})
	if err == nil || strings.Count(err.Error(), "不是 TrueType 字体文件") != 2 {
		t.Errorf("two faults gave %v", err)
	}
}
