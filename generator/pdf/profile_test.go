package pdf

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"
)

type matrix3 [3][3]float64

func (m matrix3) times(v [3]float64) (out [3]float64) {
	for i := range m {
		for k := range v {
			out[i] += m[i][k] * v[k]
		}
	}
	return out
}

// inverse by the rule of Cramer.
func (m matrix3) inverse() (out matrix3) {
	minor := func(i, j int) float64 {
		a, b, c, d := (i+1)%3, (i+2)%3, (j+1)%3, (j+2)%3
		return m[a][c]*m[b][d] - m[a][d]*m[b][c]
	}
	det := m[0][0]*minor(0, 0) + m[0][1]*minor(0, 1) + m[0][2]*minor(0, 2)
	for i := range m {
		for j := range m {
			out[j][i] = minor(i, j) / det
		}
	}
	return out
}

// fromXY is a colour of so much light, by its chromaticity.
func fromXY(x, y float64) [3]float64 { return [3]float64{x / y, 1, (1 - x - y) / y} }

// TestPrimaries works the primaries out from BT.709 and the Bradford matrix.
func TestPrimaries(t *testing.T) {
	white := fromXY(0.3127, 0.3290)
	p := [3][3]float64{fromXY(0.64, 0.33), fromXY(0.30, 0.60), fromXY(0.15, 0.06)}
	var columns matrix3
	for i := range p {
		for k := range p[i] {
			columns[k][i] = p[i][k]
		}
	}
	share := columns.inverse().times(white)
	bradford := matrix3{{0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}}
	from, to := bradford.times(white), bradford.times(whitePoint)
	for i := range p {
		cone := bradford.times([3]float64{p[i][0] * share[i], p[i][1] * share[i], p[i][2] * share[i]})
		for k := range cone {
			cone[k] *= to[k] / from[k]
		}
		got := bradford.inverse().times(cone)
		for k := range got {
			if math.Abs(got[k]-primaries[i][k]) > 2e-4 {
				t.Errorf("primary %d is %.4f, want %.4f", i, primaries[i], got)
				break
			}
		}
	}
}

// TestCurve: between the points of the curve a straight line is near enough.
func TestCurve(t *testing.T) {
	points := curve()[12:]
	for v := range 256 {
		x := float64(v) / 255 * (curvePoints - 1)
		i := min(int(x), curvePoints-2)
		at := func(k int) float64 { return float64(binary.BigEndian.Uint16(points[2*k:])) / 65535 }
		got := at(i) + (x-float64(i))*(at(i+1)-at(i))
		if want := sRGB(float64(v) / 255); math.Abs(got-want) > 1.0/255/40 {
			t.Errorf("%d: %.6f, want %.6f", v, got, want)
		}
	}
}

// TestProfiles: headers, sizes and tags are as ICC.1:2001-12 has them.
func TestProfiles(t *testing.T) {
	for space, p := range map[string][]byte{"GRAY": grayProfile(), "RGB ": colourProfile()} {
		n := int(binary.BigEndian.Uint32(p))
		if n != len(p) || string(p[12:24]) != "mntr"+space+"XYZ " || string(p[36:40]) != "acsp" || !bytes.Equal(p[8:10], []byte{2, 0x40}) {
			t.Errorf("%s: header %q", space, p[:128])
		}
		tags := map[string][]byte{}
		for i := range int(binary.BigEndian.Uint32(p[128:])) {
			e := p[132+12*i:]
			at, size := binary.BigEndian.Uint32(e[4:]), binary.BigEndian.Uint32(e[8:])
			if at%4 != 0 || int(at+size) > len(p) {
				t.Fatalf("%s: tag %q at %d, %d bytes", space, e[:4], at, size)
			}
			tags[string(e[:4])] = p[at : at+size]
		}
		want := []string{"desc", "cprt", "wtpt", "kTRC"}
		if space != "GRAY" {
			want = []string{"desc", "cprt", "wtpt", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"}
		}
		for _, name := range want {
			if tags[name] == nil {
				t.Errorf("%s: no tag %s", space, name)
			}
		}
		if len(tags) != len(want) || len(p) > 700 {
			t.Errorf("%s: %d tags, %d bytes", space, len(tags), len(p))
		}
	}
}
