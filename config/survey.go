package config

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dangce/config/diag"
	"dangce/config/roster"
	"dangce/config/sheet"
	"dangce/templates"
)

// Survey is what rosters say of a county that has no list of branches yet:
// the branches and committees that they speak of, with codes, kinds and names
// proposed for a clerk to put right.
type Survey struct {
	Files      []string // tables that were read, in their order
	Committees []SurveyedCommittee
	Branches   []SurveyedBranch
	Members    int
	Unplaced   int // members of whom nothing tells the branch
}

// SurveyedCommittee is a committee that rosters speak of.
type SurveyedCommittee struct {
	Code, Name, Short, Kind string // Kind in Chinese, as rosters write it
}

// SurveyedBranch is a branch that rosters speak of.
type SurveyedBranch struct {
	Code, Name, Short, Committee, Kind string // Committee by its short name
	Groups                             []string
	Members                            int
	From                               []string // sheets in which its members are
}

// SurveyRosters reads all tables below the root of fsys and lists the
// branches that they speak of. county is the county's name. What is wrong
// with a file goes to out; what is wrong with a member is found later, when
// the county is loaded.
func SurveyRosters(fsys fs.FS, county string, out *diag.List) *Survey {
	known := map[string][]string{}
	for _, k := range sheetKinds {
		known[k.List] = k.IDs()
	}
	reader := roster.NewReader(templates.LoadTitles(templates.Embedded(), "", known, new(diag.List)), sheetKinds...)
	s := &surveyor{county: county, committees: map[string]*SurveyedCommittee{}, branches: map[string]*SurveyedBranch{}}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() || ignored(d.Name()) || !slices.Contains(tableFiles, strings.ToLower(path.Ext(name))) {
			return nil
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		found := new(diag.List)
		r := reader.Read(name, data, roster.Ask{}, found)
		for _, f := range found.Sorted() {
			if f.Sheet == "" && f.Line == 0 { // of the whole file
				out.Add(f)
			}
		}
		s.Files = append(s.Files, name)
		s.file(name, r)
		return nil
	})
	if err != nil {
		out.Add(readError("", err).finding(diag.Place{}))
	}
	return s.number()
}

// surveyor carries one survey.
type surveyor struct {
	Survey
	county     string
	committees map[string]*SurveyedCommittee // by core
	order      []string                      // of committees
	branches   map[string]*SurveyedBranch    // by committee and core
	keys       []string                      // of branches
}

// file enters what a file holds. Lists of committees and branches come first,
// wherever they are.
func (s *surveyor) file(name string, r *roster.Roster) {
	own := s.committeeOf(name, r)
	for _, rec := range r.Records {
		switch x := rec.Of.(type) {
		case *Committee:
			c := s.committee(cmp.Or(x.Short, x.Name), own)
			c.Code, c.Name, c.Short, c.Kind = cmp.Or(x.Code, c.Code), cmp.Or(x.Name, c.Name), cmp.Or(x.Short, c.Short), cmp.Or(committeeKinds.word(string(x.Kind)), c.Kind)
		case *branchRow:
			b := s.branch(cmp.Or(x.Short, x.Name), cmp.Or(x.In, own))
			b.Code, b.Name, b.Short, b.Kind = cmp.Or(x.Code, b.Code), cmp.Or(x.Name, b.Name), cmp.Or(x.Short, b.Short), cmp.Or(branchKinds.word(string(x.Kind)), b.Kind)
			for _, g := range x.Groups {
				b.group(g.Name)
			}
		}
	}
	for _, rec := range r.Records {
		x, ok := rec.Of.(*memberRow)
		if !ok {
			continue
		}
		s.Members++
		title := branchNamed(x, rec.Captions())
		if title == "" {
			s.Unplaced++
			continue
		}
		b := s.branch(title, own)
		if b.Members++; x.BranchCode != "" && b.Code == "" {
			b.Code = x.BranchCode
		}
		b.group(x.Group.String())
		p := rec.Place("")
		from := p.File
		if p.Sheet != "" {
			from += "[" + p.Sheet + "]"
		}
		if !slices.Contains(b.From, from) {
			b.From = append(b.From, from)
		}
	}
}

func (b *SurveyedBranch) group(name string) {
	if name = strings.TrimSpace(name); name != "" && !slices.Contains(b.Groups, name) {
		b.Groups = append(b.Groups, name)
	}
}

// branchName is a branch's name in a longer line: 中共某县某镇东街社区支部委员会 of
// …党员名册（23人）.
var branchName = regexp.MustCompile(`[\p{Han}A-Za-z0-9（）()·]*?(?:支部委员会|党支部|支部)`)

// unlabelled is what follows the label of a line: 青山镇党委 of 填报单位：青山镇党委.
func unlabelled(text string) string {
	if _, value, ok := strings.Cut(strings.ReplaceAll(text, "：", ":"), ":"); ok && strings.TrimSpace(value) != "" {
		return value
	}
	return text
}

// branchNamed returns the name of a member's branch: of its own column, or of
// the nearest line that names one. A sheet or file that is called after a
// village means its branch.
func branchNamed(m *memberRow, captions []roster.Caption) string {
	if name := strings.TrimSpace(m.BranchName); name != "" {
		return name
	}
	for _, c := range captions {
		if name := branchName.FindString(sheet.Key(unlabelled(c.Text))); utf8.RuneCountInString(name) > utf8.RuneCountInString("党支部") {
			return strings.TrimLeft(name, "（）()·")
		}
	}
	if len(captions) > 0 {
		// A township has many branches, a bureau may be one.
		if name := bareName(captions[len(captions)-1].Text); name != "" && (committeeWord.FindString(name) != name || bureau.MatchString(name)) {
			return name + "党支部"
		}
	}
	if m.BranchCode != "" {
		return m.BranchCode + "党支部"
	}
	return ""
}

// listWords are what lists are called; a name is what is left without them.
var listWords = regexp.MustCompile(`[0-9０-９]+年?|[（(][^（）()]*[）)]|党员|花?名册|基本|信息|统计|登记|汇总|情况|名单|一?览表|台账|数据|全体|在册|支部|导出|最新|副本|最终版?|定稿|表|[Ss]heet|工作簿?|新建|[-_— .·、]+`)

// bareName is a sheet's or a file's name without the words of lists; "" when
// less than two Chinese characters are left.
func bareName(s string) string {
	s = listWords.ReplaceAllString(sheet.Key(s), "")
	if strings.ContainsFunc(s, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) || utf8.RuneCountInString(s) < 2 {
		return ""
	}
	return s
}

// committeeWord is what a committee is called after, at the end of a name.
var committeeWord = regexp.MustCompile(`^\p{Han}{1,12}?(?:镇|乡|街道|党工委|工委|党委|局|公司|集团)`)

var bureau = regexp.MustCompile(`(?:局|公司|集团)$`)

// committeeOf names the committee of a file: by a line above its lists, by
// what the file is called, or by its folder.
func (s *surveyor) committeeOf(name string, r *roster.Roster) string {
	var said []string
	if len(r.Records) > 0 {
		for _, c := range r.Records[0].Captions() {
			said = append(said, sheet.Key(unlabelled(c.Text)))
		}
	}
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	for _, text := range append(said, sheet.Key(base), sheet.Key(path.Base(path.Dir(name)))) {
		text = strings.TrimPrefix(strings.TrimPrefix(text, "中共"), s.county)
		if found := committeeWord.FindString(text); found != "" && !strings.HasSuffix(found, "支部") {
			return found
		}
	}
	return cmp.Or(bareName(base), "县直机关")
}

// organs is the committee of the county's own offices.
const organs = "县直机关工委"

// committee returns the committee of a name, a new one the first time.
func (s *surveyor) committee(name, otherwise string) *SurveyedCommittee {
	stem := core(strings.TrimPrefix(strings.TrimPrefix(folded(cmp.Or(name, otherwise)), "中共"), s.county), committeeEnds)
	if stem == "" {
		stem = folded(cmp.Or(name, otherwise))
	}
	if c := s.committees[stem]; c != nil {
		return c
	}
	for _, c := range s.committees {
		if c.Code != "" && strings.EqualFold(c.Code, name) {
			return c
		}
	}
	c := &SurveyedCommittee{Name: "中共" + s.county + stem + "委员会", Short: stem + "党委", Kind: committeeKinds.word(string(Department))}
	switch {
	case strings.HasSuffix(stem, "镇"), strings.HasSuffix(stem, "乡"):
		c.Kind = committeeKinds.word(string(Township))
	case strings.HasSuffix(stem, "街道"):
		c.Name, c.Short, c.Kind = "中共"+s.county+stem+"工作委员会", stem+"党工委", committeeKinds.word(string(Street))
	case strings.HasSuffix(stem, "公司"), strings.HasSuffix(stem, "集团"):
		c.Kind = committeeKinds.word(string(Enterprise))
	case stem == "县直机关":
		c.Name, c.Short = "中共"+s.county+"直属机关工作委员会", organs
	}
	s.committees[stem] = c
	s.order = append(s.order, stem)
	return c
}

// branch returns the branch of a name under a committee, a new one the first
// time. 东街社区, 东街社区支部 and 中共某县某镇东街社区支部委员会 are one.
func (s *surveyor) branch(name, of string) *SurveyedBranch {
	c := s.committee(of, of)
	town := strings.TrimSuffix(strings.TrimSuffix(c.Short, "党委"), "党工委")
	stem := cmp.Or(core(strings.TrimPrefix(strings.TrimPrefix(folded(name), "中共"), s.county), branchEnds), folded(name))
	if rest := strings.TrimPrefix(stem, town); utf8.RuneCountInString(rest) > 1 {
		stem = rest
	}
	key := c.Short + "/" + stem
	if b := s.branches[key]; b != nil {
		return b
	}
	short, end := stem+"党支部", "支部委员会"
	if strings.Contains(name, "联合") {
		short, end = strings.TrimSuffix(stem, "联合")+"联合党支部", "联合支部委员会"
	}
	whole := strings.TrimSuffix(stem, "联合")
	switch {
	case strings.HasPrefix(whole, town):
		whole = strings.TrimPrefix(whole, town)
	case strings.HasSuffix(town, "镇"), strings.HasSuffix(town, "乡"):
		whole = strings.TrimPrefix(whole, town[len(town)-len("镇"):]) // 镇机关
	}
	if town == organs { // 中共某县财政局机关支部委员会
		_, last := utf8.DecodeLastRuneInString(s.county)
		town, whole = "", strings.TrimPrefix(whole, s.county[len(s.county)-last:])
	}
	b := &SurveyedBranch{Name: "中共" + s.county + town + whole + end, Short: short, Committee: c.Short, Kind: branchKinds.word(string(kindByName(stem, c.Kind)))}
	if strings.HasPrefix(name, "中共") {
		b.Name = strings.TrimSpace(name)
	}
	s.branches[key] = b
	s.keys = append(s.keys, key)
	return b
}

// namedKinds are the words by which the kind of a branch shows, the first that
// fits wins.
var namedKinds = []struct {
	words *regexp.Regexp
	kind  BranchKind
}{
	{regexp.MustCompile(`退休|离休|老干部|老年`), Retired},
	{regexp.MustCompile(`社区|居委|居民`), Community},
	{regexp.MustCompile(`学校|中学|小学|幼儿园|职高|党校|学院|一中|二中|三中|职教`), School},
	{regexp.MustCompile(`协会|商会|学会|联合会|合作社|事务所|民办|促进会`), SocialOrg},
	{regexp.MustCompile(`国有|供电|烟草|邮政|电信|移动|联通|银行|信用社|农商行|粮食集团|城投|自来水`), SOE},
	{regexp.MustCompile(`公司|集团|厂|企业|商场|超市|非公`), Private},
	{regexp.MustCompile(`医院|卫生院|卫生室|中心$|服务站|工作站|站$|所$|文化馆|图书馆`), Institution},
	{regexp.MustCompile(`机关|局$|办$|办公室|政府|人大|政协|法院|检察院|委$|部$|工会|妇联|团委`), Agency},
	{regexp.MustCompile(`村`), Village},
}

// kindByName proposes the kind of a branch.
func kindByName(name, committee string) BranchKind {
	for _, k := range namedKinds {
		if k.words.MatchString(name) {
			return k.kind
		}
	}
	if committee == committeeKinds.word(string(Township)) {
		return Village
	}
	return Agency
}

// number gives codes to those that have none, in the order in which they were
// met, and leaves those that were written.
func (s *surveyor) number() *Survey {
	taken := map[string]bool{}
	for _, c := range s.committees {
		taken[strings.ToLower(c.Code)] = true
	}
	for _, b := range s.branches {
		taken[strings.ToLower(b.Code)] = true
	}
	next := func(format string, args ...any) string {
		for n := 1; ; n++ {
			if code := fmt.Sprintf(format, append(slices.Clone(args), n)...); !taken[strings.ToLower(code)] {
				taken[strings.ToLower(code)] = true
				return code
			}
		}
	}
	codes := map[string]string{}
	for _, stem := range s.order {
		c := s.committees[stem]
		if c.Code == "" {
			c.Code = next("%02d")
		}
		codes[c.Short] = c.Code
		s.Survey.Committees = append(s.Survey.Committees, *c)
	}
	for _, key := range s.keys {
		b := s.branches[key]
		if b.Code == "" {
			b.Code = next("%s-%03d", codes[b.Committee])
		}
		s.Survey.Branches = append(s.Survey.Branches, *b)
	}
	return &s.Survey
}
