// Package ics writes agendas as iCalendar files (RFC 5545), which telephones
// and calendar programs import. It is the only importer of golang-ical.
//
// It promises events of whole days, without a time zone that could move them;
// identifiers and a time stamp that depend on the agenda alone, so that the
// same agenda gives the same bytes and a later one replaces its events; lines
// ended by CRLF and folded at 75 octets between characters.
package ics

import (
	"fmt"
	"io"
	"time"

	ical "github.com/arran4/golang-ical"

	"dangce/generator/doc"
)

// Write writes the agenda.
func Write(out io.Writer, a *doc.Agenda) error {
	stamp, err := day(a.Date)
	if err != nil {
		return fmt.Errorf("ics: %w", err)
	}
	c := ical.NewCalendarFor("dangce")
	c.SetProductId("-//dangce//agenda//ZH")
	c.SetCalscale("GREGORIAN")
	c.SetMethod(ical.MethodPublish)
	c.SetXWRCalName(ical.ToText(a.Title)) // the library escapes standard properties only
	for i := range a.Events {
		if err := add(c, &a.Events[i], stamp); err != nil {
			return fmt.Errorf("ics: event %q: %w", a.Events[i].UID, err)
		}
	}
	if err := c.SerializeTo(out, ical.WithNewLineWindows); err != nil {
		return fmt.Errorf("ics: %w", err)
	}
	return nil
}

func add(c *ical.Calendar, e *doc.Event, stamp time.Time) error {
	on, err := day(e.Date)
	if err != nil {
		return err
	}
	v := c.AddEvent(e.UID)
	v.SetDtStampTime(stamp)
	v.SetAllDayStartAt(on)
	v.SetAllDayEndAt(on.AddDate(0, 0, 1)) // the first day that is free again
	v.SetSummary(e.Summary)
	if e.Description != "" {
		v.SetDescription(e.Description)
	}
	for _, name := range e.Categories {
		v.AddCategory(name)
	}
	v.SetTimeTransparency(ical.TransparencyTransparent) // a meeting does not take the whole day
	return nil
}

func day(iso string) (time.Time, error) { return time.Parse(time.DateOnly, iso) }
