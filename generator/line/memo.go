package line

// Labels, names and amounts are set a thousand times over: short texts are
// remembered as prepared, one in each place of a table, so that nothing waits
// and memory is bounded.
const (
	memoSize  = 4096
	memoBytes = 96
)

type remembered struct {
	style Style
	src   string
	text  *Text
}

func (e *Engine) recall(s string, st Style) *Text {
	h := uint32(2166136261) ^ uint32(st.Role)<<8 ^ uint32(st.Scale)<<16 ^ uint32(st.Track)
	if st.Name {
		h ^= 1 << 31
	}
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	slot := &e.memo[(h^h>>15)%memoSize]
	if m := slot.Load(); m != nil && m.src == s && m.style == st {
		return m.text
	}
	t := e.prepare(s, st)
	slot.Store(&remembered{st, s, t})
	return t
}
