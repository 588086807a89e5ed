package doc

// Chart is a flowchart before it is placed: what its boxes say and how they
// hang together. Package flow places it on one page or more.
type Chart struct {
	ID        string
	Title     string
	Subtitle  string
	Basis     string // 依据
	Applies   string // 适用
	Liability string // 责任追究
	Maker     string // whose chart it is: 示例县委组织部
	Kind      ChartKind
	Phases    [3]string // 会前, 会中, 会后
	Rows      []ChartRow
	Outcomes  []ChartOutcome
	Edges     []ChartEdge
	Colour    bool       // else black and grays only
	BoxPt     float64    // size of type in boxes
	ColumnPt  float64    // size of type in columns
	Words     ChartWords // around the boxes
}

// ChartWords are the words around the boxes of a chart, the same in a series.
type ChartWords struct {
	Columns                                               [6]string // heads, from 时间安排 to 记录页
	Stage, Flow, Steps                                    string    // heads of the phases, the boxes, the list of a free chart
	Legend, Step, Decision, Outcome, Way, Back, Connector string
	Liability                                             string   // 责任追究
	Basis, Applies, Record, Maker                         string   // before what they name
	Detail                                                string   // follows the title of a list on its own page
	Parts                                                 []string // follow the title on the pages of a chart: （一）
}

// ChartKind says how a chart is laid out.
type ChartKind uint8

// The kinds of charts.
const (
	TableChart ChartKind = iota // one spine beside five columns
	FreeChart                   // boxes where Graphviz puts them
	OrgChart                    // a tree of organizations
)

// ChartRow is a box or diamond on the spine and the row of columns beside it.
type ChartRow struct {
	ID       string
	Number   int // printed in the box; 0 for a diamond
	Phase    int // 0 before, 1 during, 2 after
	Text     string
	Decision bool

	When, Form, Procedure, Standard, Who string
	Page                                 string // record page, "" without
}

// ChartOutcome is a dashed box beside the spine.
type ChartOutcome struct{ ID, Text string }

// ChartEdge is a line from one row or outcome to another, or to where the
// chart is left.
type ChartEdge struct {
	From, To string
	End      string // what ends the way where To is empty: 结束
	Label    string // 是, 否 or ""
	Back     bool   // a return line
}
