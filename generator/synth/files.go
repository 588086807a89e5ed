package synth

import (
	"cmp"
	"fmt"
	"slices"

	"dangce/config"
)

// form is how the roster of a committee is kept.
type form int

const (
	inWorkbook form = iota
	inSheets        // a workbook with a sheet of members for each branch
	inCSV           // one file in GB18030, one in UTF-8 with a byte order mark
)

// maxSheets is the number of branches above which no office keeps a sheet for
// each.
const maxSheets = 60

// rosterForms are taken in turn.
var rosterForms = []form{inWorkbook, inSheets, inCSV}

// files writes the county out.
func (c *county) files() (map[string][]byte, error) {
	files := map[string][]byte{}
	var listed []*config.Committee // those in county.toml
	workbooks, tables := false, false
	inFiles, inRosters, rosters := 0, 0, 0
	for i, com := range c.committees {
		if com.Parent != nil {
			continue // written with its parent
		}
		own := c.family(com)
		if inFiles <= inRosters { // half of the branches in each
			inFiles += len(com.Branches)
			listed = append(listed, own...)
			files[fmt.Sprintf("branches/%s-%s.toml", com.Code, com.Short)] = c.branchFile(com)
			continue
		}
		inRosters += len(com.Branches)
		kept := rosterForms[rosters%len(rosterForms)]
		rosters++
		if kept == inSheets && len(com.Branches) > maxSheets {
			kept = inWorkbook
		}
		ro := &roster{county: c, com: com, r: c.rand(rosterStream + uint64(i))}
		ro.habits(kept)
		if kept == inWorkbook && rosters%2 == 1 {
			ro.committees = own
		} else {
			listed = append(listed, own...)
		}
		if err := ro.write(files); err != nil {
			return nil, fmt.Errorf("committee %s: %w", com.Code, err)
		}
		workbooks, tables = workbooks || kept != inCSV, tables || kept == inCSV
	}
	var globs []string
	if workbooks {
		globs = append(globs, "名册/*.xlsx")
	}
	if tables {
		globs = append(globs, "名册/*.csv")
	}
	files["county.toml"] = c.countyFile(listed, globs)
	return files, nil
}

// family returns a committee and the 党总支 under it.
func (c *county) family(com *config.Committee) []*config.Committee {
	own := []*config.Committee{com}
	for _, sub := range c.committees {
		if sub.Parent == com {
			own = append(own, sub)
		}
	}
	return own
}

// seatsOf returns the branches of a committee in the order of their codes.
func (c *county) seatsOf(com *config.Committee) []seat {
	from, _ := slices.BinarySearchFunc(c.seats, com.Code, func(s seat, code string) int { return cmp.Compare(s.Committee.Code, code) })
	return c.seats[from : from+len(com.Branches)]
}

// superior returns the code of the 党委 or 党总支 that a branch belongs to.
func superior(b *config.Branch) *config.Committee {
	if b.Under != nil {
		return b.Under
	}
	return b.Committee
}
