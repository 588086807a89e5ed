package fonts

import (
	"embed"
	"fmt"
	"sync"

	"dangce/fonts/internal/coverage"
	"dangce/fonts/internal/packed"
	"dangce/fonts/internal/truetype"
)

// The files as their makers published them, packed; files/README.md tells
// where they come from. They are read when the first glyph is cut.
var (
	//go:embed files/NotoSerifSC_700Bold.ttf.packed
	titleFile string
	//go:embed files/NotoSansSC_500Medium.ttf.packed
	headingFile string
	//go:embed files/LXGWWenKai-Regular.ttf.packed
	subheadingFile string
	//go:embed files/NotoSerifSC_400Regular.ttf.packed
	bodyFile string

	//go:embed table/*.bin
	tables embed.FS

	// Licences holds files/README.md and the licence texts, to be packed
	// wherever the fonts go.
	//
	//go:embed files/*.txt files/README.md
	Licences embed.FS
)

var builtinFiles = [...]string{Title: titleFile, Heading: headingFile, Subheading: subheadingFile, Body: bodyFile}

// builtin returns the built-in faces by role. Their tables are decoded once,
// their files opened when the first glyph is cut.
var builtin = sync.OnceValue(func() (faces [len(Roles)]*face) {
	for _, role := range Roles {
		faces[role] = &face{
			table: mustTable(role),
			font:  sync.OnceValues(func() (*truetype.Font, error) { return openBuiltin(role) }),
		}
	}
	return faces
})

func openBuiltin(role Role) (*truetype.Font, error) {
	file, err := packed.Open(builtinFiles[role])
	if err != nil {
		return nil, err
	}
	glyphs, err := file.Glyphs()
	if err != nil {
		return nil, err
	}
	return truetype.Open(file.Tables, glyphs.Glyph)
}

// Published returns the file of a role's built-in face, byte for byte as its
// maker published it.
func Published(role Role) ([]byte, error) {
	file, err := packed.Open(builtinFiles[role])
	if err != nil {
		return nil, err
	}
	return file.Restore()
}

// mustTable decodes an embedded table. Its bytes are part of the program and
// tested, so a fault is one of the build, not of any input.
func mustTable(role Role) *coverage.Table {
	b, err := tables.ReadFile("table/" + role.String() + ".bin")
	if err != nil {
		panic(fmt.Sprintf("fonts: %v", err))
	}
	t, err := coverage.Decode(b)
	if err != nil {
		panic(fmt.Sprintf("fonts: table of role %v: %v", role, err))
	}
	return t
}
