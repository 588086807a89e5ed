package generator

import (
	"fmt"

	"dangce/fonts"
	"dangce/generator/doc"
	"dangce/generator/svg"
)

// drawing is the page of a book that j asks for, for a file of its own. A
// chart that runs over several pages is one drawing.
func (e *engine) drawing(j *job, l *laid) (svg.Drawing, error) {
	d := svg.Drawing{Title: j.title, Font: e.svgFont}
	for i := range l.doc.Units {
		if l.doc.Units[i].Title != j.title {
			continue
		}
		end := len(l.Pages)
		if i+1 < len(l.First) {
			end = l.First[i+1] - 1
		}
		d.Pages = l.Pages[l.First[i]-1 : end]
		return d, nil
	}
	return d, fmt.Errorf("《%s》没有页 %q", j.book.Title, j.title)
}

// standIns are families to be shown where ours are not installed: those of
// other Chinese systems, by role.
var standIns = map[fonts.Role][]string{
	fonts.Title:      {"Source Han Serif SC", "Songti SC", "SimSun", "serif"},
	fonts.Heading:    {"Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei", "sans-serif"},
	fonts.Subheading: {"KaiTi", "Kaiti SC", "STKaiti", "serif"},
	fonts.Body:       {"Source Han Serif SC", "Songti SC", "SimSun", "serif"},
}

// weights of the built-in faces; a county's own file is as heavy as it is.
var weights = map[fonts.Role]int{fonts.Title: 700, fonts.Heading: 500}

// svgFont is how a drawing asks for a face.
func (e *engine) svgFont(f doc.Face) svg.Font {
	for _, info := range e.fonts.Faces() {
		if info.ID != fonts.FaceID(f) {
			continue
		}
		font := svg.Font{Families: append([]string{info.Name}, standIns[info.Role]...)}
		if info.File == "" {
			font.Weight = weights[info.Role]
		}
		return font
	}
	return svg.Font{Families: []string{"serif"}}
}
