package audit

import (
	"dangce/config/money"
	"dangce/generator/doc"
	"dangce/templates"
)

// Lost is a loss of points, and the fact that it is for.
type Lost struct {
	Item, Text, Fact string
	Points           templates.Points
}

// Score takes points off for the facts of a branch. value is what the summary
// says of it in a column. Points are a sum of facts; the grade stays with
// people.
func Score(s *templates.Scoring, value func(fact string) doc.Value) (list []Lost, left templates.Points) {
	left = s.Full()
	for i := range s.Items {
		x := &s.Items[i]
		rest := x.Max
		for k := range x.Losses {
			l := &x.Losses[k]
			points, text := lost(l, value)
			if points = min(points, rest); points > 0 {
				list = append(list, Lost{x.Title, text, l.Fact, points})
				rest -= points
				left -= points
			}
		}
	}
	return list, left
}

// lost is how many points a loss comes to, and the words for it. A fact that
// is not known costs nothing.
func lost(l *templates.Loss, value func(fact string) doc.Value) (templates.Points, string) {
	v := value(l.Fact)
	if !v.Set {
		return 0, ""
	}
	n, of := int64(0), ""
	switch {
	case l.Is != "":
		n = int64(one(v.Text == l.Is))
	case l.Below != "":
		if v.Kind != doc.KindPercent {
			return 0, "" // a dash: there was nothing to divide by
		}
		n, of = (max(l.Line-v.N, 0)+999)/1000, l.Below
		if l.Each == "" {
			n = min(n, 1)
		}
	case l.ShortOf != "":
		due := value(l.ShortOf)
		if !due.Set {
			return 0, ""
		}
		n, of = max(due.N-v.N, 0), due.String()
	default:
		n = max(v.N, 0)
	}
	points := templates.Points(n) * max(l.Unit, l.Once)
	if l.Cap != "" {
		points = min(points, l.Most)
	}
	shown := v.String()
	if v.Kind == doc.KindPercent {
		shown = Ratio{int(v.N), 100_000}.String()
	}
	return points, l.Text.Say("n", n, "value", shown, "of", of)
}

// scoreLine and lostLine are the rows of the sheets of scores.
type scoreLine struct {
	Code      string   `col:"code"`
	Committee string   `col:"committee"`
	Branch    string   `col:"branch"`
	Full      amountIf `col:"full"`
	Lost      amountIf `col:"lost"`
	Score     amountIf `col:"score"`
	Stars     string   `col:"stars"`
	Note      string   `col:"note"`
}

type lostLine struct {
	No        int       `col:"no"`
	Code      string    `col:"code"`
	Committee string    `col:"committee"`
	Branch    string    `col:"branch"`
	Item      string    `col:"item"`
	Text      string    `col:"text"`
	Points    money.Fen `col:"points"`
	Place     string    `col:"place"`
	Fact      string    `col:"fact,optional"`
}

// Scores are the points of all branches of a summary.
type Scores struct {
	scores []scoreLine
	losses []lostLine
}

// ScoreOf scores the branch of a row of the summary; title names a column.
func (out *Scores) ScoreOf(s *templates.Scoring, value func(fact string) doc.Value, title func(fact string) string) {
	row := scoreLine{Code: value("code").Text, Committee: value("committee").Text, Branch: value("branch").Text}
	if value("state").Text == toCorrect {
		row.Note = toCorrect
		out.scores = append(out.scores, row)
		return
	}
	list, left := Score(s, value)
	points := func(p templates.Points) amountIf { return amountIf{money.Fen(p), true} }
	row.Full, row.Lost, row.Score, row.Stars = points(s.Full()), points(s.Full()-left), points(left), s.StarOf(left)
	out.scores = append(out.scores, row)
	for _, l := range list {
		out.losses = append(out.losses, lostLine{len(out.losses) + 1, row.Code, row.Committee, row.Branch, l.Item, l.Text, money.Fen(l.Points), title(l.Fact), l.Fact})
	}
}

// The tables of scores, by their names in templates.
const (
	scoresTable = "summary-scores"
	lossesTable = "summary-losses"
)

var scoreSchemas = map[string]*schema{scoresTable: schemaOf[scoreLine](), lossesTable: schemaOf[lostLine]()}

// Rows returns the rows of a table of scores; false for another.
func (out *Scores) Rows(table string) (Rows, bool) {
	switch table {
	case scoresTable:
		return rowsOf(each(out.scores), nil), true
	case lossesTable:
		return rowsOf(each(out.losses), nil), true
	}
	return Rows{}, false
}

func each[T any](list []T) func(add func(*T)) {
	return func(add func(*T)) {
		for i := range list {
			add(&list[i])
		}
	}
}
