package serve

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"dangce/generator"
	"dangce/generator/audit"
)

// job is work that takes a while: one build or collection at a time.
type job struct {
	Title string
	stop  context.CancelFunc
	ended chan struct{}

	mu       sync.Mutex
	started  time.Time
	progress generator.Progress
	told     time.Time
	over     bool
	message  string // what came of it
	hint     string
	failed   bool
	result   *audit.Result // of a collection
}

// jobView is a job as pages see it.
type jobView struct {
	Title   string `json:"title"`
	Running bool   `json:"running"`
	Failed  bool   `json:"failed"`
	Line    string `json:"line"`
	Hint    string `json:"hint"`
	Percent int    `json:"percent"`
}

func (j *job) view(now time.Time) *jobView {
	if j == nil {
		return nil
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	v := &jobView{Title: j.Title, Running: !j.over, Failed: j.failed, Line: j.message, Hint: j.hint}
	if j.over {
		return v
	}
	v.Line = "正在准备"
	if p := j.progress; p.Total > 0 {
		v.Percent = 100 * p.Done / p.Total
		v.Line = fmt.Sprintf("已出 %d/%d 个文件，%d 页", p.Done, p.Total, p.Pages)
		if spent := now.Sub(j.started); p.Done > 0 && spent > time.Second {
			left := time.Duration(float64(spent) / float64(p.Done) * float64(p.Total-p.Done))
			v.Line += "，约剩 " + seconds(left)
		}
	}
	return v
}

// seconds words a time left.
func seconds(d time.Duration) string {
	s := int(d.Round(time.Second).Seconds())
	switch {
	case s < 1:
		return "不到 1 秒"
	case s < 60:
		return fmt.Sprintf("%d 秒", s)
	}
	return fmt.Sprintf("%d 分 %d 秒", s/60, s%60/10*10)
}

// busy reports whether a job runs.
func (s *Server) busy() bool {
	v := s.current().view(s.Now())
	return v != nil && v.Running
}

func (s *Server) current() *job {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.job
}

// progressEvery is how often pages are told of progress.
const progressEvery = 300 * time.Millisecond

// begin runs work in the background; false where something runs already.
func (s *Server) begin(title string, work func(ctx context.Context, j *job) (message string, err error)) bool {
	ctx, stop := context.WithCancel(context.Background())
	j := &job{Title: title, stop: stop, ended: make(chan struct{}), started: s.Now()}
	s.mu.Lock()
	if s.job != nil && !s.job.isOver() {
		s.mu.Unlock()
		stop()
		return false
	}
	s.job = j
	s.mu.Unlock()
	go func() {
		defer close(j.ended)
		defer stop()
		message, err := guarded(func() (string, error) { return work(ctx, j) })
		j.mu.Lock()
		j.over, j.message = true, message
		switch {
		case err != nil && ctx.Err() != nil:
			j.message, j.hint = "已停下", "已做完的文件都是完整的；再做一次，会接着做"
		case err != nil:
			j.failed = true
			j.message, j.hint = s.words(title, err)
		}
		j.mu.Unlock()
		s.hub.tell("done")
	}()
	return true
}

// guarded turns a panic into an error: it ends the job, not the page.
func guarded(do func() (string, error)) (message string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("程序内部出错：%v", r)
		}
	}()
	return do()
}

func (j *job) isOver() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.over
}

// step takes news from the pipeline.
func (s *Server) step(j *job, p generator.Progress) {
	now := s.Now()
	j.mu.Lock()
	j.progress = p
	tell := now.Sub(j.told) >= progressEvery
	if tell {
		j.told = now
	}
	j.mu.Unlock()
	if tell {
		s.hub.tell("progress")
	}
}

// stop ends the job under way.
func (s *Server) stop(w http.ResponseWriter, r *http.Request) {
	if j := s.current(); j != nil {
		j.stop()
		<-j.ended
	}
	back := "/build"
	if r.FormValue("back") == "registers" {
		back = "/registers"
	}
	http.Redirect(w, r, back, http.StatusSeeOther)
}

// progress tells how far the job is.
func (s *Server) progress(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(s.current().view(s.Now())) // the page asks again
}
