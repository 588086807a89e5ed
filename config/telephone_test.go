package config

import (
	"strings"
	"testing"
)

// TestIdentityNumberForTelephone: an identity number in the column of
// telephones is said, and not kept.
func TestIdentityNumberForTelephone(t *testing.T) {
	c, found := load(county(t, "county.toml", "branches =", "rosters = [\"名册/*.csv\"]\nbranches =", "名册/党员.csv", "", "党支部代码,姓名,手机号\n01-003,赵六,110101198001011234\n"), Options{})
	said := false
	for _, f := range found {
		said = said || f.Code == "roster-identity" && f.File == "名册/党员.csv"
		if strings.Contains(f.Message+f.Hint, "110101") {
			t.Errorf("repeated in %v", f)
		}
	}
	if !said {
		t.Errorf("not said: %v", found)
	}
	if c == nil {
		return
	}
	for _, m := range c.Branches()[0].Members {
		if m.Phone != "" {
			t.Errorf("kept as %q", m.Phone)
		}
	}
}
