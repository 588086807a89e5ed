package serve

import (
	"crypto/subtle"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// How long a client may take. Somebody who sends a byte a minute is cut off.
const (
	headerTime = 5 * time.Second
	bodyTime   = 30 * time.Second // of a form
	answerTime = 60 * time.Second
	waitTime   = 30 * time.Second // for a turn
	idleTime   = 60 * time.Second
	closeTime  = 3 * time.Second
)

const maxForm = 1 << 20 // bytes of a form without files

// policy lets a page use what this server sends and nothing else: no script
// and no style in the page itself, no frame around it, no form to elsewhere.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// Handler answers requests: those of the browser that was given the address,
// a few at a time.
func (s *Server) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin") // with no-referrer, forms would come from the origin "null"
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		c := http.NewResponseController(w)
		_ = c.SetWriteDeadline(s.Now().Add(answerTime)) // recorders of tests have none
		_ = c.SetReadDeadline(s.Now().Add(bodyTime))
		switch {
		case !s.ours(r.Host):
			s.refuse(w, http.StatusMisdirectedRequest, "地址不对", "只能从程序打开的那个地址进来")
		case !s.sameOrigin(r):
			s.refuse(w, http.StatusForbidden, "这个请求来自别的网页", "关掉那个网页，从程序打开的地址进来")
		case s.enters(w, r):
		case !s.known(r):
			s.refuse(w, http.StatusForbidden, "没有认出您", "请从程序打开的地址进来：回到程序的窗口，把那里的地址拷到浏览器")
		default:
			s.inTurn(w, r)
		}
	})
}

// ours reports whether a request was sent to this server by its own name. A
// web page whose name was made to lead here comes with another.
func (s *Server) ours(host string) bool {
	own := s.hostName()
	_, port, err := net.SplitHostPort(own)
	return err == nil && (host == own || host == "localhost:"+port)
}

// sameOrigin refuses what other pages send. What changes anything must say
// that it comes from here.
func (s *Server) sameOrigin(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if site := r.Header.Get("Sec-Fetch-Site"); site == "cross-site" || site == "same-site" {
		// A link to the address with its secret is what the system opens.
		return origin == "" && r.Method == http.MethodGet && r.URL.Path == "/"
	}
	if origin == "" {
		return r.Method == http.MethodGet || r.Method == http.MethodHead
	}
	name, ok := strings.CutPrefix(origin, "http://")
	return ok && name == r.Host
}

// enters takes the secret of the first address and gives a cookie for it.
func (s *Server) enters(w http.ResponseWriter, r *http.Request) bool {
	given := r.URL.Query().Get("t")
	if r.Method != http.MethodGet || r.URL.Path != "/" || given == "" || !same(given, s.token) {
		return false
	}
	http.SetCookie(w, &http.Cookie{Name: s.cookie(), Value: s.token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return true
}

// cookie is named after the port: browsers keep one set for all ports.
func (s *Server) cookie() string {
	_, port, _ := net.SplitHostPort(s.hostName())
	return "dangce-" + port
}

func (s *Server) known(r *http.Request) bool {
	c, err := r.Cookie(s.cookie())
	return err == nil && same(c.Value, s.token)
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// inTurn works on a few requests at a time, so that many of them need no more
// memory than few. What waits for news takes no turn.
func (s *Server) inTurn(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/events" {
		wait := time.NewTimer(waitTime)
		defer wait.Stop()
		select {
		case s.turns <- struct{}{}:
			defer func() { <-s.turns }()
		case <-wait.C:
			w.Header().Set("Retry-After", "5")
			s.refuse(w, http.StatusServiceUnavailable, "正忙", "过几秒再试")
			return
		case <-r.Context().Done():
			return
		}
	}
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	}
	w.Header().Set(seenHeader, strconv.Itoa(s.hub.seen()))
	s.mux.ServeHTTP(w, r)
}

// limited holds at most n connections; the system keeps further ones waiting.
func limited(l net.Listener, n int) net.Listener {
	return &limitedListener{Listener: l, slots: make(chan struct{}, n), closed: make(chan struct{})}
}

type limitedListener struct {
	net.Listener
	slots  chan struct{}
	closed chan struct{}
	once   sync.Once
}

func (l *limitedListener) Accept() (net.Conn, error) {
	select {
	case l.slots <- struct{}{}:
	case <-l.closed:
		return nil, net.ErrClosed
	}
	c, err := l.Listener.Accept()
	if err != nil {
		<-l.slots
		return nil, err
	}
	return &limitedConn{Conn: c, free: sync.OnceFunc(func() { <-l.slots })}, nil
}

func (l *limitedListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return l.Listener.Close()
}

type limitedConn struct {
	net.Conn
	free func()
}

func (c *limitedConn) Close() error {
	defer c.free()
	return c.Conn.Close()
}

// patient reads an upload for as long as bytes keep coming.
type patient struct {
	io.Reader
	more func() // moves the deadline
}

func (p *patient) Read(b []byte) (int, error) {
	p.more()
	return p.Reader.Read(b)
}
