// Command release makes what users download: for each system a zip file with
// the program, its licences, an introduction and an example; the sums of the
// files; and a list of what the program is made of (SPDX). The same commit
// gives the same bytes.
//
//	go run ./release -version 1.0.0 [-o dist] [-systems linux/amd64,windows/amd64]
//	go run ./release -licences     collects the licence texts again
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
)

// systems are those that the program is published for.
const systems = "windows/amd64,windows/arm64,linux/amd64,linux/arm64,linux/loong64,darwin/arm64"

func main() {
	r := release{root: "."}
	flag.StringVar(&r.version, "version", "0.1.0", "version of the program")
	flag.StringVar(&r.dir, "o", "dist", "folder to write to")
	targets := flag.String("systems", systems, "systems, parted by commas")
	licences := flag.Bool("licences", false, "collect the licence texts anew")
	flag.Parse()
	r.systems = strings.Split(*targets, ",")
	run := r.make
	if *licences {
		run = r.writeLicences
	}
	if err := run(); err != nil {
		fmt.Fprintf(os.Stderr, "release: %v\n", err)
		os.Exit(1)
	}
}
