package config

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"dangce/config/date"
	"dangce/config/decode"
	"dangce/config/diag"
)

// What county.toml holds says by tags what is asked of its values, beside the
// tags what and max of records:
//
//	range:"1,28"        the least and the most; of numbers with a point, mm
//	choice:"round"      one of a list of words
//	filled:"yes"        a text that must not be empty
//	day:"yes"           a date that must have a day

// choices are the lists that the tag choice names.
var choices = map[string]*choice{"on_weekend": onWeekend, "on_holiday": onHoliday, "excellent_of": excellentOf, "round": rounds, "binding": bindings, "hide": hidden}

// checkTags checks a part of county.toml, of which v was bound at a path, and
// sets choices to their value.
func (l settings) checkTags(path string, v reflect.Value, tag reflect.StructTag) {
	switch {
	case v.Type() == reflect.TypeFor[date.Date]():
		if d := v.Interface().(date.Date); tag.Get("day") != "" {
			needDay(l.toml, path, d, &l.out)
		}
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if key, _, _ := strings.Cut(f.Tag.Get("toml"), ","); key != "" && !strings.Contains(f.Tag.Get("toml"), "closed") {
				l.checkTags(strings.TrimPrefix(path+"."+key, "."), v.Field(i), f.Tag)
			}
		}
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() != reflect.Pointer: // records are checked by themselves
		for i := range v.Len() {
			l.checkTags(item(path, i), v.Index(i), tag)
		}
	case v.Kind() == reflect.Map:
		for _, key := range v.MapKeys() {
			e := reflect.New(v.Type().Elem()).Elem()
			e.Set(v.MapIndex(key))
			l.checkTags(path+"."+key.String(), e, tag)
			v.SetMapIndex(key, e)
		}
	case l.toml.State(path) != decode.Given:
	case tag.Get("range") != "":
		l.checkRange(path, v, tag.Get("range"))
	case v.Kind() == reflect.String:
		l.checkText(path, v, tag)
	}
}

// checkRange reports a number outside its range.
func (l settings) checkRange(path string, v reflect.Value, bounds string) {
	low, high, _ := strings.Cut(bounds, ",")
	least, _ := strconv.ParseFloat(low, 64)
	most, _ := strconv.ParseFloat(high, 64)
	n, unit := 0.0, " "
	if v.CanInt() {
		n = float64(v.Int())
	} else {
		n, unit = v.Float(), " 毫米"
	}
	if n < least || n > most {
		l.add(diag.Error, "out-of-range", path, fmt.Sprintf("%s 应在 %s 到 %s%s之间，这里是 %v", lastKey(path), low, high, unit, v), "")
	}
}

// checkText checks a text or a choice.
func (l settings) checkText(path string, v reflect.Value, tag reflect.StructTag) {
	s := v.String()
	if c := choices[tag.Get("choice")]; c != nil {
		word, ok := c.parse(s)
		if v.SetString(word); !ok {
			l.add(diag.Error, "unknown-choice", path, "不认识的"+c.what+" "+quoted(s), c.hint(s, false))
		}
		return
	}
	if tag.Get("filled") != "" && strings.TrimSpace(s) == "" {
		l.add(diag.Error, "empty", path, lastKey(path)+" 不能为空", "写上内容")
	}
	if longest, _ := strconv.Atoi(tag.Get("max")); longest > 0 {
		l.text(path, tag.Get("what"), s, longest)
	}
}

func lastKey(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }
