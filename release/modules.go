package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
)

// module is a module in the program.
type module struct{ path, version, dir string }

// modules returns the modules that the program is built of, on any system.
func (r *release) modules() ([]module, error) {
	var all []module
	for _, goos := range []string{"darwin", "linux", "windows"} {
		out, err := r.command([]string{"CGO_ENABLED=0", "GOOS=" + goos}, "go", "list", "-deps",
			"-f", "{{with .Module}}{{if .Version}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}{{end}}", "./cmd/dangce")
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(out)) {
			if f := strings.Split(strings.TrimSpace(line), "\t"); len(f) == 3 {
				all = append(all, module{f[0], f[1], f[2]})
			}
		}
	}
	slices.SortFunc(all, func(a, b module) int { return strings.Compare(a.path, b.path) })
	return slices.Compact(all), nil
}

var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice)(\.(txt|md))?$`)

// texts returns the licence files of a module, one after another.
func (m module) texts() (string, error) {
	names, err := filepath.Glob(filepath.Join(m.dir, "*"))
	if err != nil {
		return "", err
	}
	if m.path == "github.com/golang/freetype" { // its LICENSE names two, of which this is chosen
		names = append(names, filepath.Join(m.dir, "licenses", "LICENSE"), filepath.Join(m.dir, "licenses", "ftl.txt"))
	}
	var b strings.Builder
	for _, name := range names {
		if !licenceFile.MatchString(filepath.Base(name)) && filepath.Base(name) != "ftl.txt" {
			continue
		}
		text, err := os.ReadFile(name)
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			return "", err
		}
		b.WriteString(clean(text))
	}
	if b.Len() == 0 {
		return "", fmt.Errorf("module %s has no licence text", m.path)
	}
	return b.String(), nil
}

// clean returns a text without trailing spaces and outer blank lines.
func clean(text []byte) string {
	var b strings.Builder
	for line := range strings.Lines(strings.Trim(strings.ReplaceAll(string(text), "\r", ""), "\n")) {
		b.WriteString(strings.TrimRight(line, " \t\n\f") + "\n")
	}
	return b.String()
}

// licences returns the texts of all licences in the program: its own, those of
// fonts, of Go, of modules, and of what modules contain. Of modules with the
// same text it is printed once.
func (r *release) licences() ([]byte, error) {
	var b bytes.Buffer
	section := func(title, text string) { fmt.Fprintf(&b, "## %s\n\n%s\n", title, text) }
	for _, f := range [][2]string{
		{"dangce", "LICENSE"},
		{"Noto Serif SC", "fonts/files/OFL-NotoSerifSC.txt"},
		{"Noto Sans SC", "fonts/files/OFL-NotoSansSC.txt"},
		{"LXGW WenKai", "fonts/files/OFL-LXGWWenKai.txt"},
		{"Graphviz", "release/notices/graphviz.txt"},
		{"PDFium", "release/notices/pdfium.txt"},
	} {
		text, err := os.ReadFile(filepath.Join(r.root, f[1]))
		if err != nil {
			return nil, err
		}
		section(f[0], clean(text))
	}
	root, err := r.command(nil, "go", "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "LICENSE"))
	if err != nil {
		return nil, err
	}
	section("Go", clean(text))
	modules, err := r.modules()
	if err != nil {
		return nil, err
	}
	var order []string
	users := make(map[string][]string)
	for _, m := range modules {
		text, err := m.texts()
		if err != nil {
			return nil, err
		}
		if users[text] == nil {
			order = append(order, text)
		}
		users[text] = append(users[text], m.path+" "+m.version)
	}
	for _, text := range order {
		section(strings.Join(users[text], ", "), text)
	}
	return b.Bytes(), nil
}

// packedLicences is where the program embeds the texts from.
const packedLicences = "cmd/dangce/licences.txt.br"

// embedded returns the texts that the program embeds.
func (r *release) embedded() ([]byte, error) {
	f, err := os.Open(filepath.Join(r.root, packedLicences))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(brotli.NewReader(f))
}

func (r *release) writeLicences() error {
	text, err := r.licences()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, brotli.BestCompression)
	if _, err := w.Write(text); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(r.root, packedLicences), b.Bytes(), 0o644)
}

// sbom lists what the program is made of, as SPDX 2.3.
func (r *release) sbom() ([]byte, error) {
	modules, err := r.modules()
	if err != nil {
		return nil, err
	}
	type pkg struct {
		ID       string `json:"SPDXID"`
		Name     string `json:"name"`
		Version  string `json:"versionInfo"`
		Location string `json:"downloadLocation"`
		Analyzed bool   `json:"filesAnalyzed"`
		Licence  string `json:"licenseConcluded"`
		Declared string `json:"licenseDeclared"`
		Holder   string `json:"copyrightText"`
	}
	type relation struct {
		From string `json:"spdxElementId"`
		Kind string `json:"relationshipType"`
		To   string `json:"relatedSpdxElement"`
	}
	const none, own = "NOASSERTION", "SPDXRef-dangce"
	packages := []pkg{{own, "dangce", r.version, none, false, "Apache-2.0", "Apache-2.0", none}}
	relations := []relation{{"SPDXRef-DOCUMENT", "DESCRIBES", own}}
	for i, m := range modules {
		id := fmt.Sprintf("SPDXRef-module-%d", i+1)
		packages = append(packages, pkg{id, m.path, m.version, "https://" + m.path, false, none, none, none})
		relations = append(relations, relation{own, "DEPENDS_ON", id})
	}
	return json.MarshalIndent(map[string]any{
		"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
		"name": "dangce-" + r.version, "documentNamespace": "https://spdx.org/spdxdocs/dangce-" + r.version,
		"creationInfo": map[string]any{"created": r.date.Format("2006-01-02T15:04:05Z"), "creators": []string{"Tool: dangce-release"}},
		"packages":     packages, "relationships": relations,
	}, "", "  ")
}
