// Package sample looks into tables of data, CSV and Parquet, and says what kinds of sensitive data their columns seem
// to hold. Not one value of a table leaves this package: what goes out is names, types, counts and shapes in which
// every digit is a 9 and every letter an X.
//
// What goes out for a file is one resource of type DatasetSample. It is no Dataset: nobody declared it, and a rule for
// what people declare has nothing to say about it. A Dataset that names the file under samples is related to it as
// declared, so that a rule can compare the two.
//
// A CSV file is one that is named .csv, .tsv, .tab or .psv, for many texts have commas in them; with --format sample,
// it is any. It is taken if it looks like a table: a header over at least two columns, or a column of a detected class.
// Whatever else is named .csv is left alone. A Parquet file is told by its first four bytes.
//
// All rows are read and counted, and those of the sample are looked at: the first ones, and as many drawn from the
// rest by a seed that is part of the resource, so that the same file gives the same sample everywhere.
//
// A column is judged by how many of its distinct values fit a class, by a checksum if the class has one, and by words
// in its name, which speak for a class or against all of them. Nothing is known about the rest: medical data and names
// are recognised by the header alone, and free text not at all.
package sample

import (
	"path"
	"strings"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

const formatName = "sample"

// typeName is the type of the resources.
const typeName = "DatasetSample"

// Format is the format of tables.
var Format = inputs.Format{Name: formatName, DetectBytes: detect, Inspect: inspect}

// table is what was read of a file.
type table struct {
	format     string
	delimiter  string // of CSV
	encryption string // what of a Parquet file is encrypted: the footer, or columns; "" if nothing is
	header     bool
	text       []byte            // of the header of a CSV file
	places     []document.Extent // of the names in it
	columns    []column
	rows       int64 // -1 if it is not known
	ragged     int64 // rows with more or fewer cells than the first
	rowGroups  int64 // of Parquet
	sample     *sampler
}

// delimiters are those of CSV, and by whose names files are taken for it.
var delimiters = map[string]rune{".csv": ',', ".tsv": '\t', ".tab": '\t', ".psv": '|'}

func detect(b inputs.Bytes) bool {
	if startsParquet(b.Start) {
		return true
	}
	_, named := delimiters[strings.ToLower(path.Ext(b.Path))]
	return named && b.Size > 0
}

func inspect(f inputs.File, b inputs.Bytes) ([]*inputs.Resource, error) {
	read := readCSV
	if startsParquet(b.Start) {
		read = readParquet
	}
	t, err := read(b)
	if err != nil {
		return nil, err
	}
	t.look()
	if !t.taken() {
		return nil, inputs.ErrNotInput
	}
	digest, err := b.Sum()
	if err != nil {
		return nil, err
	}
	return []*inputs.Resource{t.resource(f.Path, digest, b.Size)}, nil
}

// taken reports whether a file is a table after all.
func (t *table) taken() bool {
	if t.format == formatParquet || t.header && len(t.columns) > 1 {
		return true
	}
	for i := range t.columns {
		if len(t.columns[i].detected) > 0 {
			return true
		}
	}
	return false
}

// look finds out what the columns hold, from the rows of the sample.
func (t *table) look() {
	for _, row := range t.sample.rows() {
		for _, c := range row {
			t.columns[c.column].add(c.text)
		}
	}
	for i := range t.columns {
		t.columns[i].detect()
	}
}
