package serve

import (
	"crypto/rand"
	"errors"
	"io"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"dangce/config/diag"
	"dangce/generator/pack"
)

// Limits of one upload. A register of a branch has 40 KB, the roster of a
// county in one sheet some 10 MB.
const (
	maxFiles  = 2000
	maxFile   = 64 << 20
	maxUpload = 512 << 20
	maxField  = 4 << 10
	createNew = os.O_WRONLY | os.O_CREATE | os.O_EXCL
)

// tables are the endings of files that are taken in.
var tableEndings = []string{".xlsx", ".xls", ".xlsm", ".ods", ".csv", ".et"}

// intake is an upload that lies in a folder of its own until it is used.
type intake struct {
	root   *os.Root
	dir    string // in root
	files  []string
	fields map[string]string
}

// refusal is what an upload is refused for.
type refusal struct {
	code          int
	message, hint string
}

// receive streams an upload into a new folder of root. An upload that breaks
// a limit leaves nothing.
func (s *Server) receive(w http.ResponseWriter, r *http.Request, root *os.Root, at string) (in *intake, bad *refusal) {
	select {
	case s.intake <- struct{}{}:
		defer func() { <-s.intake }()
	default:
		return nil, &refusal{http.StatusServiceUnavailable, "正在收别的文件", "等它收完再来"}
	}
	c := http.NewResponseController(w)
	more := func() {
		_ = c.SetReadDeadline(s.Now().Add(bodyTime))
		_ = c.SetWriteDeadline(s.Now().Add(bodyTime + answerTime))
	}
	if r.ContentLength > maxUpload {
		return nil, tooMuch
	}
	r.Body = http.MaxBytesReader(w, io.NopCloser(&patient{r.Body, more}), maxUpload)
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, &refusal{http.StatusBadRequest, "没有收到文件", "退回上一页再选"}
	}
	in = &intake{root: root, dir: path.Join(at, ".dangce-"+strings.ToLower(rand.Text())), fields: map[string]string{}}
	if err := root.MkdirAll(filepath.FromSlash(in.dir), 0o700); err != nil {
		return nil, &refusal{http.StatusInternalServerError, "收文件：" + diag.Cause(err), "看看文件夹能不能写"}
	}
	var names pack.Names
	for {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return in, nil
		}
		if err == nil {
			if p.FileName() == "" {
				err = in.field(p.FormName(), p)
			} else {
				err = in.file(&names, p.FileName(), p)
			}
		}
		if err != nil {
			in.discard()
			return nil, refusalOf(err)
		}
	}
}

var tooMuch = &refusal{http.StatusRequestEntityTooLarge, "文件太大或太多，没有收", "一次不超过 2000 个文件、512 MB，一个文件不超过 64 MB；分几次放进来"}

var errTooMuch = errors.New("too much")

// wrongKind is a file that is no table.
type wrongKind struct{ name string }

func (e *wrongKind) Error() string { return e.name }

func refusalOf(err error) *refusal {
	if k, ok := errors.AsType[*wrongKind](err); ok {
		return &refusal{http.StatusUnsupportedMediaType, k.name + " 不是表格，没有收", "放 Excel、WPS 的表格或 csv；压缩包先解开"}
	}
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok || errors.Is(err, errTooMuch) {
		return tooMuch
	}
	return &refusal{http.StatusBadRequest, "文件没有收完整：" + diag.Cause(err), "再放一次"}
}

func (in *intake) field(name string, r io.Reader) error {
	data, err := io.ReadAll(io.LimitReader(r, maxField+1))
	if err == nil && len(data) > maxField || len(in.fields) > 20 {
		return errTooMuch
	}
	in.fields[name] = string(data)
	return err
}

// file takes in a file under its own name without any folder.
func (in *intake) file(names *pack.Names, given string, r io.Reader) error {
	given = path.Base(strings.ReplaceAll(given, `\`, "/"))
	if !utf8.ValidString(given) || given == "." || given == ".." || given == "/" {
		return &wrongKind{"这个文件"}
	}
	ext := strings.ToLower(path.Ext(given))
	if !slices.Contains(tableEndings, ext) {
		return &wrongKind{given}
	}
	if len(in.files) == maxFiles {
		return errTooMuch
	}
	name := names.Name("", strings.TrimSuffix(given, path.Ext(given)), ext)
	f, err := in.root.OpenFile(filepath.Join(in.dir, name), createNew, 0o600)
	if err != nil {
		return err
	}
	n, err := io.Copy(f, io.LimitReader(r, maxFile+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if n > maxFile {
		return errTooMuch
	}
	in.files = append(in.files, name)
	return nil
}

// discard removes what is left of the upload.
func (in *intake) discard() { _ = in.root.RemoveAll(filepath.FromSlash(in.dir)) }
