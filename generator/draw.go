package generator

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"dangce/config"
	"dangce/config/date"
	"dangce/generator/audit"
	"dangce/generator/book"
	"dangce/generator/pack"
)

// DrawOptions say which sample is drawn.
type DrawOptions struct {
	Set     *book.Set
	Month   time.Month
	Seed    string
	Percent int
	Today   date.Date
	Before  fs.FS // the folder of the samples, with those of earlier months
}

// sampleFolder is the folder of a month's sample.
func sampleFolder(m time.Month) string { return fmt.Sprintf("%d月", int(m)) }

// SampleFile returns where the list of a month's sample is in the folder
// of the samples.
func SampleFile(set *book.Set, c *config.County, m time.Month) string {
	return sampleFolder(m) + "/" + set.FileName(set.Template(audit.Sample).File, &book.Subject{County: c})
}

// Draw draws a month's sample. Listed are the branches that the list in the
// folder names; nil where there is none.
func Draw(c *config.County, o DrawOptions) (sample []audit.Drawn, listed []string, err error) {
	form := o.Set.Workbook(o.Set.Template(audit.Sample), &book.Subject{County: c})
	before := map[string]int{}
	for m := time.January; m <= o.Month; m++ {
		name := SampleFile(o.Set, c, m)
		data, err := fs.ReadFile(o.Before, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue // none was drawn
		}
		if err != nil {
			return nil, nil, unread(name, err)
		}
		codes, err := audit.ReadSample(name, data, form)
		switch {
		case err != nil:
			return nil, nil, err
		case m == o.Month:
			listed = codes
			continue
		}
		for _, code := range codes {
			before[code]++
		}
	}
	return audit.Draw(c, o.Month, o.Seed, o.Percent, before), listed, nil
}

// WriteSample writes the list of a month's sample and the forms for the
// inspectors into p.
func WriteSample(ctx context.Context, c *config.County, p *pack.Pack, o DrawOptions, sample []audit.Drawn) error {
	e, err := newEngine(c, o.Set)
	if err != nil {
		return err
	}
	sub := &book.Subject{County: c, Calendar: e.calendar,
		Occasion: &book.Occasion{Day: o.Today.String(), Month: int(o.Month), Seed: o.Seed, Sample: sample}}
	forms, err := e.printed("inspection", sampleFolder(o.Month), sub)
	if err != nil {
		return err
	}
	list := e.filled(audit.Sample, sampleFolder(o.Month), sub, audit.SampleRows(o.Month, sample))
	// The list comes last: it says that the month was drawn.
	return e.run(ctx, 1, []task{{sub: sub, jobs: []job{forms, list}}}, &files{pack: p, report: &reporter{}})
}
