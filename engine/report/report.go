// Package report writes an [engine.Report] in the format a reader needs: text for people in a terminal, json
// for programs and for keeping, sarif for code scanning.
//
// One report goes in, bytes come out. A writer decides nothing: outcomes, counts and the verdict are those
// of the report. It never changes the report, never cuts a list without saying how much it left out, and
// writes the same bytes for the same report. Nothing to judge never looks like a pass.
//
// Names, ids, messages, paths and source lines come from the files that are judged, and so from whoever
// wrote those. They cannot move the cursor of a terminal, reverse the direction of text, hide in it, or
// start a command of a CI service: see [Escape].
//
// A new format is one file with a [Writer] and one row in the table of writers.
package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/engine"
)

// Writer writes a report in one format.
type Writer func(w io.Writer, r *engine.Report, o Options) error

// Options are what a report does not say and a writer may need. The zero value is valid.
type Options struct {
	// Color allows colour in text. Whether the reader sees colour is for the caller to find out.
	Color bool
	// Width is how many columns text may take; 80 if it is 0.
	Width int
	// Quiet leaves coverage and skipped files out of text. Findings, errors and the verdict stay.
	Quiet bool
	// HideUnknown leaves results that could not be decided out of the list in text. They are still counted, and
	// the verdict is what it is.
	HideUnknown bool
	// EachUnknown shows each of them in text as failures are shown, and not one line for each rule.
	EachUnknown bool
	// Category keeps the SARIF files of several runs on one commit apart; the command if it is "".
	Category string
	// Source returns the bytes of an input file, for fingerprints over lines; they are left out without it.
	Source func(path string) ([]byte, error)
}

var writers = map[string]Writer{
	"json":  JSON,
	"sarif": SARIF,
	"text":  Text,
}

// Formats returns the names of all formats, sorted.
func Formats() []string { return slices.Sorted(maps.Keys(writers)) }

// Write writes r to w in the format called format.
func Write(w io.Writer, format string, r *engine.Report, o Options) error {
	write, ok := writers[format]
	if !ok {
		return fmt.Errorf("unknown report format %q: want one of %s", format, strings.Join(Formats(), ", "))
	}
	if err := write(w, r, o); err != nil {
		return fmt.Errorf("write the %s report: %w", format, err)
	}
	return nil
}
