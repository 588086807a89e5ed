package plan

import "slices"

// finish counts the entries of each kind, puts them in order of date and
// numbers the sets. Entries come kind by kind, each in the order of months.
func finish(p *Plan, groups int) {
	count(p.Entries, groups)
	p.Entries = byDate(p.Entries)
	number(p)
}

// count fills Seq and Of, group by group for the meetings of groups.
func count(entries []Entry, groups int) {
	seen := make([]int, groups+1)
	for len(entries) > 0 {
		clear(seen)
		n := 0
		for n < len(entries) && entries[n].Code == entries[0].Code {
			e := &entries[n]
			seen[e.GroupNo]++
			e.Seq = seen[e.GroupNo]
			n++
		}
		for i := range n {
			entries[i].Of = seen[entries[i].GroupNo]
		}
		entries = entries[n:]
	}
}

// byDate returns the entries in order of date, those of one day in the order
// they had. It sorts keys, since entries are large.
func byDate(entries []Entry) []Entry {
	keys := make([]int, len(entries))
	for i := range entries {
		d := entries[i].Date
		keys[i] = ((d.Year*13+int(d.Month))*33+dayOrLast(d.Day))<<16 | i
	}
	slices.Sort(keys)
	sorted := make([]Entry, len(entries))
	for at, k := range keys {
		sorted[at] = entries[k&0xffff]
	}
	return sorted
}

// number turns the keys in Set into numbers from 1 in the order of date, and
// drops them from entries on their own. The order within a set is that in
// which entries were added, which the stable sort kept.
func number(p *Plan) {
	var members, numbers, seq [lifeSet + 13]int
	var names [lifeSet + 13]string
	for i := range p.Entries {
		if e := &p.Entries[i]; e.Set > 0 {
			members[e.Set]++
			if names[e.Set] != "" {
				names[e.Set] += "＋"
			}
			names[e.Set] += e.Name
		}
	}
	last := 0
	for i := range p.Entries {
		e := &p.Entries[i]
		key := e.Set
		if key == 0 {
			continue
		}
		if members[key] < 2 {
			e.Set = 0
			continue
		}
		if numbers[key] == 0 {
			last++
			numbers[key] = last
		}
		seq[key]++
		e.Set, e.SetSeq, e.SetName = numbers[key], seq[key], names[key]
	}
}
