package main

import (
	"fmt"
	"time"

	"dangce/generator"

	"github.com/schollz/progressbar/v3"
)

// wideLine is the width of a terminal on which words and bar find room. On a
// narrower one there is no bar: a line that wraps is never taken away.
const wideLine = 80

// How often progress is shown: on a bar, and in plain lines.
const (
	barEvery  = 100 * time.Millisecond
	lineEvery = 5 * time.Second
)

// progress shows how far a build is: a bar with files done, pages per second
// and time left on a terminal, plain lines otherwise.
type progress struct {
	app   *app
	bar   *progressbar.ProgressBar // nil for plain lines
	start time.Time
	shown time.Time
	files int // reported, with -v

	narrow bool // no room for a bar
}

func (a *app) newProgress() *progress {
	p := &progress{app: a, start: a.now()}
	if a.world.bar > 0 && !a.quiet && !a.verbose {
		options := []progressbar.Option{
			progressbar.OptionSetWriter(a.world.err),
			progressbar.OptionSetPredictTime(false), // in Chinese below
			progressbar.OptionSetElapsedTime(false),
			progressbar.OptionSetDescription("正在数页"),
			progressbar.OptionSetRenderBlankState(true),
			progressbar.OptionClearOnFinish(),
		}
		w := 20
		if p.narrow = a.world.bar < wideLine; p.narrow {
			w = 0
			options = append(options, progressbar.OptionSetTheme(progressbar.Theme{}))
		}
		p.bar = progressbar.NewOptions(1, append(options, progressbar.OptionSetWidth(w))...)
	}
	return p
}

// step takes news from the pipeline.
func (p *progress) step(g generator.Progress) {
	now := p.app.now()
	switch {
	case p.app.quiet:
	case p.bar != nil:
		if now.Sub(p.shown) < barEvery && g.Done < g.Total {
			return
		}
		p.shown = now
		// The bar is decoration: that it cannot be drawn stops nothing.
		p.bar.ChangeMax(max(g.Total, 1))
		p.bar.Describe(p.line(g, now))
		_ = p.bar.Set(g.Done)
	case p.app.verbose:
		if g.Done > p.files {
			p.files = g.Done
			p.app.say("%d/%d  %s", g.Done, g.Total, g.Name)
		}
	case now.Sub(p.shown) >= lineEvery && !p.shown.IsZero():
		p.shown = now
		p.app.say("%s", p.line(g, now))
	case p.shown.IsZero():
		p.shown = now
	}
}

// line words the progress: 已出 120/4000 册，310 页/秒，约剩 2 分 10 秒.
func (p *progress) line(g generator.Progress, now time.Time) string {
	spent := now.Sub(p.start)
	s := fmt.Sprintf("已出 %d/%d 册", g.Done, g.Total)
	if spent < time.Second || g.Done == 0 {
		return s
	}
	left := time.Duration(float64(spent) / float64(g.Done) * float64(g.Total-g.Done))
	if p.narrow {
		return s
	}
	return fmt.Sprintf("%s，%.0f 页/秒，约剩 %s", s, float64(g.Pages)/spent.Seconds(), chineseTime(left))
}

// done takes the bar away.
func (p *progress) done() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}

// chineseTime rounds to seconds below a minute, to ten seconds above.
func chineseTime(d time.Duration) string {
	s := int(d.Round(time.Second).Seconds())
	switch {
	case s == 0:
		return "不到 1 秒"
	case s < 60:
		return fmt.Sprintf("%d 秒", s)
	case s < 3600:
		return fmt.Sprintf("%d 分 %d 秒", s/60, s%60/10*10)
	}
	return fmt.Sprintf("%d 小时 %d 分", s/3600, s%3600/60)
}

// size words a number of bytes.
func size(n int64) string {
	switch {
	case n < 1<<20:
		return fmt.Sprintf("%.0f KB", float64(n)/(1<<10))
	case n < 1<<30:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%.2f GB", float64(n)/(1<<30))
}
