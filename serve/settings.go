package serve

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"dangce/config/diag"
	"dangce/project"
)

// settingsPage is county.toml, as a form and as text with what was found.
type settingsPage struct {
	File     string
	Text     string
	Sum      string // of the text that the form was made from
	Fixed    bool   // the example cannot be changed
	Findings []findingView
	Sections []section
}

// section is a table of the file.
type section struct {
	Name     string
	Settings []setting
}

// setting is a line with a key, a plain value, and a remark.
type setting struct {
	Line       int // from 1
	Key        string
	Value      string // without quotes
	Remark     string
	Choices    []choice
	Date       bool
	quoted     bool
	start, end int // of the value in the line, with its quotes
}

// A line of a form: one key, a value that fits on it, a remark. Lists and
// tables are edited as text.
var (
	sectionLine = regexp.MustCompile(`^\s*\[([a-z_.]+)\]`)
	settingLine = regexp.MustCompile(`^\s*([a-z_]+)\s*=\s*("(?:[^"\\]|\\.)*"|\d{4}-\d\d-\d\d|-?\d+(?:\.\d+)?|true|false)\s*(?:#\s*(.*))?$`)
	dateValue   = regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)
	digits      = regexp.MustCompile(`^-?\d+(\.\d+)?$`)
)

// settingChoices are the values of keys that have few.
var settingChoices = map[string][][2]string{
	"theme_day.on_weekend": {{"keep", "照常"}, {"prev_workday", "提前到上一个工作日"}, {"next_workday", "顺延到下一个工作日"}},
	"theme_day.on_holiday": {{"keep", "照常"}, {"next_workday", "顺延到下一个工作日"}},
	"dues.round":           {{"fen", "分"}, {"jiao", "角"}, {"yuan", "元"}},
}

// sectionNames are what the tables are called.
var sectionNames = map[string]string{"": "年度", "county": "县", "theme_day": "主题党日", "plan": "年度计划", "dues": "党费", "card": "党费证", "print": "印制", "review": "调阅督查", "letters": "公文"}

// sectionsOf finds the settings that a form can show.
func sectionsOf(text string) []section {
	out := []section{{Name: sectionNames[""]}}
	table := ""
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(line, "\r")
		if strings.HasPrefix(strings.TrimSpace(line), "[[") {
			table = "[["
			continue
		}
		if m := sectionLine.FindStringSubmatch(line); m != nil {
			table = m[1]
			name, ok := sectionNames[table]
			if !ok {
				name = table
			}
			out = append(out, section{Name: name})
			continue
		}
		m := settingLine.FindStringSubmatchIndex(line)
		if m == nil || table == "[[" {
			continue
		}
		v := setting{Line: i + 1, Key: line[m[2]:m[3]], start: m[4], end: m[5]}
		v.Value = line[m[4]:m[5]]
		if m[6] >= 0 {
			v.Remark = line[m[6]:m[7]]
		}
		if plain, err := strconv.Unquote(v.Value); err == nil && v.Value[0] == '"' {
			v.Value, v.quoted = plain, true
		}
		v.Date = !v.quoted && dateValue.MatchString(v.Value)
		for _, c := range settingChoices[table+"."+v.Key] {
			v.Choices = append(v.Choices, choice{c[0], c[1], c[0] == v.Value || c[1] == v.Value})
		}
		last := &out[len(out)-1]
		last.Settings = append(last.Settings, v)
	}
	var filled []section
	for _, s := range out {
		if len(s.Settings) > 0 {
			filled = append(filled, s)
		}
	}
	return filled
}

// with returns the text with another value in the line of a setting; all else
// stays as it is, remarks too.
func with(text string, v setting, value string) (string, error) {
	if strings.ContainsFunc(value, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return "", errors.New("值里有换行或控制字符")
	}
	switch {
	case v.quoted:
		value = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value) + `"`
	case value != "true" && value != "false" && !digits.MatchString(value) && !dateValue.MatchString(value):
		return "", errors.New("这里要填数或日期（2027-01-31）")
	}
	lines := strings.Split(text, "\n")
	line := lines[v.Line-1]
	lines[v.Line-1] = line[:v.start] + value + line[v.end:]
	return strings.Join(lines, "\n"), nil
}

func sumOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}

func (d *desk) text() (string, error) {
	data, err := fs.ReadFile(d.files, d.file)
	return string(data), err
}

func (s *Server) settings(w http.ResponseWriter, _ *http.Request, d *desk) {
	text, err := d.text()
	if err != nil {
		s.broke(w, "读 "+d.file, err)
		return
	}
	s.showSettings(w, http.StatusOK, d, d.now(), text)
}

func (s *Server) showSettings(w http.ResponseWriter, code int, d *desk, st *state, text string) {
	p := settingsPage{File: d.file, Text: text, Sum: sumOf(text), Fixed: d.root == nil, Sections: sectionsOf(text)}
	for _, f := range st.Findings {
		if f.Sheet == "" && strings.HasSuffix(f.File, d.file) {
			p.Findings = append(p.Findings, st.view(f))
		}
	}
	s.showCode(w, code, "settings", "设置", true, p)
}

// save writes the whole text.
func (s *Server) save(w http.ResponseWriter, r *http.Request, d *desk) {
	text, ok := s.unchanged(w, r, d)
	if !ok {
		return
	}
	edited := r.FormValue("text")
	if !strings.Contains(text, "\r\n") { // browsers send line ends of Windows
		edited = strings.ReplaceAll(edited, "\r\n", "\n")
	}
	s.write(w, r, d, edited)
}

// saveOne writes one value, if the county is no worse for it.
func (s *Server) saveOne(w http.ResponseWriter, r *http.Request, d *desk) {
	text, ok := s.unchanged(w, r, d)
	if !ok {
		return
	}
	line, _ := strconv.Atoi(r.FormValue("line"))
	for _, sec := range sectionsOf(text) {
		for _, v := range sec.Settings {
			if v.Line != line || v.Key != r.FormValue("key") {
				continue
			}
			edited, err := with(text, v, r.FormValue("value"))
			if err != nil {
				s.fail(w, http.StatusBadRequest, v.Key+"："+err.Error(), "退回上一页改好再存")
				return
			}
			if f := d.worse(edited, v.Line); f != nil {
				s.fail(w, http.StatusBadRequest, v.Key+"："+f.Message, "没有存。"+f.Hint)
				return
			}
			s.write(w, r, d, edited)
			return
		}
	}
	s.fail(w, http.StatusConflict, "没有这一项", "回到“设置”再改")
}

// worse is an error that a text of county.toml has in a line.
func (d *desk) worse(text string, line int) *diag.Finding {
	p := project.Load(instead{d.files, d.file, []byte(text)}, d.file, project.Options{Partial: true})
	for i, f := range p.Findings {
		if f.Severity == diag.Error && f.File == d.file && f.Line == line {
			return &p.Findings[i]
		}
	}
	return nil
}

// instead is a folder in which one file reads otherwise.
type instead struct {
	fs.FS
	name string
	data []byte
}

// ReadFile is how files are read; Open still lists folders.
func (f instead) ReadFile(name string) ([]byte, error) {
	if name == f.name {
		return f.data, nil
	}
	return fs.ReadFile(f.FS, name)
}

// unchanged returns the file's text if it still is what the form shows.
func (s *Server) unchanged(w http.ResponseWriter, r *http.Request, d *desk) (string, bool) {
	if d.root == nil {
		s.fail(w, http.StatusConflict, "示例县不能改", "新建或打开自己的县")
		return "", false
	}
	text, err := d.text()
	if err != nil {
		s.broke(w, "读 "+d.file, err)
		return "", false
	}
	if r.FormValue("sum") != sumOf(text) {
		s.fail(w, http.StatusConflict, d.file+" 已经在别处改过了，没有存", "回到“设置”，在新的内容上再改")
		return "", false
	}
	return text, true
}

// write replaces county.toml in one step.
func (s *Server) write(w http.ResponseWriter, r *http.Request, d *desk, text string) {
	if err := replace(d.root, d.file, []byte(text)); err != nil {
		s.broke(w, "存 "+d.file, err)
		return
	}
	d.forget()
	s.say("已存 %s", d.file)
	http.Redirect(w, r, "/settings", http.StatusSeeOther)
}

// replace writes a file beside its target and renames it. A link is not
// followed: the target must be a file.
func replace(root *os.Root, name string, data []byte) error {
	info, err := root.Lstat(name)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fs.ErrPermission
	}
	temp := filepath.Join(filepath.Dir(name), ".dangce-"+strings.ToLower(rand.Text())+".tmp")
	f, err := root.OpenFile(temp, createNew, 0o600)
	if err != nil {
		return err
	}
	_, err = bytes.NewReader(data).WriteTo(f)
	if err = errors.Join(err, f.Close()); err == nil {
		err = root.Rename(temp, name)
	}
	if err != nil {
		return errors.Join(err, root.Remove(temp))
	}
	return nil
}
