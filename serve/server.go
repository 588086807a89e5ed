// Package serve shows a county's folder as pages in a browser on the same
// machine, for clerks who never open a terminal: what was read and found, the
// people, pictures of pages, building, what came back, settings.
//
// Page and command line are two views of one thing. Whatever lasts is in the
// files of the folder, where the commands look for it and put it; the server
// keeps in memory only what it has read from them, and reads again when they
// change.
//
// It promises: it answers on 127.0.0.1 alone, and only the browser that has
// the address with its secret; it reads and writes nothing outside the folder
// of the county and the working folder, through no link either; requests,
// uploads and memory are bounded; nothing leaves the machine.
package serve

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"html/template"
	"net"
	"net/http"
	"os"
	"sync"
	"time"
)

// Options say what is shown and what the server sees of the world.
type Options struct {
	Folder  string // the working folder: counties are looked for in it, and what is made goes into its output
	County  string // a county.toml to open, or ""
	Example bool   // open the embedded example
	Version string // of the program
	Program string // identifies the binary, as for project.Digest
	Cache   string // where compiled code is kept, or ""
	Lasting bool   // what is written is to survive a power cut
	Now     func() time.Time
}

// Server is one page in the browser.
type Server struct {
	Options
	token  string
	folder *os.Root
	pages  map[string]*template.Template
	mux    *http.ServeMux
	turns  chan struct{} // requests that are worked on
	intake chan struct{} // uploads that are under way
	hub    hub
	viewer viewer

	mu   sync.Mutex
	host string // 127.0.0.1:port
	desk *desk  // the county that is open, or nil
	job  *job   // the last build or collection, or nil
	note string // to be shown once
}

// How much is done at a time. Requests beyond wait for their turn.
const (
	maxConnections = 256
	maxTurns       = 4
	maxIntake      = 2
)

// New returns a server that nobody listens to yet.
func New(o Options) (*Server, error) {
	folder, err := os.OpenRoot(o.Folder)
	if err != nil {
		return nil, fmt.Errorf("打开文件夹 %s：%w", o.Folder, err)
	}
	s := &Server{Options: o, token: rand.Text(), folder: folder, turns: make(chan struct{}, maxTurns), intake: make(chan struct{}, maxIntake)}
	s.viewer.cache = o.Cache
	if s.pages, err = parsePages(); err != nil {
		return nil, errors.Join(err, folder.Close())
	}
	s.mux = s.routes()
	switch {
	case o.Example:
		s.desk = exampleDesk(&s.hub)
	case o.County != "":
		if s.desk, err = openDesk(o.County, &s.hub); err != nil {
			return nil, errors.Join(err, folder.Close())
		}
	default:
		if all := s.counties(); len(all) == 1 {
			s.desk, err = s.deskAt(all[0])
		}
	}
	return s, err
}

// Listen takes a port of 127.0.0.1, a free one for 0.
func Listen(port int) (net.Listener, error) {
	return net.Listen("tcp4", fmt.Sprintf("127.0.0.1:%d", port))
}

// Address is what the browser opens: with the secret, once.
func (s *Server) Address() string { return "http://" + s.hostName() + "/?t=" + s.token }

func (s *Server) hostName() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.host
}

// Attach says where the server will answer.
func (s *Server) Attach(l net.Listener) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.host = l.Addr().String()
}

// Serve answers until ctx ends. Work that is under way is cancelled then.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	server := &http.Server{
		Handler:           s.Handler(),
		ReadHeaderTimeout: headerTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    16 << 10,
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(limited(l, maxConnections)) }()
	var err error
	select {
	case err = <-failed:
	case <-ctx.Done():
		s.hub.close()
		rest, stop := context.WithTimeout(context.WithoutCancel(ctx), closeTime)
		defer stop()
		if server.Shutdown(rest) != nil {
			err = server.Close()
		}
	}
	return errors.Join(err, s.close())
}

// close ends what runs and frees what is held.
func (s *Server) close() error {
	s.mu.Lock()
	d, j := s.desk, s.job
	s.mu.Unlock()
	if j != nil {
		j.stop()
		<-j.ended
	}
	errs := []error{s.viewer.close(), s.folder.Close()}
	if d != nil {
		errs = append(errs, d.close())
	}
	return errors.Join(errs...)
}

// routes are the pages.
func (s *Server) routes() *http.ServeMux {
	m := http.NewServeMux()
	m.HandleFunc("GET /{$}", s.start)
	m.HandleFunc("POST /open", s.open)
	m.HandleFunc("POST /new", s.create)
	m.HandleFunc("GET /check", s.inCounty(s.check))
	m.HandleFunc("GET /problems.xlsx", s.inCounty(s.problems))
	m.HandleFunc("GET /people", s.inCounty(s.people))
	m.HandleFunc("GET /branch", s.inCounty(s.branch))
	m.HandleFunc("GET /preview", s.inCounty(s.preview))
	m.HandleFunc("GET /book", s.inCounty(s.book))
	m.HandleFunc("GET /picture", s.inCounty(s.picture))
	m.HandleFunc("GET /chart", s.inCounty(s.chart))
	m.HandleFunc("GET /build", s.inCounty(s.buildPage))
	m.HandleFunc("POST /build", s.inCounty(s.build))
	m.HandleFunc("POST /stop", s.stop)
	m.HandleFunc("GET /file", s.inCounty(s.file))
	m.HandleFunc("GET /zip", s.inCounty(s.zip))
	m.HandleFunc("GET /registers", s.inCounty(s.registers))
	m.HandleFunc("POST /registers", s.inCounty(s.collect))
	m.HandleFunc("GET /settings", s.inCounty(s.settings))
	m.HandleFunc("POST /settings", s.inCounty(s.save))
	m.HandleFunc("POST /setting", s.inCounty(s.saveOne))
	m.HandleFunc("GET /events", s.events)
	m.HandleFunc("GET /progress", s.progress)
	m.HandleFunc("GET /style.css", asset("style.css", "text/css; charset=utf-8"))
	m.HandleFunc("GET /icon.svg", asset("icon.svg", "image/svg+xml"))
	m.HandleFunc("GET /page.js", asset("page.js", "text/javascript; charset=utf-8"))
	return m
}
