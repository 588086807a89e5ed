package serve

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/png"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"dangce/generator"
	"dangce/generator/view"
)

// viewer draws pages; it starts when the first is asked for.
type viewer struct {
	cache string
	once  sync.Once
	view  *view.Viewer
	err   error
}

func (v *viewer) get() (*view.Viewer, error) {
	v.once.Do(func() { v.view, v.err = view.New(context.Background(), v.cache) })
	return v.view, v.err
}

func (v *viewer) close() error {
	v.once.Do(func() {})
	if v.view == nil {
		return nil
	}
	return v.view.Close()
}

// volumes keeps the books that were looked at last.
type volumes struct {
	mu   sync.Mutex
	list []*volume // the last one used first
}

type volume struct {
	generator.Volume
	once   sync.Once
	data   []byte
	labels []string
	err    error
}

const maxVolumes = 6

// open makes a book, unless it is at hand.
func (st *state) open(ctx context.Context, path string) (*volume, error) {
	r, err := st.reader()
	if err != nil {
		return nil, err
	}
	v := st.volumes.take(path)
	v.once.Do(func() { v.data, v.labels, v.err = r.Open(context.WithoutCancel(ctx), path) })
	return v, v.err
}

func (l *volumes) take(path string) *volume {
	l.mu.Lock()
	defer l.mu.Unlock()
	i := slices.IndexFunc(l.list, func(v *volume) bool { return v.Path == path })
	v := &volume{Volume: generator.Volume{Path: path}}
	if i >= 0 {
		v = l.list[i]
		l.list = slices.Delete(l.list, i, i+1)
	}
	l.list = slices.Insert(l.list, 0, v)
	l.list = l.list[:min(len(l.list), maxVolumes)]
	return v
}

// previewPage offers the books of an owner.
type previewPage struct {
	Owners        []choice
	Owner         string
	Books, Charts []generator.Volume
	Lines         []generator.Line
	Sheets        int
}

func (s *Server) preview(w http.ResponseWriter, r *http.Request, d *desk) {
	st := s.sound(w, d)
	if st == nil {
		return
	}
	reader, err := st.reader()
	if err != nil {
		s.broke(w, "排版", err)
		return
	}
	p := previewPage{Owner: r.FormValue("of")}
	committee, branch := "", ""
	add := func(value, text string) {
		p.Owners = append(p.Owners, choice{value, text, value == p.Owner})
	}
	add("", "县级")
	for _, c := range st.County.Committees {
		add("c:"+c.Code, c.Code+" "+c.Short)
		for _, b := range c.Branches {
			add("b:"+b.Code, "　"+b.Code+" "+b.Short)
		}
	}
	o := generator.Options{Set: st.Set, Version: s.Version}
	kind, code, _ := strings.Cut(p.Owner, ":")
	switch kind {
	case "c":
		committee, o.Committees = code, []string{code}
	case "b":
		branch, o.Branches = code, []string{code}
	}
	for _, v := range reader.Volumes(committee, branch) {
		if v.Drawing {
			p.Charts = append(p.Charts, v)
		} else {
			p.Books = append(p.Books, v)
		}
	}
	if kind == "b" { // those of a committee or the county take long to count
		if p.Lines, err = generator.List(r.Context(), st.County, o); err != nil {
			s.broke(w, "数页", err)
			return
		}
		for _, l := range p.Lines {
			p.Sheets += l.Sheets
		}
	}
	go s.viewer.get() // ready when the first picture is asked for
	s.show(w, "preview", "看页样", true, p)
}

// bookPage is a page of a book, or its contact sheets.
type bookPage struct {
	Path, Title    string
	Label          string
	Page, Pages    int
	Thumbs         []thumb
	All            bool
	Previous, Next int // pages, 0 for none
	From, Upto     int
	Labels         []thumb
}

type thumb struct {
	No    int
	Label string
}

// onSheet is how many pages are on a contact sheet.
const onSheet = 24

func (s *Server) book(w http.ResponseWriter, r *http.Request, d *desk) {
	st := s.sound(w, d)
	if st == nil {
		return
	}
	path := r.FormValue("path")
	v, err := st.open(r.Context(), path)
	if s.noVolume(w, err) {
		return
	}
	p := bookPage{Path: path, Pages: len(v.labels), All: r.FormValue("all") != ""}
	p.Title = path[strings.LastIndex(path, "/")+1:]
	p.Page, _ = strconv.Atoi(r.FormValue("page"))
	p.Page = min(max(p.Page, 1), max(p.Pages, 1))
	step := 1
	if p.All {
		step = onSheet
		p.From = (p.Page-1)/onSheet*onSheet + 1
		p.Page = p.From
		p.Upto = min(p.From+onSheet-1, p.Pages)
		for i := p.From; i <= p.Upto; i++ {
			p.Thumbs = append(p.Thumbs, thumb{i, v.labels[i-1]})
		}
	} else {
		p.Label = v.labels[p.Page-1]
		for i, l := range v.labels {
			p.Labels = append(p.Labels, thumb{i + 1, l})
		}
	}
	if p.Page-step > 0 {
		p.Previous = p.Page - step
	}
	if p.Page+step <= p.Pages {
		p.Next = p.Page + step
	}
	s.show(w, "book", p.Title, true, p)
}

// noVolume answers where a book could not be made.
func (s *Server) noVolume(w http.ResponseWriter, err error) bool {
	switch {
	case err == nil:
		return false
	case errors.Is(err, generator.ErrNoVolume):
		s.fail(w, http.StatusNotFound, "没有这本书", "名册改过的，回到“看页样”再选")
	default:
		s.broke(w, "排版", err)
	}
	return true
}

// Sharpness of pictures, dots to the inch.
const (
	pictureDPI = 110
	thumbDPI   = 34
)

func (s *Server) picture(w http.ResponseWriter, r *http.Request, d *desk) {
	st := s.sound(w, d)
	if st == nil {
		return
	}
	v, err := st.open(r.Context(), r.FormValue("path"))
	if s.noVolume(w, err) {
		return
	}
	n, err := strconv.Atoi(r.FormValue("page"))
	if err != nil || n < 1 || n > len(v.labels) {
		s.fail(w, http.StatusNotFound, "没有这一页", "回到书的第一页")
		return
	}
	dpi := pictureDPI
	if r.FormValue("small") != "" {
		dpi = thumbDPI
	}
	data, err := s.draw(r.Context(), v.data, n-1, dpi)
	if err != nil {
		s.broke(w, "画这一页", err)
		return
	}
	w.Header().Set("Content-Type", "image/png")
	_, _ = w.Write(data)
}

// draw makes a picture of a page.
func (s *Server) draw(ctx context.Context, data []byte, page, dpi int) (_ []byte, err error) {
	v, err := s.viewer.get()
	if err != nil {
		return nil, errors.New("看图的部分没有启动：临时文件夹可能不能写，或内存不够")
	}
	f, err := v.Open(ctx, data)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	m, err := f.Render(page, dpi)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := e.Encode(&b, m); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func (s *Server) chart(w http.ResponseWriter, r *http.Request, d *desk) {
	st := s.sound(w, d)
	if st == nil {
		return
	}
	reader, err := st.reader()
	if err != nil {
		s.broke(w, "画图", err)
		return
	}
	var b bytes.Buffer
	if s.noVolume(w, reader.Draw(&b, r.FormValue("path"))) {
		return
	}
	w.Header().Set("Content-Type", "image/svg+xml")
	w.Header().Set("Content-Disposition", fmt.Sprintf("inline; filename*=UTF-8''%s", url.PathEscape("流程图.svg")))
	_, _ = b.WriteTo(w)
}
