package templates

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
)

// blockKeys are the keys that each kind of block looks at, beside kind and
// when. Any other would be written in vain.
var blockKeys = map[string][]string{
	"text":     {"text", "style", "align", "before", "keep"},
	"space":    {"mm", "fill"},
	"rule":     {"width", "mm", "ink", "border"},
	"break":    {},
	"ruled":    {"lines", "fill"},
	"form":     {"columns", "rows", "border", "ink", "before", "width"},
	"list":     {"data", "columns", "rows", "ink", "before"},
	"bands":    {},
	"table":    {"column", "use", "data", "total", "blank", "max", "fill", "height", "below", "spread", "caption", "later", "style", "head_style"},
	"contents": {"levels"},
	"flow":     {"chart", "colour", "box_pt", "column_pt"},
	"labels":   {"data", "text", "style", "per_row", "height"},
	"ballot":   {"text", "per_row", "max", "height", "before", "style", "head_style"},
	"cut":      {"text", "style", "keep"},
	"emblem":   {"mm"},
	"ornament": {"width"},
}

// BlockKeys returns the keys that a kind of block looks at, or nil for an
// unknown kind.
func BlockKeys(kind string) []string { return blockKeys[kind] }

// rowKeys and cellKeys are the keys of rows and cells of forms, with what
// they take.
var rowKeys = map[string]string{
	"height": "数字（毫米）", "fill": "数字（份数）", "when": "文字的列表", "cells": "格子的列表",
}

var cellKeys = map[string]string{
	"text": "文字（加引号）", "label": " true 或 false", "style": "文字（加引号）", "align": "文字（加引号）", "valign": "文字（加引号）",
	"span": "整数", "rows": "整数", "names": "文字（加引号）", "per_row": "整数", "extra": "整数", "note": "文字（加引号）",
	"ruled": " true 或 false", "vertical": " true 或 false", "merge": " true 或 false", "shade": "文字（加引号）",
}

// RowKeys returns the keys of a row of a form.
func RowKeys() []string { return slices.Sorted(maps.Keys(rowKeys)) }

// CellKeys returns the keys of a cell of a form.
func CellKeys() []string { return slices.Sorted(maps.Keys(cellKeys)) }

// unknownIn is the error for a key that rows or cells do not have.
func unknownIn(what, key string, known []string) error {
	if near := decode.Nearest(key, known); near != "" {
		return fmt.Errorf("%s没有 %s 这个键，是不是 %s？", what, key, near)
	}
	return errors.New(what + "没有 " + key + " 这个键，可用：" + strings.Join(known, "、"))
}

// CellPath is the path of the k-th cell of a row, however the row is written.
func CellPath(f interface{ Has(string) bool }, row string, k int) string {
	if at := fmt.Sprintf("%s.cells[%d]", row, k); f.Has(at) {
		return at
	}
	return fmt.Sprintf("%s[%d]", row, k)
}

// checkKeys reports keys that the kind of block does not look at.
func (b *Block) checkKeys(f *decode.File, at string, out *diag.List) {
	known, ok := blockKeys[b.Kind]
	if !ok {
		return // reported where kinds are known
	}
	var all []string
	for _, keys := range blockKeys {
		all = append(all, keys...)
	}
	slices.Sort(all)
	for _, key := range slices.Compact(all) {
		if slices.Contains(known, key) || !f.Has(at+"."+key) {
			continue
		}
		hint := b.Kind + " 块可用：" + strings.Join(known, "、")
		if len(known) == 0 {
			hint = b.Kind + " 块不带别的键"
		}
		out.Add(diag.Finding{Place: f.KeyPlace(at + "." + key), Severity: diag.Error, Code: "useless-key",
			Message: fmt.Sprintf("%s 块不用 %s 这个键，写了不起作用", b.Kind, key), Hint: hint})
	}
}
