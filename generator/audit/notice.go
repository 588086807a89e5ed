package audit

import (
	"cmp"
	"slices"
	"strings"
)

// What the notice names: branches, never members.

// Early reports whether the year has not begun: there is nothing to give
// notice of.
func (out *Result) Early() bool { return out.Today.Year < out.county.Year }

// Notice reports whether a notice is drafted: the year has begun, and enough
// of the registers due have been read.
func (out *Result) Notice() bool { return !out.Early() && out.Complete() }

// WholeYear reports whether the figures are those of the whole year.
func (out *Result) WholeYear() bool { return out.AsOf.Month == 12 && out.AsOf.Day == 31 }

// Hollow lists the branches at which an inspection noted a problem of one of
// these types, by their codes.
func (out *Result) Hollow(types []string) []*Branch {
	return out.named(func(b *Branch) bool {
		return slices.ContainsFunc(out.Problems, func(p Problem) bool {
			return p.Branch == b.Code && p.Source == FromInspection && slices.Contains(types, p.Type)
		})
	})
}

// LowAttendance lists the branches whose attendance is below so many percent,
// the lowest first.
func (out *Result) LowAttendance(percent int) []*Branch {
	list := out.named(func(b *Branch) bool {
		r := b.Totals.Attendance
		return r.Den > 0 && !r.Reaches(percent)
	})
	slices.SortStableFunc(list, func(a, b *Branch) int { return a.Totals.Attendance.compare(b.Totals.Attendance) })
	return list
}

func (out *Result) named(is func(*Branch) bool) []*Branch {
	var list []*Branch
	for _, b := range out.Branches {
		if is(b) {
			list = append(list, b)
		}
	}
	slices.SortStableFunc(list, func(a, b *Branch) int { return cmp.Compare(a.Code, b.Code) })
	return list
}

// Praised is a good example without the names of members.
type Praised struct {
	Branch *Branch
	Text   string // "" where it names somebody of the branch
}

// Praised lists the good examples that inspections noted.
func (out *Result) Praised() []Praised {
	by := out.byCode()
	var list []Praised
	for _, c := range out.Cases {
		b := by[c.Branch]
		if b == nil {
			continue
		}
		text := strings.TrimRight(c.Text, "。；")
		for _, m := range b.Everyone() {
			if strings.Contains(text, m.Name) {
				text = ""
			}
		}
		list = append(list, Praised{b, text})
	}
	return list
}

// Blamed counts the decisions of accountability by their methods, the most
// frequent first.
func (out *Result) Blamed() (methods []string, times map[string]int) {
	times = map[string]int{}
	for i := range out.Blames {
		r := &out.Blames[i].row
		if m := r.Method.text; m != "" {
			if times[m]++; times[m] == 1 {
				methods = append(methods, m)
			}
		}
	}
	slices.SortFunc(methods, func(a, b string) int { return cmp.Or(times[b]-times[a], cmp.Compare(a, b)) })
	return methods, times
}
