package fonts

import (
	"errors"
	"iter"
	"maps"
	"slices"
	"strings"
)

// Set is the faces of one run. It is never changed after New and is safe for
// concurrent use.
type Set struct {
	faces  [numFaces]*face
	chains [len(Roles)]chain
}

// chain is the order in which faces are asked for a character.
type chain struct {
	own   *face // the first one
	order []FaceID
}

// fallback is the order of the roles whose faces serve for another's.
var fallback = [...]Role{Body, Heading, Subheading}

// New makes the set of a run. own holds the county's fonts by the name of
// their role and may be nil. All faults are reported at once: the error joins
// one *FileError for each file that cannot be used.
func New(own map[string]File) (*Set, error) {
	s := &Set{}
	for role, f := range builtin() {
		s.faces[role] = f
	}
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(own)) {
		role, ok := ParseRole(name)
		if !ok {
			errs = append(errs, &FileError{Role: name, Name: own[name].Name, Problem: "没有这种字体用途",
				Hint: "可用的用途：" + strings.Join(roleNames[:], "、")})
			continue
		}
		f, err := own[name].open(role)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		s.faces[len(Roles)+int(role)] = f
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	for _, role := range Roles {
		s.chains[role] = s.chain(role)
	}
	return s, nil
}

func (s *Set) chain(role Role) chain {
	var order []FaceID
	for _, r := range append([]Role{role}, fallback[:]...) {
		for _, id := range []FaceID{FaceID(len(Roles) + int(r)), FaceID(r)} {
			if s.faces[id] != nil && !slices.Contains(order, id) {
				order = append(order, id)
			}
		}
	}
	return chain{own: s.faces[order[0]], order: order}
}

// mmPerPt is the length of a PostScript point.
const mmPerPt = 25.4 / 72

// missingWidth is what a character that no face has is measured as; check
// reports such characters long before anything is laid out.
const missingWidth = 1000

// Width returns the width in mm of text set in the given role and size,
// without line breaks or kerning. It allocates nothing.
func (s *Set) Width(role Role, text string, sizePt float64) float64 {
	units := 0
	own := s.chains[role].own.table
	for _, r := range text {
		w, ok := own.Width(r)
		if !ok {
			w = s.fallbackWidth(role, r)
		}
		units += w
	}
	return float64(units) * sizePt * (mmPerPt / 1000)
}

// RuneWidth returns the width of a character in em: 1 for a hanzi, and for a
// character that no face has.
func (s *Set) RuneWidth(role Role, r rune) float64 {
	w, ok := s.chains[role].own.table.Width(r)
	if !ok {
		w = s.fallbackWidth(role, r)
	}
	return float64(w) / 1000
}

func (s *Set) fallbackWidth(role Role, r rune) int {
	if id, ok := s.Face(role, r); ok {
		w, _ := s.faces[id].table.Width(r)
		return w
	}
	return missingWidth
}

// Face returns the face that draws r in the given role; ok is false when no
// face has the character, and id is then the role's own face.
func (s *Set) Face(role Role, r rune) (id FaceID, ok bool) {
	order := s.chains[role].order
	for _, id := range order {
		if _, ok := s.faces[id].table.Width(r); ok {
			return id, true
		}
	}
	return order[0], false
}

// Covers reports whether some face draws r, in every role. It is false for
// private-use and control characters.
func (s *Set) Covers(r rune) bool {
	_, ok := s.Face(Body, r)
	return ok
}

// Missing returns the characters of text that no face draws, each once, in
// the order in which they are met; nil when there are none.
func (s *Set) Missing(text string) []rune {
	var missing []rune
	for _, r := range text {
		if !s.Covers(r) && !slices.Contains(missing, r) {
			missing = append(missing, r)
		}
	}
	return missing
}

// Runs yields text in pieces that one face draws each, in order.
func (s *Set) Runs(role Role, text string) iter.Seq2[FaceID, string] {
	return func(yield func(FaceID, string) bool) {
		start, current := 0, FaceID(0)
		for i, r := range text {
			id, _ := s.Face(role, r)
			if id != current && i > start {
				if !yield(current, text[start:i]) {
					return
				}
				start = i
			}
			current = id
		}
		if start < len(text) {
			yield(current, text[start:])
		}
	}
}

// Metrics are the vertical measures of a role's own face, in em.
type Metrics struct {
	Ascent    float64 // of the em box, 0.88 as a rule
	Descent   float64 // negative, −0.12 as a rule
	CapHeight float64
}

// Metrics returns the vertical measures of the role's own face.
func (s *Set) Metrics(role Role) Metrics {
	t := s.chains[role].own.table
	return Metrics{float64(t.Ascent) / 1000, float64(t.Descent) / 1000, float64(t.CapHeight) / 1000}
}

// FaceInfo describes a face to users.
type FaceInfo struct {
	ID      FaceID
	Role    Role
	Name    string // LXGW WenKai
	Version string // Version 1.250;January 17, 2023
	Chars   int    // characters it covers
	File    string // the county's file, "" when built in

	// Restricted says that the county's file forbids embedding it in
	// documents. It is embedded all the same: whether the county has other
	// permission, only the county knows.
	Restricted bool
}

// Faces describes the faces of the set in the order of their IDs.
func (s *Set) Faces() []FaceInfo {
	var infos []FaceInfo
	for id, f := range s.faces {
		if f == nil {
			continue
		}
		infos = append(infos, FaceInfo{
			ID: FaceID(id), Role: Role(id % len(Roles)), Name: f.table.Name, Version: f.table.Version,
			Chars: f.table.Len(), File: f.file, Restricted: f.restricted,
		})
	}
	return infos
}
