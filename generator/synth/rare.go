package synth

import "math/rand/v2"

// Characters of names that trouble programs, all of them in the program's
// own fonts. About 60 of 1,400 million people have one: some 4 in 100.
// Most are in GBK but not in GB 2312; some are in Extension A, and a few
// beyond U+FFFF.
var (
	rareGBK  = []rune("喆堃犇翀昇赟玥珺垚骉祎禕暐琭翾劼燚皛珅珣璟赑羴暅旻旸昺晞湜溁溦淏侁倓偲兟禤崟")
	rareExtA = []rune("㑇㛃㟃㠇㧑㭎㳇㸌䎃䏝䜣䴖䶮䢺")
	rareWide = []rune("𬀩𬭎𬱖𫖮𬬭𬘭𬍛𬘬𬤊𫍽𫄧𫄸𫟼𬤝𬜬𪟝𪣻𫭟𬣞𪨰𫞩𬍤𬂩")
)

// Shares of names per thousand: with a rare character, and of those in
// Extension A and beyond U+FFFF.
const (
	rareShare     = 40
	rareExtAShare = 120
	rareWideShare = 30
)

// rareChar draws a rare character.
func rareChar(r *rand.Rand) rune {
	switch n := r.IntN(1000); {
	case n < rareWideShare:
		return pick(r, rareWide)
	case n < rareWideShare+rareExtAShare:
		return pick(r, rareExtA)
	}
	return pick(r, rareGBK)
}
