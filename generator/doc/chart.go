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
	Colour    bool    // else black and grays only
	BoxPt     float64 // least size of type in boxes
	ColumnPt  float64 // least size of type in columns
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

// ChartEdge is a line from one row or outcome to another.
type ChartEdge struct {
	From, To string
	Label    string // 是, 否 or ""
	Back     bool   // a return line
}
