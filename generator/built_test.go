package generator

import (
	"context"
	"testing"

	"dangce/config"
	"dangce/generator/book"
	"dangce/generator/internal/exampletest"
	"dangce/generator/pack"
)

func TestMain(m *testing.M) { exampletest.Main(m) }

// exampleCounty returns the pack of the example county, made once.
var exampleCounty = exampletest.Once(building(Options{}))

// variedCounty returns the plans of a synthetic county in which all happens
// that changes a plan.
var variedCounty = exampletest.OnceOf(func() (*config.County, *book.Set, error) {
	c, set, err := random(sizes(24))
	if err == nil {
		vary(c)
	}
	return c, set, err
}, building(Options{Books: []string{"plan"}}))

// building returns how a pack is filled with what o chooses.
func building(o Options) exampletest.Build {
	return func(c *config.County, set *book.Set, p *pack.Pack) error {
		o.Set = set
		_, err := Build(context.Background(), c, p, o)
		return err
	}
}

// buildInto makes a pack in dir.
func buildInto(dir string, c *config.County, po pack.Options, o Options) error {
	return exampletest.Into(dir, c, o.Set, po, building(o))
}
