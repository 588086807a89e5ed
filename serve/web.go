package serve

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"os"
	"path"
	"strings"
	"time"

	"dangce/config/diag"
	"dangce/generator"
	"dangce/generator/layout"
	"dangce/generator/pack"
)

//go:embed page
var pageFS embed.FS

// parsePages reads the templates: each page with the frame around it.
func parsePages() (map[string]*template.Template, error) {
	frame, err := template.New("frame.html").Funcs(template.FuncMap{"add": func(a, b int) int { return a + b }}).ParseFS(pageFS, "page/frame.html", "page/parts.html")
	if err != nil {
		return nil, fmt.Errorf("页面：%w", err)
	}
	files, err := fs.Glob(pageFS, "page/*.html")
	if err != nil {
		return nil, err
	}
	all := map[string]*template.Template{}
	for _, f := range files {
		t, err := frame.Clone()
		if err == nil {
			t, err = t.ParseFS(pageFS, f)
		}
		if err != nil {
			return nil, fmt.Errorf("页面 %s：%w", f, err)
		}
		all[strings.TrimSuffix(path.Base(f), ".html")] = t
	}
	return all, nil
}

func asset(name, kind string) http.HandlerFunc {
	data, err := pageFS.ReadFile("page/" + name)
	if err != nil {
		panic(err) // embedded: a test loads each
	}
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		_, _ = w.Write(data)
	}
}

// frame is what surrounds the body of a page.
type frame struct {
	Title   string
	Here    string // the page's place in the navigation
	Desk    string // the county that is open, "" without
	Note    string // said once
	Live    string // not "": shown again when files have changed since; hub.seen
	Version string
	Data    any
}

// seenHeader says what was known when work on a page began.
const seenHeader = "Dangce-Seen"

// show writes a page.
func (s *Server) show(w http.ResponseWriter, name, title string, live bool, data any) {
	s.showCode(w, http.StatusOK, name, title, live, data)
}

func (s *Server) showCode(w http.ResponseWriter, code int, name, title string, live bool, data any) {
	v := frame{Title: title, Here: name, Version: s.Version, Data: data}
	if live {
		v.Live = w.Header().Get(seenHeader)
	}
	s.mu.Lock()
	if s.desk != nil {
		v.Desk = s.desk.name
	}
	if code == http.StatusOK {
		v.Note, s.note = s.note, ""
	}
	s.mu.Unlock()
	var b bytes.Buffer
	if err := s.pages[name].ExecuteTemplate(&b, "frame.html", v); err != nil {
		http.Error(w, "程序内部出错："+err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(code)
	_, _ = b.WriteTo(w)
}

// say keeps a note for the next page.
func (s *Server) say(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.note = fmt.Sprintf(format, args...)
}

// trouble is an error page: what is wrong, and what to do.
type trouble struct{ Message, Hint string }

func (s *Server) fail(w http.ResponseWriter, code int, message, hint string) {
	s.showCode(w, code, "trouble", "没有做成", false, trouble{message, hint})
}

// refuse answers a stranger in plain words, without a page.
func (s *Server) refuse(w http.ResponseWriter, code int, message, hint string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(code)
	fmt.Fprintf(w, "%s。%s。\n", message, hint)
}

// broke answers with an error of the machine.
func (s *Server) broke(w http.ResponseWriter, what string, err error) {
	message, hint := s.words(what, err)
	s.fail(w, http.StatusInternalServerError, message, hint)
}

// words says what went wrong. The system's own words, which are English, do
// not reach the page.
func (s *Server) words(what string, err error) (message, hint string) {
	if e, ok := errors.AsType[*pack.Error](err); ok {
		return what + "：" + e.Error(), e.Hint
	}
	if errors.Is(err, layout.ErrTooHigh) {
		return what + "：" + err.Error(), generator.FitHint
	}
	_, path := errors.AsType[*fs.PathError](err)
	_, link := errors.AsType[*os.LinkError](err)
	if path || link {
		return what + "：" + diag.Cause(err), "看看文件是否正开着、文件夹能不能写"
	}
	return what + "：" + diag.Clean(err.Error()), "再试一次；还是这样，请把这段话发给维护人员"
}

// inCounty opens a page for a county, or sends to the start without one.
func (s *Server) inCounty(do func(http.ResponseWriter, *http.Request, *desk)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		d := s.desk
		s.mu.Unlock()
		if d == nil {
			http.Redirect(w, r, "/", http.StatusSeeOther)
			return
		}
		do(w, r, d)
	}
}

// sound returns the county for pages that need one without errors of its own;
// it has answered where there is none.
func (s *Server) sound(w http.ResponseWriter, d *desk) *state {
	st := d.now()
	if st.County == nil {
		s.fail(w, http.StatusConflict, "名册或配置里还有错误，这一页看不了", "先到“检查”里改好")
		return nil
	}
	return st
}

// events sends news to a page for as long as it is open.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	seen := r.Header.Get("Last-Event-ID") // of a page that was cut off
	if seen == "" {
		seen = r.FormValue("seen")
	}
	news := s.hub.join(seen)
	if news == nil {
		s.refuse(w, http.StatusServiceUnavailable, "打开的页面太多", "关掉几个")
		return
	}
	defer s.hub.leave(news)
	c := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	send := func(text string) bool {
		_ = c.SetWriteDeadline(s.Now().Add(answerTime))
		_, err := fmt.Fprint(w, text)
		return err == nil && c.Flush() == nil
	}
	_ = c.SetReadDeadline(time.Time{}) // the page only listens
	if !send(": \n\n") {
		return
	}
	for {
		select {
		case what, ok := <-news:
			if !ok || !send(fmt.Sprintf("id: %d\ndata: %s\n\n", s.hub.seen(), what)) {
				return
			}
		case <-r.Context().Done():
			return
		}
	}
}
