package fonts

import (
	"embed"
	"fmt"
	"sync"

	"dangce/fonts/internal/coverage"
	"dangce/fonts/internal/truetype"
)

// The files as their makers published them; files/README.md tells where they
// come from. Embedding costs nothing at run time until a byte is touched.
var (
	//go:embed files/NotoSerifSC_700Bold.ttf
	titleFile []byte
	//go:embed files/NotoSansSC_500Medium.ttf
	headingFile []byte
	//go:embed files/LXGWWenKai-Regular.ttf
	subheadingFile []byte
	//go:embed files/NotoSerifSC_400Regular.ttf
	bodyFile []byte

	//go:embed table/*.bin
	tables embed.FS

	// Licences holds files/README.md and the licence texts, to be packed
	// wherever the fonts go.
	//
	//go:embed files/*.txt files/README.md
	Licences embed.FS
)

var builtinFiles = [...][]byte{Title: titleFile, Heading: headingFile, Subheading: subheadingFile, Body: bodyFile}

// builtin returns the built-in faces by role. Their tables are decoded once;
// their files are parsed when the first glyph is cut.
var builtin = sync.OnceValue(func() (faces [len(Roles)]*face) {
	for _, role := range Roles {
		faces[role] = &face{
			table: mustTable(role),
			font:  sync.OnceValues(func() (*truetype.Font, error) { return truetype.Parse(builtinFiles[role], 0) }),
		}
	}
	return faces
})

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
