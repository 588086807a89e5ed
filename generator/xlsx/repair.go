package xlsx

import (
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// repair puts right what other programs write against the standard, so that a
// copy is valid even where the file that came back was not.
func repair(f *excelize.File) error {
	// Folders that exceljs lists among the parts cannot be written.
	f.Pkg.Range(func(name, _ any) bool {
		if strings.HasSuffix(name.(string), "/") {
			f.Pkg.Delete(name)
		}
		return true
	})
	for _, sheet := range f.GetSheetList() {
		// A sheet that has been read is written with its elements in order; one
		// that has not is copied as it is.
		if _, err := f.GetSheetProps(sheet); err != nil {
			continue // a sheet of charts alone
		}
		if err := mergeRules(f, sheet); err != nil {
			return err
		}
	}
	return nil
}

// mergeRules drops validations whose cells another one of the same kind has
// already: exceljs writes those of ten and more rows twice.
func mergeRules(f *excelize.File, sheet string) error {
	rules, err := f.GetDataValidations(sheet)
	if err != nil || len(rules) < 2 {
		return err
	}
	var kept []*excelize.DataValidation
	for i, v := range rules {
		if !slices.ContainsFunc(rules, func(other *excelize.DataValidation) bool {
			return other != v && covers(other.Sqref, v.Sqref) && (!covers(v.Sqref, other.Sqref) || slices.Index(rules, other) < i)
		}) {
			kept = append(kept, v)
		}
	}
	if len(kept) == len(rules) {
		return nil
	}
	if err := f.DeleteDataValidation(sheet); err != nil {
		return err
	}
	for _, v := range kept {
		if err := f.AddDataValidation(sheet, v); err != nil {
			return err
		}
	}
	return nil
}

// covers reports whether the cells of inner are all among those of outer.
func covers(outer, inner string) bool {
	out, in := corners(outer), corners(inner)
	if len(in) < len(strings.Fields(inner)) {
		return false
	}
	for _, a := range in {
		if !slices.ContainsFunc(out, func(b [4]int) bool { return b[0] <= a[0] && b[1] <= a[1] && a[2] <= b[2] && a[3] <= b[3] }) {
			return false
		}
	}
	return true
}

// corners returns the first and last columns and rows of areas; those that
// are no areas of cells are left out.
func corners(sqref string) (list [][4]int) {
	for ref := range strings.FieldsSeq(sqref) {
		from, to, two := strings.Cut(ref, ":")
		if !two {
			to = from
		}
		c1, r1, err1 := excelize.CellNameToCoordinates(from)
		c2, r2, err2 := excelize.CellNameToCoordinates(to)
		if err1 == nil && err2 == nil {
			list = append(list, [4]int{c1, r1, c2, r2})
		}
	}
	return list
}
