// Command gen writes fonts/table/*.bin, the coverage tables of the built-in
// faces, from the font files. Run it with go generate in fonts.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"dangce/fonts/internal/coverage"
	"dangce/fonts/internal/truetype"
)

var files = map[string]string{
	"title":      "NotoSerifSC_700Bold.ttf",
	"heading":    "NotoSansSC_500Medium.ttf",
	"subheading": "LXGWWenKai-Regular.ttf",
	"body":       "NotoSerifSC_400Regular.ttf",
}

func main() {
	for role, file := range files {
		if err := write(role, file); err != nil {
			fmt.Fprintf(os.Stderr, "gen: %s: %v\n", role, err)
			os.Exit(1)
		}
	}
}

func write(role, file string) error {
	data, err := os.ReadFile(filepath.Join("files", file))
	if err != nil {
		return err
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
