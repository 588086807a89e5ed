// Command gen packs the font files of the built-in faces and writes what
// measuring needs of them. Run it in the folder fonts:
//
//	go run ./internal/gen [-unpack DIR] [NEW.ttf…]
//
// It takes the named files in, as files/NEW.ttf.packed, and makes table/*.bin
// again. With -unpack it writes the font files, as their makers published them,
// into a folder. go generate takes in nothing.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"dangce/fonts/internal/coverage"
	"dangce/fonts/internal/packed"
	"dangce/fonts/internal/truetype"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// files names the file of each role.
var files = map[string]string{
	"title":      "NotoSerifSC_700Bold.ttf",
	"heading":    "NotoSansSC_500Medium.ttf",
	"subheading": "LXGWWenKai-Regular.ttf",
	"body":       "NotoSerifSC_400Regular.ttf",
}

func main() {
	dir := flag.String("unpack", "", "folder to write the font files to")
	flag.Parse()
	if err := run(flag.Args(), *dir); err != nil {
		fmt.Fprintf(os.Stderr, "gen: %v\n", err)
		os.Exit(1)
	}
}

func run(taken []string, dir string) error {
	for _, path := range taken {
		if err := take(path); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	for role, name := range files {
		if err := write(role, name, dir); err != nil {
			return fmt.Errorf("%s: %w", role, err)
		}
	}
	return nil
}

// take packs a font file.
func take(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	f, err := truetype.Parse(data, 0)
	if err != nil {
		return err
	}
	levels := make(map[uint16]int)
	for r, gid := range f.Runes() {
		if l, ok := levels[gid]; !ok || level(r) < l {
			levels[gid] = level(r)
		}
	}
	p, err := packed.Pack(data, func(gid uint16) int {
		if l, ok := levels[gid]; ok || gid == 0 {
			return l
		}
		return packed.Levels
	})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join("files", filepath.Base(path)+".packed"), p, 0o644)
}

// level returns the block of a character: 0 for ASCII, signs and the first
// level of GB/T 2312, 1 for its second level.
func level(r rune) int {
	b, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(string(r)))
	switch {
	case err != nil || len(b) == 2 && b[1] < 0xA1 || b[0] > 0xF7:
		return packed.Levels
	case b[0] >= 0xD8:
		return 1
	}
	return 0
}

// write makes the table of a role's font, and its file if asked for.
func write(role, name, dir string) error {
	p, err := os.ReadFile(filepath.Join("files", name+".packed"))
	if err != nil {
		return err
	}
	file, err := packed.Open(string(p))
	if err != nil {
		return err
	}
	data, err := file.Restore()
	if err != nil {
		return err
	}
	if dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return err
		}
	}
	f, err := truetype.Parse(data, 0)
	if err != nil {
		return err
	}
	if err := f.Check(); err != nil {
		return err
	}
	table, err := coverage.FromFont(f).AppendBinary(nil)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join("table", role+".bin"), table, 0o644)
}
