package line

import "strings"

// Numbers, dates and codes are read as a whole. tie forbids lines to end
// within them.

// units are what follows a number: 3000 元, 2027年, 20余名.
const units = "元年月日号时分秒点页人名次个份册张天条项款章节本期组倍届位级类步周岁户件篇行列字万亿千百余多％‰"

func isUnit(r rune) bool { return strings.ContainsRune(units, r) }

func tie(items []item) {
	for k := 1; k < len(items); k++ {
		it := &items[k]
		switch {
		case items[k-1].glyph.class == digit, items[k-1].glyph.class == space && k > 1 && items[k-2].glyph.class == digit:
			afterDigit(items, k)
		case it.glyph.class == digit:
			beforeDigit(items, k)
		case it.r == '〔' && k+1 < len(items) && items[k+1].glyph.class == digit:
			it.level = never // 字〔2008〕3号
		}
	}
	for k := 0; k < len(items); {
		if items[k].glyph.class == numeral {
			k = spelled(items, k)
		} else {
			k++
		}
	}
}

// afterDigit keeps a unit with the number before it.
func afterDigit(items []item, k int) {
	if it := &items[k]; isUnit(it.r) && it.level == free {
		it.level = never
	}
}

// beforeDigit keeps a number with what belongs before it.
func beforeDigit(items []item, k int) {
	it, a := &items[k], &items[k-1]
	if it.level != free {
		return
	}
	before := func(n int) bool { return k >= n && isFigure(&items[k-n]) }
	switch {
	case a.r == '第', a.r == '〕' && before(2):
		it.level = never // 第26条, 〔2008〕3号
	case a.glyph.class == wave || a.glyph.class == dash || a.r == '至':
		if k > 1 && (before(2) || isUnit(items[k-2].r) && before(3) || items[k-2].glyph.class == percent) {
			it.level = never // 3—5天, 10％～20％
		}
		if a.r == '至' && a.level == free && it.level == never {
			a.level = never
		}
	case (a.r == '月' || a.r == '时' || a.r == '点') && before(2):
		it.level = never // 3月15日, 9时30分
	case a.r == '年' && before(2):
		it.level = poor // 2027年3月
	case (a.glyph.class == period || a.glyph.class == point) && before(2):
		it.level = never // 14:30, 1,234
	}
}

func isFigure(it *item) bool { return it.glyph.class == digit }

// spelled ties a number in hanzi that begins at k to what is around it, where
// it cannot be a part of another word, and returns its end.
func spelled(items []item, k int) int {
	end, zero, place := k, false, false
	for end < len(items) && items[end].glyph.class == numeral && end-k < 12 {
		switch r := items[end].r; {
		case r == '〇' || r == '零':
			zero = true
		case strings.ContainsRune("十百千万亿", r):
			place = true
		}
		end++
	}
	n := end - k
	ordinal := k > 0 && items[k-1].r == '第'
	year := end < len(items) && items[end].r == '年' && n == 4
	whole := ordinal || zero || year || n > 1 && place && !listed(items[k:end])
	if !whole {
		return fraction(items, k, end)
	}
	if ordinal {
		forbid(items, k, k+1)
	}
	forbid(items, k+1, end)
	if end < len(items) && isUnit(items[end].r) {
		forbid(items, end, end+1)
	}
	return fraction(items, k, end)
}

// listed reports whether two plain figures are side by side, as in no
// number: 一二三四.
func listed(items []item) bool {
	plain := func(r rune) bool { return strings.ContainsRune("一二三四五六七八九", r) }
	for i := range len(items) - 1 {
		if plain(items[i].r) && plain(items[i+1].r) {
			return true
		}
	}
	return false
}

// fraction ties 三分之二 and 百分之五, of which k to end is the first number.
func fraction(items []item, k, end int) int {
	if end+2 < len(items) && items[end].r == '分' && items[end+1].r == '之' && items[end+2].glyph.class == numeral {
		last := end + 2
		for last < len(items) && items[last].glyph.class == numeral {
			last++
		}
		forbid(items, k+1, last)
		return last
	}
	return end
}

// forbid lets no line end before the items from i to k, unless an author's
// own sign allows it.
func forbid(items []item, i, k int) {
	for ; i < k && i < len(items); i++ {
		items[i].level = max(items[i].level, never)
	}
}
