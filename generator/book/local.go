package book

import (
	"dangce/config"
	"dangce/templates"
)

// localFields word what villages and communities call differently in their
// self-government: 村民 and 居民, 村委会 and 居委会.
var localFields = map[string]field{
	"local.area":       local(func(w *templates.Local) string { return w.Area }),
	"local.people":     local(func(w *templates.Local) string { return w.People }),
	"local.board":      local(func(w *templates.Local) string { return w.Board }),
	"local.head":       local(func(w *templates.Local) string { return w.Head }),
	"local.both":       local(func(w *templates.Local) string { return w.Both }),
	"local.cadres":     local(func(w *templates.Local) string { return w.Cadres }),
	"local.assembly":   local(func(w *templates.Local) string { return w.Assembly }),
	"local.delegates":  local(func(w *templates.Local) string { return w.Delegates }),
	"local.supervisor": local(func(w *templates.Local) string { return w.Supervisor }),
	"local.display":    local(func(w *templates.Local) string { return w.Display }),
}

func local(f func(*templates.Local) string) field {
	return text(anywhere, func(s *scope) string {
		w := s.set.wording.Village
		if s.Branch != nil && s.Branch.Kind == config.Community {
			w = s.set.wording.Community
		}
		return f(&w)
	})
}
