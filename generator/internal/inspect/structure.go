package inspect

import (
	"bytes"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Structure is what a file says of itself, for those who check standards.
type Structure struct {
	Version   string         // of the header: 1.4
	Binary    bool           // the second line marks the file as binary
	ID        bool           // two identifiers of the file
	Encrypted bool           //
	Catalog   map[string]int // its keys
	XMP       string         // as it is in the file
	Filtered  bool           // XMP is compressed
	Intents   []Intent
	Types     map[string]int // types, subtypes and actions of all objects, and how often
	Keys      map[string]int // keys of all dictionaries
}

// Intent is an output intent.
type Intent struct {
	Kind, Condition, Registry, Info string
	Profile                         []byte // nil without
	Components                      int
}

func (r *reader) structure(data []byte) error {
	s := &r.file.Structure
	s.Catalog, s.Types, s.Keys = map[string]int{}, map[string]int{}, map[string]int{}
	lines := bytes.SplitN(data, []byte("\n"), 3)
	s.Version = string(bytes.TrimPrefix(lines[0], []byte("%PDF-")))
	s.Binary = len(lines) > 1 && len(lines[1]) >= 5 && lines[1][0] == '%' && min(lines[1][1], lines[1][2], lines[1][3], lines[1][4]) >= 128
	s.ID, s.Encrypted = len(r.ID) == 2, r.Encrypt != nil
	catalog, err := r.Catalog()
	if err != nil {
		return err
	}
	for k := range catalog {
		s.Catalog[k]++
	}
	if sd, _, err := r.DereferenceStreamDict(catalog["Metadata"]); err == nil && sd != nil {
		_, s.Filtered = sd.Dict["Filter"]
		if err := sd.Decode(); err != nil {
			return err
		}
		s.XMP = string(sd.Content)
	}
	if err := r.intents(catalog["OutputIntents"]); err != nil {
		return err
	}
	for _, e := range r.Table {
		if e != nil && !e.Free {
			s.count(e.Object)
		}
	}
	return nil
}

// count notes the types and keys of an object and all within it.
func (s *Structure) count(o types.Object) {
	switch o := o.(type) {
	case types.Array:
		for _, v := range o {
			s.count(v)
		}
	case types.StreamDict:
		s.count(o.Dict)
	case types.Dict:
		for k, v := range o {
			s.Keys[k]++
			if n, ok := v.(types.Name); ok && (k == "Type" || k == "Subtype" || k == "S" || k == "Filter") {
				s.Types[string(n)]++
			}
			s.count(v)
		}
	}
}

func (r *reader) intents(o types.Object) error {
	list, err := r.DereferenceArray(o)
	if err != nil {
		return err
	}
	for _, o := range list {
		d, err := r.DereferenceDict(o)
		if err != nil {
			return err
		}
		var i Intent
		if n := d.NameEntry("S"); n != nil {
			i.Kind = *n
		}
		for key, to := range map[string]*string{"OutputConditionIdentifier": &i.Condition, "RegistryName": &i.Registry, "Info": &i.Info} {
			if _, ok := d[key]; ok {
				if *to, err = r.text(d[key]); err != nil {
					return err
				}
			}
		}
		if sd, _, err := r.DereferenceStreamDict(d["DestOutputProfile"]); err == nil && sd != nil {
			if err := sd.Decode(); err != nil {
				return err
			}
			i.Profile = sd.Content
			if n := sd.IntEntry("N"); n != nil {
				i.Components = *n
			}
		}
		r.file.Structure.Intents = append(r.file.Structure.Intents, i)
	}
	return nil
}
