package book

import (
	"dangce/templates"
	"dangce/templates/phrase"
)

// localFields word what villages and communities call differently in their
// self-government: 村民 and 居民, 村委会 and 居委会.
var localFields = map[string]field{
	"local.area":       local(func(w *templates.Local) *phrase.Wording { return &w.Area }),
	"local.people":     local(func(w *templates.Local) *phrase.Wording { return &w.People }),
	"local.board":      local(func(w *templates.Local) *phrase.Wording { return &w.Board }),
	"local.head":       local(func(w *templates.Local) *phrase.Wording { return &w.Head }),
	"local.both":       local(func(w *templates.Local) *phrase.Wording { return &w.Both }),
	"local.cadres":     local(func(w *templates.Local) *phrase.Wording { return &w.Cadres }),
	"local.assembly":   local(func(w *templates.Local) *phrase.Wording { return &w.Assembly }),
	"local.delegates":  local(func(w *templates.Local) *phrase.Wording { return &w.Delegates }),
	"local.supervisor": local(func(w *templates.Local) *phrase.Wording { return &w.Supervisor }),
	"local.display":    local(func(w *templates.Local) *phrase.Wording { return &w.Display }),
}

func local(of func(*templates.Local) *phrase.Wording) field {
	return text(anywhere, func(s *scope) string { return s.expand(of(&s.set.wording.Local).For(s.setup())) })
}
