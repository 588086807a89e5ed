package sheet

import (
	"html"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// repair gives characters back that copying, printing to PDF and old code
// pages have changed: &#29319; is 犇, ⽅ of the Kangxi radicals is 方, U+E863 of
// GBK's private use is 䶮, 﨑 of the compatibility ideographs its unified form,
// and variation selectors, which nobody sees, are gone. Each has one meaning.
func repair(s string) string {
	if !mayNeedRepair(s) {
		return s
	}
	if strings.Contains(s, "&") {
		s = html.UnescapeString(s)
	}
	return strings.Map(repaired, s)
}

// mayNeedRepair looks at the first bytes of characters alone, for most texts
// are plain.
func mayNeedRepair(s string) bool {
	for i := range len(s) {
		switch s[i] {
		case '&', 0xE2, 0xEE, 0xEF, 0xF0, 0xF3:
			return true
		}
	}
	return false
}

func repaired(r rune) rune {
	switch {
	case r < 0x2E80:
	case r <= 0x2EF3:
		if to := radicals[r-0x2E80]; to != '-' {
			return to
		}
	case 0x2F00 <= r && r <= 0x2FD5:
		return first(norm.NFKC.String(string(r)), r)
	case 0xE815 <= r && r <= 0xE864:
		return gbkPrivate[r-0xE815]
	case 0xF900 <= r && r <= 0xFAFF, 0x2F800 <= r && r <= 0x2FA1F:
		return first(norm.NFC.String(string(r)), r)
	case variation(r):
		return -1
	}
	return r
}

// first returns the only character of s, or r.
func first(s string, r rune) rune {
	if one := []rune(s); len(one) == 1 {
		return one[0]
	}
	return r
}

// variation reports selectors that choose among the shapes of the character
// before: of ideographs, and the colour of ✔️.
func variation(r rune) bool {
	return 0xFE00 <= r && r <= 0xFE0F || 0xE0100 <= r && r <= 0xE01EF
}

// radicals are the unified ideographs of U+2E80 to U+2EF3, from Unicode's
// EquivalentUnifiedIdeograph; - where there is none.
var radicals = []rune("-厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵-旡日月歺母民氵氺灬爫爫丬牛" +
	"犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑" +
	"钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟")

// gbkPrivate are the characters that fonts and programs of GBK's time have at
// U+E815 to U+E864, from GB 18030.
var gbkPrivate = []rune("厂𠂇𠂉𠃌乙㑳㑇刀㔾龴㖞㘚㘎小心㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠牛𡗗龸𤴔䁖䅟𥫗䌷㓁羊𦍌𢦏䎱" +
	"䎬聿䏝䓖䙡䙌龹䜣䜩䝼䞍𧾷䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻")

// private reports characters that mean what a font's maker wanted.
func private(r rune) bool { return unicode.Is(unicode.Co, r) }
