// Package papertest reads the finished pack of the example county, as those do
// who get it: with other programs' eyes where there are any. It uses nothing of
// the generator that the command cannot use.
package papertest

import (
	"context"
	"fmt"
	"testing"

	"dangce/config"
	"dangce/generator"
	"dangce/generator/book"
	"dangce/generator/internal/exampletest"
	"dangce/generator/pack"
)

func TestMain(m *testing.M) { exampletest.Main(m) }

// exampleCounty returns the pack of the example county, made once.
var exampleCounty = exampletest.Once(building(generator.Options{}))

// building returns how a pack is filled with what o chooses.
func building(o generator.Options) exampletest.Build {
	return func(c *config.County, set *book.Set, p *pack.Pack) error {
		o.Set = set
		_, err := generator.Build(context.Background(), c, p, o)
		return err
	}
}

// buildInto makes a pack in dir.
func buildInto(dir string, c *config.County, po pack.Options, o generator.Options) error {
	return exampletest.Into(dir, c, o.Set, po, building(o))
}

// clip shortens a text for a message.
func clip(s string) string {
	r := []rune(s)
	return fmt.Sprintf("%.62q (%d characters)", string(r[:min(len(r), 60)]), len(r))
}
