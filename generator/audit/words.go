package audit

import "slices"

// Where problems come from.
const (
	FromReview     = "县调阅"
	FromSignOff    = "月审签"
	FromInspection = "暗访"
	FromBranch     = "自查"
)

// The states of a problem. That its time is over is worked out, not entered.
const (
	Open      = "未整改"
	Working   = "整改中"
	ToAccept  = "待验收"
	ClosedOut = "已销号"
)

// What looking back at a closed problem found.
const (
	Confirmed = "属实"
	Relapsed  = "反弹"
	Untrue    = "不实"
)

// How hard a problem is to put right, and the days for it, [D].
const (
	Plain       = "一般"
	Complex     = "复杂"
	DaysPlain   = 15
	DaysComplex = 30
)

const (
	yes    = "是"
	no     = "否"
	agreed = "同意"
)

// choiceLists are the drop-down lists whose words the code knows. Templates
// name them in choices_from: the words are here and nowhere else.
var choiceLists = map[string][]string{
	"yes_no":     {yes, no},
	"decisions":  {agreed, "不同意"},
	"grades":     {Plain, Complex},
	"sources":    {FromReview, FromSignOff, FromInspection, FromBranch},
	"states":     {Open, Working, ToAccept, ClosedOut},
	"assemblies": {"村民代表会议", "村民会议", "村民会议（户代表）", "居民代表会议", "居民会议"},
	"votes":      {"一般事项", "发展党员", "选举"},
	"outcomes":   {Confirmed, Relapsed, Untrue},
}

// Choices returns a list by the name that templates give it.
func Choices(name string) ([]string, bool) {
	list, ok := choiceLists[name]
	return slices.Clone(list), ok
}

// ChoiceNames are the names of the lists.
func ChoiceNames() []string {
	var names []string
	for n := range choiceLists {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}
