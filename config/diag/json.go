package diag

import "encoding/json"

// jsonPlace and jsonFinding fix the keys that other programs rely on.
type jsonPlace struct {
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
	Width  int    `json:"width,omitempty"`
	Sheet  string `json:"sheet,omitempty"`
	Cell   string `json:"cell,omitempty"`
}

type jsonFinding struct {
	jsonPlace
	Severity  string      `json:"severity"`
	Code      string      `json:"code"`
	Message   string      `json:"message"`
	Hint      string      `json:"hint,omitempty"`
	Committee string      `json:"committee,omitempty"`
	Branch    string      `json:"branch,omitempty"`
	Also      []jsonPlace `json:"also,omitempty"`
}

func (p Place) json() jsonPlace {
	return jsonPlace{p.File, p.Line, p.Column, p.Width, p.Sheet, p.Cell}
}

// MarshalJSON returns an object with the keys file, line, column, width,
// sheet, cell, severity ("error" or "warning"), code, message, hint,
// committee, branch and also; those without a value are left out, except
// severity, code and message.
func (f Finding) MarshalJSON() ([]byte, error) {
	j := jsonFinding{
		jsonPlace: f.Place.json(), Severity: "error", Code: f.Code, Message: f.Message,
		Hint: f.Hint, Committee: f.Owner, Branch: f.Branch,
	}
	if f.Severity == Warning {
		j.Severity = "warning"
	}
	for _, p := range f.Also {
		j.Also = append(j.Also, p.json())
	}
	return json.Marshal(j)
}
