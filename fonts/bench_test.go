package fonts

import (
	"fmt"
	"testing"
)

func BenchmarkWidth40(b *testing.B) {
	s := newSet(b, nil)
	text := "中共示例县委组织部关于做好二〇二七年度党支部工作手册填写和调阅督查工作的通知要求"
	b.ReportAllocs()
	for b.Loop() {
		s.Width(Body, text, 10.5)
	}
}

func BenchmarkTables(b *testing.B) {
	for b.Loop() {
		for _, role := range Roles {
			mustTable(role)
		}
	}
}

// BenchmarkOwnFont opens a county's font of 15 MB.
func BenchmarkOwnFont(b *testing.B) {
	file := published(b, Subheading)
	for b.Loop() {
		newSet(b, map[string]File{"body": {Data: file}})
	}
}

func BenchmarkCut(b *testing.B) {
	s := newSet(b, nil)
	for _, role := range Roles {
		for _, n := range []int{100, 300, 800} {
			runes := sample(s, FaceID(role), n)
			b.Run(fmt.Sprintf("%v/%d", role, n), func(b *testing.B) {
				b.ReportAllocs()
				var ttf []byte
				for b.Loop() {
					var err error
					if ttf, err = s.AppendCut(ttf[:0], FaceID(role), runes); err != nil {
						b.Fatal(err)
					}
					b.SetBytes(int64(len(ttf)))
				}
			})
		}
	}
}

// BenchmarkOpenBuiltin opens a built-in face and unpacks its common glyphs.
func BenchmarkOpenBuiltin(b *testing.B) {
	for b.Loop() {
		font, err := openBuiltin(Body)
		if err == nil {
			_, err = font.AppendCut(nil, []uint16{1})
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}
