package doc

// Inks that the print shop needs to check a sheet, outside the trimmed page.
const (
	Cyan         Ink = 0x009ee0
	Magenta      Ink = 0xe5007e
	Yellow       Ink = 0xffec00
	Registration Ink = 0x1e1e1f // all plates
)

// Control mixes them.
var Control = Palette{
	Cyan:         {Screen: Cyan, Press: CMYK{100, 0, 0, 0}},
	Magenta:      {Screen: Magenta, Press: CMYK{0, 100, 0, 0}},
	Yellow:       {Screen: Yellow, Press: CMYK{0, 0, 100, 0}},
	Registration: {Screen: Black, Press: CMYK{100, 100, 100, 100}},
}
