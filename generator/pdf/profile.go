package pdf

import (
	"encoding/binary"
	"math"
	"sync"
)

// Profiles are made here, as small as the format allows (ICC.1:2001-12,
// version 2.4): a file for every branch carries one.

// curvePoints is how many points of the sRGB curve a profile holds. Between
// them readers draw straight lines, which miss the curve by less than a
// fortieth of a step of 8 bits.
const curvePoints = 64

// sRGB is the transfer curve of IEC 61966-2-1.
func sRGB(v float64) float64 {
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

// Colours of sRGB seen under D50, to which profiles refer: the primaries and
// the white point D65 of ITU-R BT.709, adapted by the Bradford matrix of
// ICC.1:2010, annex E. TestProfiles works them out a second time.
var (
	whitePoint = [3]float64{0.9642, 1, 0.8249}
	primaries  = [3][3]float64{{0.4360, 0.2225, 0.0139}, {0.3851, 0.7169, 0.0971}, {0.1431, 0.0606, 0.7139}}
)

var grayProfile = sync.OnceValue(func() []byte {
	return profile("GRAY", "Gray, gamma 2.2", []tag{{"wtpt", xyz(whitePoint)}, {"kTRC", gamma}})
})

var colourProfile = sync.OnceValue(func() []byte {
	c := curve()
	return profile("RGB ", "sRGB IEC61966-2.1", []tag{{"wtpt", xyz(whitePoint)},
		{"rXYZ", xyz(primaries[0])}, {"gXYZ", xyz(primaries[1])}, {"bXYZ", xyz(primaries[2])},
		{"rTRC", c}, {"gTRC", c}, {"bTRC", c}})
})

// tag is an entry of a profile. Neighbours with the same data share it.
type tag struct {
	name string
	data []byte
}

// profile makes the profile of a display.
func profile(space, description string, tags []tag) []byte {
	tags = append([]tag{{"desc", describe(description)}, {"cprt", copyright}}, tags...)
	const header = 128
	body := make([]byte, header+4+12*len(tags))
	copy(body[8:], []byte{2, 0x40, 0, 0})
	copy(body[12:], "mntr"+space+"XYZ ")
	copy(body[24:], []byte{0x07, 0xEA, 0, 1, 0, 1}) // 1 January 2026
	copy(body[36:], "acsp")
	copy(body[68:], xyz(whitePoint)[8:])
	put := binary.BigEndian.PutUint32
	put(body[header:], uint32(len(tags)))
	at := 0
	for i, t := range tags {
		if i == 0 || &t.data[0] != &tags[i-1].data[0] {
			for len(body)%4 != 0 {
				body = append(body, 0)
			}
			at = len(body)
			body = append(body, t.data...)
		}
		e := body[header+4+12*i:]
		copy(e, t.name)
		put(e[4:], uint32(at))
		put(e[8:], uint32(len(t.data)))
	}
	put(body, uint32(len(body)))
	return body
}

// describe is a text as profiles of version 2 describe themselves: in ASCII,
// with room for two other scripts that stays empty.
func describe(s string) []byte {
	b := append([]byte("desc\x00\x00\x00\x00"), binary.BigEndian.AppendUint32(nil, uint32(len(s)+1))...)
	b = append(append(b, s...), 0)
	return append(b, make([]byte, 4+4+2+1+67)...)
}

var copyright = []byte("text\x00\x00\x00\x00CC0\x00")

func xyz(v [3]float64) []byte {
	b := []byte("XYZ \x00\x00\x00\x00")
	for _, x := range v {
		b = binary.BigEndian.AppendUint32(b, uint32(math.Round(x*65536)))
	}
	return b
}

// gamma is an exponent of 2.2, in 1/256, which is what grays of a screen come
// to.
var gamma = []byte("curv\x00\x00\x00\x00\x00\x00\x00\x01\x02\x33")

func curve() []byte {
	b := binary.BigEndian.AppendUint32([]byte("curv\x00\x00\x00\x00"), curvePoints)
	for i := range curvePoints {
		b = binary.BigEndian.AppendUint16(b, uint16(math.Round(65535*sRGB(float64(i)/(curvePoints-1)))))
	}
	return b
}
