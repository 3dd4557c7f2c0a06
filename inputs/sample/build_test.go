package sample_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
	"github.com/tipstaff/tipstaff/inputs/sample"
)

// inspect returns the resource of a file, nil if it is not taken.
func inspect(name string, b []byte) (*inputs.Resource, error) {
	stored := inputs.Bytes{
		ReaderAt: bytes.NewReader(b), Path: name, Size: int64(len(b)), Start: b[:min(len(b), 4096)],
		Sum: func() (string, error) {
			sum := sha256.Sum256(b)
			return "sha256:" + hex.EncodeToString(sum[:]), nil
		},
	}
	if !sample.Format.DetectBytes(stored) {
		return nil, nil
	}
	resources, err := sample.Format.Inspect(inputs.File{Path: name}, stored)
	if errors.Is(err, inputs.ErrNotInput) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return resources[0], nil
}

// summary says what a test compares: how many rows, then each column with its type and classes.
func summary(r *inputs.Resource, err error) string {
	switch {
	case err != nil:
		return "error: " + err.Error()
	case r == nil:
		return "not taken"
	}
	p := r.Value.Get("properties")
	parts := []string{p.Get("rows").Text()}
	if n := p.Get("ragged_rows").Text(); n != "" && n != "0" {
		parts[0] += "~" + n
	}
	if d := p.Get("delimiter").Text(); d != "" && d != "," {
		parts[0] += d
	}
	for _, c := range p.Get("columns").Elements() {
		text := c.Get("name").Text() + ":" + c.Get("type").Text()
		for _, d := range c.Get("detected").Elements() {
			text += "=" + d.Get("class").Text()
		}
		parts = append(parts, text)
	}
	if e := p.Get("encryption").Text(); e != "" {
		parts = append(parts, "encrypted "+e)
	}
	return strings.Join(parts, " ")
}

// utf16Of returns a text in UTF-16 with a byte order mark.
func utf16Of(order binary.ByteOrder, text string) []byte {
	var b []byte
	for _, u := range append([]uint16{0xfeff}, utf16.Encode([]rune(text))...) {
		var two [2]byte
		order.PutUint16(two[:], u)
		b = append(b, two[:]...)
	}
	return b
}

// csvOf returns a table of columns.
func csvOf(header string, columns ...[]string) []byte {
	var b bytes.Buffer
	b.WriteString(header + "\n")
	for i := range columns[0] {
		for j, c := range columns {
			if j > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, "%q", c[i])
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// isUnknown reports whether a value is there but not known.
func isUnknown(v document.Value) bool { return v.Has(document.Unknown) }
