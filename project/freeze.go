package project

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"

	"dangce/config/date"
	"dangce/config/diag"
	"dangce/config/regular"
	"dangce/generator"
	"dangce/generator/archive"
	"dangce/generator/pack"
)

// ErrOtherInput is returned where a pack was not made from the county as it
// is now, or by another program.
var ErrOtherInput = errors.New("成品不是用现在的配置、名册和程序完整生成的")

// ErrPrinted is returned where a run would write over what was printed.
var ErrPrinted = errors.New("已经付印")

// PrintedHint says what to do about it.
const PrintedHint = "付印作废、要全部重印的，先把存档的文件夹改名（如加上“作废”）"

// NotPrinted wraps ErrPrinted where output is the pack of the county in dir
// that was printed and kept, and building it now would move its pages: their
// codes would name other ones.
func (p *Project) NotPrinted(dir, output, version string) error {
	frozen, err := archive.Of(dir, p.County.Year)
	if errors.Is(err, archive.ErrNone) {
		return nil
	} else if err != nil {
		return err
	}
	m, err := pack.ReadManifest(output)
	if err != nil || m.Config != frozen.Config || p.County.Digest == frozen.Config && version == frozen.Program {
		return nil // another folder, or the same pages; what is wrong with the folder is said when it is opened
	}
	return fmt.Errorf("%w：%s 的存档在 %s；配置、名册或程序后来变了，重新生成会改动印好的页码", ErrPrinted, output, frozen.Dir)
}

// Freeze keeps what was printed: the pack in packDir, and the county in dir
// that it was made from. Findings say where the pack is not what was written;
// then nothing is kept.
func (p *Project) Freeze(ctx context.Context, dir, file, packDir, program, version string, day date.Date) (*archive.Archive, []diag.Finding, error) {
	var inputs []string
	for _, svg := range []bool{false, true} {
		digest, err := p.Digest(program, generator.Options{SVG: svg})
		if err != nil {
			return nil, nil, err
		}
		inputs = append(inputs, digest)
	}
	same, err := pack.MadeFrom(packDir, inputs...)
	if err != nil {
		return nil, nil, err
	}
	if !same {
		return nil, nil, ErrOtherInput
	}
	verified, err := pack.Verify(ctx, packDir)
	if err != nil {
		return nil, nil, err
	}
	if verified.Findings.Errors() > 0 {
		return nil, verified.Findings.Sorted(), nil
	}
	a, err := archive.Write(dir, p.source(dir, file, packDir, version, day, verified.Manifest))
	return a, verified.Findings.Sorted(), err
}

// source lists what is kept.
func (p *Project) source(dir, file, packDir, version string, day date.Date, m *pack.Manifest) *archive.Source {
	c := p.County
	s := &archive.Source{
		Record: archive.Record{Program: version, Frozen: day.String(), Year: c.Year, County: c.Name, File: file, Config: c.Digest, Files: len(m.Files)},
		Inputs: regular.Dir(dir), Templates: c.Templates,
		Printed: regular.Dir(packDir), Listed: []string{"manifest.json", generator.PageIndex},
	}
	sums := make(map[string][sha256.Size]byte)
	for _, in := range c.Inputs {
		s.Names = append(s.Names, in.Name)
		sums[in.Name] = in.SHA256
	}
	for _, f := range c.Fonts {
		s.FontNames = append(s.FontNames, f.Path)
	}
	s.Check = func(name string, data []byte) error {
		if sha256.Sum256(data) != sums[name] {
			return fmt.Errorf("%w：刚才又改过", ErrOtherInput)
		}
		return nil
	}
	for _, b := range c.Branches() {
		s.Branches++
		s.Members += len(b.Members)
	}
	for _, f := range m.Files {
		s.Pages += f.Pages
	}
	return s
}

// Frozen loads a county as it was printed. now is the county's folder, from
// which its own fonts are read.
func Frozen(a *archive.Archive, now fs.FS) *Project {
	return load(a.Inputs(now), a.File, Options{Prefix: a.Dir + "/", templates: a.Templates()}, false)
}
