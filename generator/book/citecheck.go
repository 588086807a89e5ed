package book

import (
	"fmt"
	"reflect"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/templates"
)

// CheckSources reports what the templates cite that is not in force in the
// year, is no article that was compared with its text, or has no source.
func (s *Set) CheckSources(year int, out *diag.List) {
	seen := map[*decode.File]bool{}
	said := map[diag.Place]bool{}
	for _, c := range s.cited {
		for _, f := range s.Sources.CheckCited(c.source, year) {
			at := c.file.Place(c.path)
			said[at] = true
			out.Add(diag.Finding{Place: at, Severity: diag.Warning, Code: f.Code, Message: f.Message, Hint: f.Hint})
		}
	}
	for _, c := range s.unsourced {
		c.file.Add(out, diag.Warning, "no-source", c.path, "改了流程图，没有写出处，印成“"+templates.CountyOwn+"”",
			`加一行 source = "……"，写本县文件的简称和条号；没有文件的，写 source = "`+templates.CountyStandard+`"`)
	}
	for _, file := range s.files() {
		if file == nil || seen[file] {
			continue
		}
		seen[file] = true
		file.Texts(func(at diag.Place, text string) {
			if said[at] {
				return
			}
			for _, f := range s.Sources.Check(text, year) {
				out.Add(diag.Finding{Place: at, Severity: diag.Warning, Code: f.Code, Message: f.Message, Hint: f.Hint})
			}
		})
	}
}

// cited is a source that a template gives for something.
type cited struct {
	file   *decode.File
	path   string
	source templates.Cited
}

// gather notes the sources that the struct v of a file gives.
func (s *Set) gather(file *decode.File, v any) {
	if file == nil {
		return
	}
	templates.Walk(v, "", func(path string, _ reflect.StructTag, v reflect.Value) bool {
		c, ok := v.Addr().Interface().(*templates.Cited)
		if ok && *c != "" {
			s.cited = append(s.cited, cited{file, path, *c})
		}
		return !ok
	})
}

// gatherAll notes the sources of all templates that give any.
func (s *Set) gatherAll(flows *templates.Flows, rates *templates.Rates) {
	s.gather(s.Quorums.Source, s.Quorums)
	s.gather(s.Norms.Source, s.Norms)
	s.gather(s.Activities.Source, s.Activities)
	for _, f := range flows.Charts {
		s.gather(f.Source, f)
	}
	s.gather(flows.ChangesSource, flows)
	for i := range flows.Changes {
		if !flows.Changes[i].Source.Any() {
			s.unsourced = append(s.unsourced, cited{file: flows.ChangesSource, path: fmt.Sprintf("change[%d].step", i)})
		}
	}
	s.gather(rates.Source, rates)
	s.cites = []*decode.File{s.Quorums.Source, s.Norms.Source, s.Activities.Source, flows.ChangesSource, rates.Source, s.Sentences.Source, s.wording.Source}
	for _, f := range flows.Charts {
		s.cites = append(s.cites, f.Source)
	}
}

// files lists the files of all templates.
func (s *Set) files() []*decode.File {
	all := s.cites
	for _, b := range s.Books {
		all = append(all, b.Source)
	}
	for _, w := range s.Workbooks {
		all = append(all, w.Source)
	}
	for _, a := range s.Agendas {
		all = append(all, a.Source)
	}
	for _, name := range sorted(s.tables) {
		all = append(all, s.tables[name].Source)
	}
	return all
}
