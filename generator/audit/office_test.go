package audit_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// through lets LibreOffice save all workbooks of a folder in a format, which
// drops properties, renames styles and rewrites cells. Other files stay.
func through(t *testing.T, folder fstest.MapFS, format string) fstest.MapFS {
	t.Helper()
	exe, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("soffice is needed")
		}
		t.Skip("soffice is not installed")
	}
	dir := t.TempDir()
	in, to := filepath.Join(dir, "in"), filepath.Join(dir, "out")
	if err := os.MkdirAll(in, 0o700); err != nil {
		t.Fatal(err)
	}
	out, renamed := fstest.MapFS{}, map[string]string{}
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", filters[format], "--outdir", to}
	for name, f := range folder {
		base, ok := strings.CutSuffix(name, ".xlsx")
		if !ok {
			out[name] = f
			continue
		}
		flat := strings.ReplaceAll(base, "/", "＿")
		renamed[flat] = base
		args = append(args, filepath.Join(in, flat+".xlsx"))
		if err := os.WriteFile(filepath.Join(in, flat+".xlsx"), f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.Command(exe, args...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	for flat, base := range renamed {
		data, err := os.ReadFile(filepath.Join(to, flat+"."+format))
		if err != nil {
			t.Fatal(err)
		}
		out[base+"."+format] = &fstest.MapFile{Data: data, ModTime: folder[base+".xlsx"].ModTime}
	}
	return out
}

// filters are what LibreOffice calls the formats.
var filters = map[string]string{"xlsx": "xlsx:Calc MS Excel 2007 XML", "ods": "ods", "xls": "xls:MS Excel 97"}

// TestThroughOffice collects registers after LibreOffice saved them: those
// with planted faults as workbooks again, others in the formats of old.
func TestThroughOffice(t *testing.T) {
	if testing.Short() {
		t.Skip("an office program takes half a minute")
	}
	t.Parallel()
	t.Run("xlsx", func(t *testing.T) {
		t.Parallel()
		branches := 20
		if os.Getenv("CI") == "true" {
			branches = 60
		}
		s := faultsPlanted(t, branches, 3, 9)
		s.folder = through(t, s.folder, "xlsx")
		s.found(t, s.collect(s.input(s.folder)))
	})
	for _, format := range []string{"ods", "xls"} {
		t.Run(format, func(t *testing.T) {
			t.Parallel()
			s := seasonOf(t, 2*ways) // two of each way to keep a register
			s.faults = slices.Clone(s.faults)
			for i := range s.faults {
				s.faults[i] = strings.Replace(s.faults[i], ".xlsx[", "."+format+"[", 1)
			}
			s.check(t, s.collect(s.input(through(t, s.folder, format))))
		})
	}
}
