package layout

import "testing"

// TestCheckCharacter against identifiers that others publish, which use the
// same scheme, ISO 7064 MOD 37,36.
func TestCheckCharacter(t *testing.T) {
	for code, want := range map[string]rune{
		"A1-2425G-ABC1234002":       'M', // Global Release Identifier, from its standard
		"A12425GABC1234002":         'M',
		"0000-0000-D07A-0090":       'Q', // International Standard Audiovisual Number
		"0000-3BAB-9352-0000":       'G',
		"419900-2027-01-003-HB-P13": checkCharacter("419900202701003HBP13"),
	} {
		if got := checkCharacter(code); got != want {
			t.Errorf("%s: %c, want %c", code, got, want)
		}
	}
}

// TestCheckCharacterFindsSlips: it finds every wrong character and every two
// neighbours exchanged, which is what a reader of handwriting gets wrong.
func TestCheckCharacterFindsSlips(t *testing.T) {
	const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	code := []byte("41990020270100" + "3HBP13007")
	want := checkCharacter(string(code))
	for i := range code {
		for _, r := range []byte(alphabet) {
			slip := append([]byte{}, code...)
			if slip[i] = r; r != code[i] && checkCharacter(string(slip)) == want {
				t.Errorf("%s for %s goes unnoticed", slip, code)
			}
		}
		if i > 0 && code[i] != code[i-1] {
			slip := append([]byte{}, code...)
			if slip[i], slip[i-1] = slip[i-1], slip[i]; checkCharacter(string(slip)) == want {
				t.Errorf("%s for %s goes unnoticed", slip, code)
			}
		}
	}
}
