package ics

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/emersion/go-ical"

	"dangce/generator/doc"
)

var sample = doc.Agenda{
	Title: "东街社区党支部2027年度组织生活; a,b", Author: "中共示例县委组织部", Date: "2026-12-10",
	Events: []doc.Event{
		{
			UID: "419900-2027-01-003-B04-03@dangce", Date: "2027-03-15", Summary: "党员大会",
			Description: "主题：听取支部工作情况，讨论决定支部重要事项; a,b\\c\n责任人：𠮷大明\n" + strings.Repeat("说明很长，", 60) + "end of it all",
			Categories:  []string{"组织生活", "党员大会"},
		},
		{UID: "419900-2027-01-003-B02-12@dangce", Date: "2027-12-31", Summary: "主题党日"},
	},
}

func written(t *testing.T, a *doc.Agenda) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, a); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadBackByAnotherLibrary(t *testing.T) {
	cal, err := ical.NewDecoder(bytes.NewReader(written(t, &sample))).Decode()
	if err != nil {
		t.Fatal(err)
	}
	if name := cal.Props.Get("X-WR-CALNAME"); name == nil || strings.ReplaceAll(name.Value, `\`, "") != sample.Title {
		t.Errorf("name %+v", name)
	}
	events := cal.Events()
	if len(events) != len(sample.Events) {
		t.Fatalf("%d events, want %d", len(events), len(sample.Events))
	}
	for i, want := range sample.Events {
		e := events[i]
		for name, text := range map[string]string{ical.PropUID: want.UID, ical.PropSummary: want.Summary, ical.PropDescription: want.Description} {
			if text == "" && e.Props.Get(name) == nil {
				continue
			}
			if got, err := e.Props.Text(name); err != nil || got != text {
				t.Errorf("%s %q, %v, want %q", name, got, err, text)
			}
		}
		if p := e.Props.Get(ical.PropDateTimeStart); p.ValueType() != ical.ValueDate || p.Value != strings.ReplaceAll(want.Date, "-", "") {
			t.Errorf("starts %s %q, want %s", p.ValueType(), p.Value, want.Date)
		}
		if p := e.Props.Get(ical.PropDateTimeStamp); p.Value != "20261210T000000Z" {
			t.Errorf("stamped %q", p.Value)
		}
		var categories []string
		for _, p := range e.Props.Values(ical.PropCategories) {
			text, err := p.Text()
			if err != nil {
				t.Error(err)
			}
			categories = append(categories, text)
		}
		if strings.Join(categories, "、") != strings.Join(want.Categories, "、") {
			t.Errorf("categories %q", categories)
		}
	}
	if p := events[1].Props.Get(ical.PropDateTimeEnd); p.Value != "20280101" {
		t.Errorf("the last day of the year ends %q", p.Value)
	}
	if err := ical.NewEncoder(io.Discard).Encode(cal); err != nil {
		t.Errorf("not valid: %v", err) // the encoder checks what must be in each component
	}
}

func TestLinesAreFoldedBetweenCharacters(t *testing.T) {
	b := written(t, &sample)
	if !bytes.HasSuffix(b, []byte("\r\n")) {
		t.Error("no CRLF at the end")
	}
	folded := false
	for line := range strings.SplitSeq(strings.TrimSuffix(string(b), "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") || !utf8.ValidString(line) {
			t.Errorf("line of %d octets: %q", len(line), line)
		}
		folded = folded || strings.HasPrefix(line, " ")
	}
	if !folded {
		t.Error("no line was folded")
	}
	if !bytes.Equal(b, written(t, &sample)) {
		t.Error("the same agenda gives different bytes")
	}
}

func TestDaysThatDoNotExist(t *testing.T) {
	for _, a := range []doc.Agenda{
		{Title: "x", Date: "2026-13-01"},
		{Title: "x", Date: "2026-12-10", Events: []doc.Event{{UID: "u", Date: "2027-02-30"}}},
	} {
		if err := Write(io.Discard, &a); err == nil {
			t.Errorf("%+v was written", a)
		}
	}
}
