package serve

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dangce/config/example"
	"dangce/generator/flow/wasmcache"
	"dangce/project"
)

// visit is a browser at a server of its own.
type visit struct {
	*testing.T
	s      *Server
	base   string // http://127.0.0.1:port
	client *http.Client
}

// serving starts a server in a folder.
func serving(t *testing.T, folder string, with func(*Options)) *visit {
	t.Helper()
	o := Options{Folder: folder, Version: "test", Now: time.Now, Cache: wasmcache.Folder("pdfium", "/wazero", "/go-pdfium")}
	if with != nil {
		with(&o)
	}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	l, err := Listen(0)
	if err != nil {
		t.Fatal(err)
	}
	s.Attach(l)
	done := make(chan error, 1)
	go func() { done <- s.Serve(t.Context(), l) }()
	t.Cleanup(func() {
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &visit{T: t, s: s, base: "http://" + l.Addr().String(), client: &http.Client{Jar: jar}}
}

// enter opens the address with the secret.
func (v *visit) enter() *visit {
	v.Helper()
	if code, _ := v.get("/?t=" + v.s.token); code != http.StatusOK {
		v.Fatalf("the address answers %d", code)
	}
	return v
}

func (v *visit) do(r *http.Request) (int, string) {
	v.Helper()
	a, err := v.client.Do(r)
	if err != nil {
		v.Fatal(err)
	}
	defer a.Body.Close()
	b, err := io.ReadAll(a.Body)
	if err != nil {
		v.Fatal(err)
	}
	return a.StatusCode, string(b)
}

func (v *visit) get(path string) (int, string) {
	v.Helper()
	r, err := http.NewRequest(http.MethodGet, v.base+path, nil)
	if err != nil {
		v.Fatal(err)
	}
	return v.do(r)
}

func (v *visit) request(method, path, kind string, body io.Reader) *http.Request {
	v.Helper()
	r, err := http.NewRequest(method, v.base+path, body)
	if err != nil {
		v.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	r.Header.Set("Origin", v.base)
	return r
}

func (v *visit) post(path string, form url.Values) (int, string) {
	v.Helper()
	return v.do(v.request(http.MethodPost, path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode())))
}

// upload sends fields and files; those of one name may repeat.
func (v *visit) upload(path string, fields map[string]string, files [][2]string) (int, string) {
	v.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for k, x := range fields {
		m.WriteField(k, x)
	}
	for _, f := range files {
		w, err := m.CreateFormFile("files", f[0])
		if err != nil {
			v.Fatal(err)
		}
		io.WriteString(w, f[1])
	}
	m.Close()
	return v.do(v.request(http.MethodPost, path, m.FormDataContentType(), &b))
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// county puts the example county into a folder of its own.
func county(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	if err := os.CopyFS(filepath.Join(folder, "示例县"), example.FS()); err != nil {
		t.Fatal(err)
	}
	return folder
}

// files lists the names below a folder.
func files(t *testing.T, folder string) string {
	t.Helper()
	names, err := fs.Glob(os.DirFS(folder), "*/*")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(names, "\n")
}

// tree lists the files of a folder with their sizes and times.
func tree(t *testing.T, folder string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.Walk(folder, func(name string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() { // an upload comes and goes
			fmt.Fprintln(&b, name, info.Size(), info.ModTime().UnixNano())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Strangers are refused, and nothing changes.
func TestStrangersAreRefused(t *testing.T) {
	folder := county(t)
	v := serving(t, folder, nil)
	before := tree(t, folder)
	for _, path := range []string{"/", "/check", "/people", "/build", "/settings", "/file?path=manifest.json", "/events", "/?t=wrong", "/style.css"} {
		if code, body := v.get(path); code != http.StatusForbidden || strings.Contains(body, "党支部") {
			t.Errorf("without the secret, %s answers %d %s", path, code, body)
		}
	}
	v.enter()
	for name, change := range map[string]func(*http.Request){
		"wrong host":     func(r *http.Request) { r.Host = "evil.example:80" },
		"foreign origin": func(r *http.Request) { r.Header.Set("Origin", "http://evil.example") },
		"other port":     func(r *http.Request) { r.Header.Set("Origin", "http://127.0.0.1:1") },
		"no origin":      func(r *http.Request) { r.Header.Del("Origin") },
		"null origin":    func(r *http.Request) { r.Header.Set("Origin", "null") },
		"cross site":     func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") },
		"wrong cookie": func(r *http.Request) {
			v.client = &http.Client{}
			r.AddCookie(&http.Cookie{Name: v.s.cookie(), Value: "x"})
		},
	} {
		own := v.client
		r := v.request(http.MethodPost, "/settings", "application/x-www-form-urlencoded", strings.NewReader("text=x"))
		change(r)
		if code, _ := v.do(r); code != http.StatusForbidden && code != http.StatusMisdirectedRequest {
			t.Errorf("%s: %d", name, code)
		}
		v.client = own
	}
	r := v.request(http.MethodGet, "/check", "", nil)
	r.Host = "evil.example"
	if code, _ := v.do(r); code != http.StatusMisdirectedRequest {
		t.Errorf("reading under a foreign name: %d", code)
	}
	for _, m := range []string{http.MethodPut, http.MethodDelete, http.MethodPost} {
		if code, _ := v.do(v.request(m, "/check", "text/plain", strings.NewReader("x"))); code != http.StatusMethodNotAllowed {
			t.Errorf("%s /check: %d", m, code)
		}
	}
	if after := tree(t, folder); after != before {
		t.Errorf("files changed:\n%s\n%s", before, after)
	}
}

// Every answer says what the page may load, and the cookie is no script's.
func TestHeaders(t *testing.T) {
	v := serving(t, county(t), nil)
	none := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	a, err := none.Get(v.s.Address())
	if err != nil {
		t.Fatal(err)
	}
	a.Body.Close()
	c := a.Header.Get("Set-Cookie")
	for _, want := range []string{"HttpOnly", "SameSite=Strict", "Path=/"} {
		if !strings.Contains(c, want) {
			t.Errorf("cookie %q has no %s", c, want)
		}
	}
	if a.Header.Get("Location") != "/" {
		t.Errorf("the secret stays in the address: %s", a.Header.Get("Location"))
	}
	csp := a.Header.Get("Content-Security-Policy")
	for _, never := range []string{"unsafe", "*", "http", "data:"} {
		if strings.Contains(csp, never) {
			t.Errorf("the policy %q has %s", csp, never)
		}
	}
	if a.Header.Get("Referrer-Policy") != "same-origin" {
		t.Error("browsers would send forms from nowhere, and the server refuse them")
	}
	if !strings.HasPrefix(csp, "default-src 'none'") || a.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%v", a.Header)
	}
}

// No page has a script or a style of its own, or an address elsewhere.
func TestPagesLoadNothingElse(t *testing.T) {
	v := serving(t, county(t), nil).enter()
	for _, path := range []string{"/", "/check", "/people", "/people?q=zs", "/preview", "/build", "/registers", "/settings"} {
		code, body := v.get(path)
		if code != http.StatusOK {
			t.Fatalf("%s: %d %s", path, code, body)
		}
		for _, never := range []string{"http://", "https://", "style=", "<style", "onclick", "javascript:", "<script>"} {
			if strings.Contains(body, never) {
				t.Errorf("%s has %s", path, never)
			}
		}
	}
}

// Whatever a parameter says, nothing outside the folders is read or written.
func TestNoPathLeaves(t *testing.T) {
	folder := county(t)
	outside := t.TempDir()
	put(t, filepath.Join(outside, "secret.pdf"), "SECRET")
	put(t, filepath.Join(outside, "县", "county.toml"), "year = 2027")
	out := filepath.Join(folder, "output", "2027-示例县")
	put(t, filepath.Join(out, "a.pdf"), "fine")
	put(t, filepath.Join(folder, "secret.pdf"), "SECRET")
	for name, to := range map[string]string{filepath.Join(out, "link.pdf"): filepath.Join(outside, "secret.pdf"), filepath.Join(out, "up.pdf"): "../../secret.pdf", filepath.Join(folder, "远县"): filepath.Join(outside, "县")} {
		if err := os.Symlink(to, name); err != nil {
			t.Skipf("no links here: %v", err)
		}
	}
	v := serving(t, folder, nil).enter()
	if code, body := v.get("/file?path=a.pdf"); code != http.StatusOK || body != "fine" {
		t.Fatalf("a file of the output: %d %s", code, body)
	}
	before := tree(t, folder)
	for _, p := range []string{"../../secret.pdf", "..%2f..%2fsecret.pdf", "/etc/passwd", "link.pdf", "up.pdf", ".", "", ".dangce.lock", "a.pdf/../../../secret.pdf", `..\..\secret.pdf`, "C:/x", "a\x00b"} {
		for _, at := range []string{"/file?path=", "/zip?folder=", "/picture?page=1&path=", "/book?path=", "/chart?path=", "/branch?code=", "/file?in=collected&path="} {
			q := at + url.QueryEscape(p)
			if code, body := v.get(q); strings.Contains(body, "SECRET") || code == http.StatusOK && !strings.HasPrefix(at, "/zip") {
				t.Errorf("%s answers %d", q, code)
			}
		}
	}
	for _, dir := range []string{"..", "../x", outside, "远县", "output", "/"} {
		if code, _ := v.post("/open", url.Values{"county": {dir}}); code == http.StatusOK {
			t.Errorf("%s was opened", dir)
		}
	}
	if code, _ := v.upload("/registers", nil, [][2]string{{"../../../x.sh", "#!"}}); code != http.StatusUnsupportedMediaType {
		t.Errorf("a script was taken: %d", code)
	}
	if after := tree(t, folder); after != before {
		t.Errorf("files changed:\n%s\n%s", before, after)
	}
	if entries, _ := os.ReadDir(outside); len(entries) != 2 {
		t.Errorf("%v", entries)
	}
}

// An output folder that leads elsewhere is not written to.
func TestOutputLinkIsNotFollowed(t *testing.T) {
	folder, outside := county(t), t.TempDir()
	if err := os.Symlink(outside, filepath.Join(folder, "output")); err != nil {
		t.Skipf("no links here: %v", err)
	}
	v := serving(t, folder, nil).enter()
	v.post("/build", url.Values{"of": {"b:01-001"}})
	v.settled()
	if j := v.s.current().view(time.Now()); !j.Failed {
		t.Errorf("%+v", j)
	}
	if entries, _ := os.ReadDir(outside); len(entries) > 0 {
		t.Errorf("%v", entries)
	}
}

// settled waits for the job.
func (v *visit) settled() {
	v.Helper()
	if j := v.s.current(); j != nil {
		<-j.ended
	}
}

// endless is an upload that never ends.
type endless struct {
	head io.Reader
	n    int64
}

func (e *endless) Read(b []byte) (int, error) {
	if n, err := e.head.Read(b); n > 0 || err != io.EOF {
		return n, nil
	}
	clear(b)
	e.n += int64(len(b))
	return len(b), nil
}

// An upload of any size stops at the limit and leaves nothing.
func TestHugeUpload(t *testing.T) {
	folder := county(t)
	v := serving(t, folder, nil).enter()
	before := files(t, folder)
	c, err := net.Dial("tcp", strings.TrimPrefix(v.base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprintf(c, "POST /registers HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nCookie: %s=%s\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: %d\r\n\r\n--x\r\n", strings.TrimPrefix(v.base, "http://"), v.base, v.s.cookie(), v.s.token, int64(2<<30))
	answer := make([]byte, 64)
	if _, err := c.Read(answer); err != nil || !strings.Contains(string(answer), "413") {
		t.Errorf("2 GB announced: %q, %v", answer, err)
	}
	body := &endless{head: strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.xlsx\"\r\n\r\n")}
	r := v.request(http.MethodPost, "/registers", "multipart/form-data; boundary=x", body)
	r.ContentLength = -1
	if a, err := v.client.Do(r); err == nil {
		if a.Body.Close(); a.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("an endless file: %d", a.StatusCode)
		}
	}
	if body.n > 2*maxFile {
		t.Errorf("%d bytes were taken", body.n)
	}
	if after := files(t, folder); after != before {
		t.Errorf("something is left:\n%s", after)
	}
}

// Somebody who sends a header byte by byte is cut off, and others are served
// meanwhile.
func TestSlowHeader(t *testing.T) {
	v := serving(t, county(t), nil).enter()
	var slow []net.Conn
	for range 20 {
		c, err := net.Dial("tcp", strings.TrimPrefix(v.base, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		io.WriteString(c, "GET / HTTP/1.1\r\nHost: ")
		slow = append(slow, c)
	}
	if code, _ := v.get("/check"); code != http.StatusOK {
		t.Errorf("others wait: %d", code)
	}
	if testing.Short() {
		return
	}
	for _, c := range slow[:1] {
		c.SetReadDeadline(time.Now().Add(4 * headerTime))
		if _, err := io.ReadAll(c); err != nil {
			t.Errorf("still connected: %v", err)
		}
	}
}

// Two hundred requests at once are all answered.
func TestManyAtOnce(t *testing.T) {
	v := serving(t, county(t), nil).enter()
	const n = 200
	codes := make(chan int, n)
	for range n {
		go func() {
			a, err := v.client.Get(v.base + "/people")
			if err != nil {
				t.Error(err)
				codes <- 0
				return
			}
			io.Copy(io.Discard, a.Body)
			a.Body.Close()
			codes <- a.StatusCode
		}()
	}
	for range n {
		if code := <-codes; code != http.StatusOK {
			t.Fatalf("%d", code)
		}
	}
}

// A county is made of rosters that are sent, as the command init makes it; the
// page says, as the command check does, whose dues nobody has assessed.
func TestNewCounty(t *testing.T) {
	folder := t.TempDir()
	v := serving(t, folder, nil).enter()
	roster := "姓名,性别,出生日期,入党时间,转正时间,党内职务,所在党支部\n" +
		"周大山,男,1970-02-15,1991-07-01,1992-07-01,书记,东街社区党支部\n吴小河,男,1977-03-15,1999-07-01,2000-07-01,,东街社区党支部\n"
	fields := map[string]string{"name": "示例县", "code": "419900", "year": "2027"}
	code, body := v.upload("/new", fields, [][2]string{{"城关镇党员名册.csv", roster}})
	if code != http.StatusOK || !strings.Contains(body, "找出 1 个党支部、2 名党员") {
		t.Fatalf("%d %s", code, body)
	}
	if want := "党费没有核定的党员：东街社区党支部 2 人"; !strings.Contains(body, want) {
		t.Errorf("no %s in %s", want, body)
	}
	if got, err := os.ReadFile(filepath.Join(folder, "示例县", project.RosterFolder, "城关镇党员名册.csv")); err != nil || string(got) != roster {
		t.Errorf("%q, %v", got, err)
	}
	before := tree(t, folder)
	if code, _ := v.upload("/new", fields, [][2]string{{"别的.csv", roster}}); code != http.StatusConflict {
		t.Errorf("a county was made over another: %d", code)
	}
	for _, bad := range []map[string]string{{"name": "县", "code": "419900", "year": "2027"}, {"name": "别的县", "code": "41", "year": "2027"}, {"name": "别的县", "code": "419900", "year": "1900"}} {
		if code, _ := v.upload("/new", bad, nil); code != http.StatusBadRequest {
			t.Errorf("%v: %d", bad, code)
		}
	}
	if after := tree(t, folder); after != before {
		t.Errorf("files changed:\n%s\n%s", before, after)
	}
}
