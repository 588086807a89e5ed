package xlsx

import (
	"fmt"
	"io"
	"testing"
)

// BenchmarkLedger writes a dues ledger with its full finish. The aim is 8 ms
// of CPU for 50 members.
func BenchmarkLedger(b *testing.B) {
	for _, members := range []int{20, 50} {
		b.Run(fmt.Sprintf("members=%d", members), func(b *testing.B) {
			wb := ledger(members)
			b.SetBytes(int64(len(bytesOf(b, wb))))
			b.ReportAllocs()
			var w Writer
			from := cpuTime()
			for b.Loop() {
				if err := w.Write(io.Discard, wb); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(cpuTime()-from)/1e6/float64(b.N), "cpu-ms/op")
		})
	}
}
