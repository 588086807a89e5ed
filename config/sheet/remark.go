package sheet

// Remark is what a person has to be told about a value: something was put
// right, or looks wrong though it can be read. Text follows the quoted title
// of the column (“出生日期” + Text); Hint says what to do.
type Remark struct {
	Code string
	Text string
	Hint string
	// Lost says that the value cannot be told from what is there. It is
	// then returned empty, and printing without it would be wrong.
	Lost bool
}

// The codes of remarks.
const (
	DateMoved   = "date-moved"   // the time of day shows that the next day is meant
	DateClock   = "date-clock"   // a time of day that may mean the next day
	DateDefault = "date-default" // a date that programs write for none
	CodeDate    = "code-date"    // a code that a table program made a date
	CodeDigits  = "code-digits"  // digits that a table program dropped
	NameLost    = "name-lost"    // a mark that stands for a lost character
	NameDot     = "name-dot"     // a dot at an end, or two together
	NamePrivate = "name-private" // a private-use character without a known meaning
	NameSeveral = "name-several" // two names in a cell
	NameSign    = "name-sign"    // a digit or sign that no name has
	CellFault   = "cell-fault"   // #N/A, ####
	CellFormula = "cell-formula" // a formula without its result
	CellPicture = "cell-picture" // a picture in place of a text
	WordNone    = "word-none"    // nan, NULL, 暂无: not given
)

// Trouble says why a cell has no value though something is in it, nil for
// all others.
func (c Cell) Trouble() *Remark {
	switch {
	case c.Kind == Fault && isPicture(c.Text):
		return &Remark{CellPicture, "的单元格里是一张图片，不是文字", "删掉图片，把内容写成文字", true}
	case c.Kind == Fault && isHashes(c.Text):
		return &Remark{CellFault, "是“" + c.Text + "”，导出时列太窄，内容没有了", "在原来的表格里把这一列拉宽，重新导出；或直接填写内容", true}
	case c.Kind == Fault:
		return &Remark{CellFault, "的单元格是错误值 " + c.Text, "改正公式，或直接填写内容", true}
	case c.Kind == Formula:
		return &Remark{CellFormula, "的单元格是公式，文件里没有算好的结果", "用 Excel 或 WPS 打开文件，保存一次；或把公式改成数值", true}
	}
	return nil
}
