package diag

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Print writes findings as text, in the order given:
//
//	branches/东街.toml:12:8: 错误: 正式党员没有转正日期
//	    name = "张三"
//	           ^~~~~~
//	  提示：加一行 confirmed = 2006-07-01
//
// The caret is under the character on a terminal that shows Chinese
// characters two cells wide. Lines of more than width cells are cut around
// the caret with …; a width below 20 means widest. Findings are separated
// by blank lines. The error is that of w.
func Print(w io.Writer, findings []Finding, width int) error {
	b := bufio.NewWriter(w)
	for i, f := range findings {
		if i > 0 {
			b.WriteByte('\n')
		}
		f.print(b, width)
	}
	return b.Flush()
}

func (f Finding) print(b *bufio.Writer, width int) {
	if place := f.Place.String(); place != "" {
		fmt.Fprintf(b, "%s: ", Clean(place))
	}
	fmt.Fprintf(b, "%s: %s\n", f.Severity, Clean(f.Message))
	f.Place.excerpt(b, width)
	for i, p := range f.Also {
		if i == mostAlso {
			fmt.Fprintf(b, "  还有 %d 处\n", len(f.Also)-i)
			break
		}
		fmt.Fprintf(b, "  另一处：%s\n", Clean(p.String()))
		p.excerpt(b, width)
	}
	if f.Hint != "" {
		fmt.Fprintf(b, "  提示：%s\n", Clean(f.Hint))
	}
}

const (
	mostAlso = 3 // places beside the first that are printed

	indent = 4   // cells before the source line
	widest = 400 // cells of an excerpt where the width is not known
)

// excerpt writes the source line and the line with the caret.
func (p Place) excerpt(b *bufio.Writer, width int) {
	if p.Line == 0 || strings.TrimSpace(p.Text) == "" {
		return
	}
	cs := cellsOf(p.Text)
	from := min(max(p.Column-1, 0), len(cs))
	to := min(from+max(p.Width, 1), len(cs))
	if width < 20 {
		width = widest
	}
	lead, trail, cs, from, to := window(cs, from, to, width-indent)
	pad := strings.Repeat(" ", indent)
	b.WriteString(pad + lead)
	for _, c := range cs {
		b.WriteString(c.text)
	}
	b.WriteString(trail + "\n" + pad + strings.Repeat(" ", len([]rune(lead))+total(cs[:from])) + "^")
	b.WriteString(strings.Repeat("~", max(total(cs[from:to])-1, 0)) + "\n")
}

// window cuts cs so that it fits into width cells with its cut marks, the
// marked part in sight, and returns the marks and the new bounds.
func window(cs []cell, from, to, width int) (lead, trail string, cut []cell, f, t int) {
	if total(cs) <= width {
		return "", "", cs, from, to
	}
	start, room := 0, width-1
	if total(cs[:to]) > room {
		// Something of the line before the mark shows where one is.
		for start < from && total(cs[start:from]) > width/3 {
			start++
		}
		lead, room = "…", room-1
	}
	end := start
	for n := 0; end < len(cs) && n+cs[end].cells <= room; end++ {
		n += cs[end].cells
	}
	if end < len(cs) {
		trail = "…"
	}
	return lead, trail, cs[start:end], from - start, min(to, end) - start
}

// Summary returns the closing line: 共 3 个错误，1 个警告.
func Summary(findings []Finding) string {
	errs, warns := Count(findings)
	switch {
	case errs == 0 && warns == 0:
		return "没有发现问题"
	case warns == 0:
		return fmt.Sprintf("共 %d 个错误", errs)
	case errs == 0:
		return fmt.Sprintf("共 %d 个警告", warns)
	}
	return fmt.Sprintf("共 %d 个错误，%d 个警告", errs, warns)
}

// Count returns the number of errors and of warnings.
func Count(findings []Finding) (errs, warns int) {
	for _, f := range findings {
		if f.Severity == Error {
			errs++
		} else {
			warns++
		}
	}
	return errs, warns
}
