package generator

import (
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/sync/errgroup"

	"dangce/config"
	"dangce/generator/book"
	"dangce/generator/layout"
	"dangce/generator/pdf"
)

// layouts are the layout engines of tests by what is around their type
// areas. Tests take the same charts again and again, and units that are equal
// are laid out once.
var layouts sync.Map

// engineOf returns an engine for a county.
func engineOf(t testing.TB, c *config.County, set *book.Set) *engine {
	t.Helper()
	e, err := sharing(c, set)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func sharing(c *config.County, set *book.Set) (*engine, error) {
	e, err := newEngine(c, set)
	if err == nil && len(c.Fonts) == 0 {
		shared, _ := layouts.LoadOrStore(decoration(c, set), e.layout)
		e.layout = shared.(*layout.Engine)
	}
	return e, err
}

// laidFile lays a book out for a file of its own.
func laidFile(t *testing.T, e *engine, j *job, sub *book.Subject) *pdf.File {
	t.Helper()
	f, err := e.file(j.part, lay(t, e, j.book, sub))
	if err != nil {
		t.Fatalf("%s: %v", j.path, err)
	}
	return f
}

// check says what in a book of a county is not as it must be; jobs are the
// files that are made from the book.
type check func(e *engine, l *laid, jobs []job) []string

// survey is what checks found in all books of a county.
type survey struct {
	branches, books, pages int
	files                  map[part]int
	failed                 []string                       // books that could not be laid out
	found                  map[string]map[string][]string // by check, and by book and first word
}

// surveyOf lays all books of a county out, and lets all checks look at each.
func surveyOf(c *config.County, set *book.Set, checks map[string]check) (*survey, error) {
	e, err := sharing(c, set)
	if err != nil {
		return nil, err
	}
	s := &survey{branches: len(c.Branches()), files: make(map[part]int), found: make(map[string]map[string][]string)}
	for name := range checks {
		s.found[name] = make(map[string][]string)
	}
	all := tasks(c, set, &Options{Set: set})
	var mu sync.Mutex
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range all {
		g.Go(func() error {
			t := &all[i]
			sub := e.subject(t)
			for _, jobs := range byBook(t.jobs) {
				faults := make(map[string][]string)
				l, err := e.lay(jobs[0].book, sub)
				if err == nil {
					for name, check := range checks {
						faults[name] = check(e, l, jobs)
					}
				}
				mu.Lock()
				if err != nil {
					s.failed = append(s.failed, fmt.Sprintf("%s: %v", t, err))
				} else {
					s.add(t, l, jobs, faults)
				}
				mu.Unlock()
			}
			return nil
		})
	}
	return s, g.Wait()
}

// byBook groups the jobs of an owner by their books, which follow each other.
func byBook(jobs []job) [][]job {
	var out [][]job
	for i := range jobs {
		switch {
		case jobs[i].book == nil:
		case i > 0 && jobs[i].book == jobs[i-1].book:
			out[len(out)-1] = append(out[len(out)-1], jobs[i])
		default:
			out = append(out, []job{jobs[i]})
		}
	}
	return out
}

func (s *survey) add(t *task, l *laid, jobs []job, faults map[string][]string) {
	s.books++
	for i := range jobs {
		s.files[jobs[i].part]++
	}
	s.pages += len(l.Pages)
	for name, list := range faults {
		for _, f := range list {
			first, _, _ := strings.Cut(f, " ")
			key := l.of.Name + " " + first
			s.found[name][key] = append(s.found[name][key], fmt.Sprintf("%s: %s %s", t, l.of.Name, f))
		}
	}
}

// report fails the test for what a check found.
func (s *survey) report(t *testing.T, name string) {
	t.Helper()
	for _, f := range s.failed {
		t.Error(f)
	}
	for _, key := range slices.Sorted(maps.Keys(s.found[name])) {
		list := s.found[name][key]
		slices.Sort(list)
		for _, f := range list[:min(len(list), 3)] {
			t.Error(f)
		}
		if n := len(list); n > 3 {
			t.Errorf("… %d more of %s", n-3, key)
		}
	}
	t.Logf("%d books, %d pages", s.books, s.pages)
	if s.books < 2*s.branches {
		t.Errorf("only %d books", s.books)
	}
}

// checks hold for every book of every county.
var checks = map[string]check{"pages": checkPages, "places": checkPlaces, "rows": checkRows, "covers": checkCovers, "untouched": checkUntouched}

// surveys are the counties with all their books laid out, which takes most of
// the time of these tests: it is done once for all checks.
var surveys = func() map[string]func() (*survey, error) {
	all := make(map[string]func() (*survey, error))
	for name, county := range counties {
		all[name] = sync.OnceValues(func() (*survey, error) {
			c, set, err := county()
			if err != nil {
				return nil, err
			}
			return surveyOf(c, set, checks)
		})
	}
	return all
}()

// eachCounty reports what a check found in each county.
func eachCounty(t *testing.T, check string, more ...func(*testing.T, *survey)) {
	t.Helper()
	for name, survey := range surveys {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && name != "example" {
				t.Skip("only the example")
			}
			s, err := survey()
			if err != nil {
				t.Fatal(err)
			}
			s.report(t, check)
			for _, test := range more {
				test(t, s)
			}
		})
	}
}
