package config

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"dangce/config/date"
	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/config/money"
)

// Records are committees, branches and members as they were written, in TOML
// or in a roster, before any check. Both forms become the same records, so
// every check is written once; origin leads back to where a field stands.

// origin is where a record was written. Fields go by their TOML keys, such as
// "dues.base".
type origin interface {
	// Place is the place of a field, or of the record where it has none.
	Place(field string) diag.Place
	// Given reports whether something was written, readable or not.
	Given(field string) bool
	// Ask says how to write the field: 加一行 confirmed = 2006-07-01.
	Ask(field, sample string) string
	// Sheet reports whether the record stands in a roster.
	Sheet() bool
}

type committeeRec struct {
	Code   string `toml:"code" example:"01"`
	Name   string `toml:"name" example:"中共示例县城关镇委员会"`
	Short  string `toml:"short" example:"城关镇党委"`
	Kind   string `toml:"kind" example:"township"`
	Parent string `toml:"parent" example:"01"`

	at origin
}

type branchRec struct {
	Code         string        `toml:"code" example:"01-003"`
	Name         string        `toml:"name" example:"中共示例县城关镇东街社区支部委员会"`
	Short        string        `toml:"short" example:"东街社区党支部"`
	Committee    string        `toml:"committee" example:"01"`
	Kind         string        `toml:"kind" example:"community"`
	Founded      date.Date     `toml:"founded" example:"2001-07-01"`
	TermEnds     date.Date     `toml:"term_ends" example:"2029-06-30"`
	Place        string        `toml:"place" example:"东街社区党群服务中心"`
	Groups       []string      `toml:"groups" example:"第一党小组"`
	HasCommittee *bool         `toml:"branch_committee"`
	Books        *[]string     `toml:"books" example:"handbook"`
	ThemeDays    []themeDayRec `toml:"theme_day"`
	Changes      []changeRec   `toml:"change"`
	Members      []memberRec   `toml:"member"`

	at  origin
	tag tag
}

// tag says whom a finding concerns.
type tag struct{ branch, owner string }

type themeDayRec struct {
	Month  time.Month `toml:"month,required" example:"3"`
	Choose []string   `toml:"choose,required" example:"志愿服务"`
}

type changeRec struct {
	Month      time.Month `toml:"month,required" example:"10"`
	To         date.Date  `toml:"to,required" example:"2027-10-20"`
	Reason     string     `toml:"reason,required"`
	Approved   date.Date  `toml:"approved" example:"2027-10-13"`
	ApprovalNo string     `toml:"approval_no"`
}

type memberRec struct {
	ID        string    `toml:"id"`
	Name      string    `toml:"name" example:"张三"`
	Gender    string    `toml:"gender" example:"男"`
	Ethnicity string    `toml:"ethnicity" example:"汉族"`
	Birth     date.Date `toml:"birth" example:"1980-05-12"`
	Education string    `toml:"education" example:"大专"`
	Joined    date.Date `toml:"joined" example:"2005-07-01"`
	Confirmed date.Date `toml:"confirmed" example:"2006-07-01"`
	Status    string    `toml:"status" example:"正式"`
	Group     string    `toml:"group" example:"第一党小组"`
	Posts     postList  `toml:"post" example:"书记"`
	Duty      string    `toml:"duty"`
	Leader    bool      `toml:"is_leader"`
	Job       string    `toml:"job"`
	Phone     string    `toml:"phone" example:"13900000000"`
	CardNo    string    `toml:"card_no" example:"示城0001"`
	CardYear  int       `toml:"card_year" example:"2025"`
	Note      string    `toml:"note"`
	Dues      *duesRec  `toml:"dues" example:"category = \"salaried\", base = \"4900.00\""`

	at origin
}

type duesRec struct {
	Category string     `toml:"category" example:"salaried"`
	Base     *money.Fen `toml:"base" example:"4900.00"`
	Items    []itemRec  `toml:"base_items" example:"name = \"职务工资\", amount = \"+1640.00\""`
	Amount   *money.Fen `toml:"amount" example:"5.00"`
	Reason   string     `toml:"reason"`
	Approval string     `toml:"approval"`
}

type itemRec struct {
	Name   string    `toml:"name,required" example:"职务工资"`
	Amount money.Fen `toml:"amount,required" example:"+1640.00"`
}

// postList is post = "书记" or post = ["副书记", "组织委员"].
type postList []string

func (p *postList) UnmarshalTOML(v any) error {
	bad := errors.New(`post 应为文字或文字的数组，例如 post = "书记" 或 post = ["副书记", "组织委员"]`)
	switch v := v.(type) {
	case string:
		*p = splitList(v)
	case []any:
		for _, x := range v {
			s, ok := x.(string)
			if !ok {
				return bad
			}
			*p = append(*p, s)
		}
	default:
		return bad
	}
	return nil
}

// tomlOrigin is list[index] of a TOML file.
type tomlOrigin struct {
	file  *decode.File
	list  string
	index int
}

func (o *tomlOrigin) path(field string) string {
	if field == "" {
		return fmt.Sprintf("%s[%d]", o.list, o.index)
	}
	return fmt.Sprintf("%s[%d].%s", o.list, o.index, field)
}

func (o *tomlOrigin) Place(field string) diag.Place { return o.file.Place(o.path(field)) }

func (o *tomlOrigin) Given(field string) bool { return o.file.Has(o.path(field)) }

func (o *tomlOrigin) Sheet() bool { return false }

func (o *tomlOrigin) Ask(field, sample string) string {
	table, key, nested := strings.Cut(field, ".")
	if !nested {
		return "写上 " + field + " = " + sample
	}
	return "在 " + table + " 的花括号里写上 " + key + "，例如 " + key + " = " + sample
}
