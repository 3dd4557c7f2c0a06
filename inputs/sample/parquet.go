package sample

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"

	"github.com/tipstaff/tipstaff/inputs"
)

const formatParquet = "parquet"

// The magic bytes that a Parquet file starts and ends with; the second kind has an encrypted footer.
const (
	plainMagic     = "PAR1"
	encryptedMagic = "PARE"
)

// What is encrypted.
const (
	encryptedFooter  = "footer"  // and so everything, the names of the columns too
	encryptedColumns = "columns" // some or all
)

const (
	trailerSize = 8 // of the length of the footer, and the magic bytes
	maxFooter   = 64 << 20
)

func startsParquet(start []byte) bool {
	return bytes.HasPrefix(start, []byte(plainMagic)) || bytes.HasPrefix(start, []byte(encryptedMagic))
}

// damage is what is wrong with a Parquet file. What the library says about it may have values in it, and is not shown.
type damage struct{ reason string }

// Error says that the file is damaged, and how.
func (d damage) Error() string {
	return "the Parquet file is damaged: " + d.reason + " (write it again, or fetch it again)"
}

// readParquet reads a file. The library may panic over a damaged one, which is an error like any other.
func readParquet(b inputs.Bytes) (t *table, err error) {
	defer func() {
		if recover() != nil {
			t, err = nil, damage{"it makes no sense"}
		}
	}()
	meta, err := footer(b)
	if err != nil {
		return nil, err
	}
	t = &table{format: formatParquet, rows: -1, rowGroups: -1, sample: newSampler(seed, 0)}
	switch {
	case meta == nil:
		t.encryption = encryptedFooter
		return t, nil
	case meta.EncryptionAlgorithm.Value != nil:
		t.encryption = encryptedColumns
	}
	t.header, t.rows, t.rowGroups = true, meta.NumRows, int64(len(meta.RowGroups))
	if t.encryption != "" {
		t.columns = names(meta)
		return t, nil
	}
	if err := usual.bounded(b, meta); err != nil {
		return nil, err
	}
	f, err := parquet.OpenFile(b, b.Size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return nil, damage{"its footer does not describe what is in it"}
	}
	return t, t.readRows(f)
}

// footer returns what the end of a file says about the rest, nil if that is encrypted.
func footer(b inputs.Bytes) (*format.FileMetaData, error) {
	var trailer [trailerSize]byte
	if b.Size < trailerSize+int64(len(plainMagic)) {
		return nil, damage{"it is cut off"}
	}
	if _, err := b.ReadAt(trailer[:], b.Size-trailerSize); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	length := int64(binary.LittleEndian.Uint32(trailer[:]))
	switch magic := string(trailer[4:]); {
	case magic != plainMagic && magic != encryptedMagic:
		return nil, damage{"it does not end like one"}
	case magic != string(b.Start[:len(magic)]):
		return nil, damage{"it starts and ends in different ways"}
	case magic == encryptedMagic:
		return nil, nil
	case length > maxFooter || length > b.Size-trailerSize-int64(len(plainMagic)):
		return nil, damage{"its footer is too large"}
	}
	text := make([]byte, length)
	if _, err := b.ReadAt(text, b.Size-trailerSize-length); err != nil {
		return nil, err
	}
	var protocol thrift.CompactProtocol
	meta := new(format.FileMetaData)
	if err := thrift.NewDecoder(protocol.NewReaderFromBytes(text)).Decode(meta); err != nil {
		return nil, damage{"its footer cannot be read"}
	}
	if meta.NumRows < 0 || len(meta.Schema) > maxColumns {
		return nil, damage{"its footer makes no sense, or it has too many columns"}
	}
	return meta, nil
}

// names returns the columns that a footer names, for a file in which nothing else can be read.
func names(meta *format.FileMetaData) []column {
	var columns []column
	for _, e := range meta.Schema[min(1, len(meta.Schema)):] {
		if !e.NumChildren.Valid || e.NumChildren.V == 0 {
			columns = append(columns, column{name: nameOf(e.Name)})
		}
	}
	return columns
}

// readRows reads all rows, and keeps the sample.
func (t *table) readRows(f *parquet.File) error {
	read := int64(0)
	paths := f.Schema().Columns()
	t.columns = make([]column, len(paths))
	t.sample = newSampler(seed, len(paths))
	leaves := make([]leaf, len(paths))
	for i, p := range paths {
		c, _ := f.Schema().Lookup(p...)
		t.columns[i].name, t.columns[i].stored = nameOf(strings.Join(p, ".")), c.Node.Type().String()
		leaves[i] = leafOf(c.Node.Type())
	}
	rows := make([]parquet.Row, 128)
	for _, g := range f.RowGroups() {
		r := g.Rows()
		for end := false; !end; {
			n, err := r.ReadRows(rows)
			for _, row := range rows[:n] {
				t.keep(row, leaves)
			}
			read += int64(n)
			end = errors.Is(err, io.EOF)
			if err != nil && !end || n == 0 && !end {
				_ = r.Close()
				return damage{fmt.Sprintf("it cannot be read behind row %d", read)}
			}
		}
		if err := r.Close(); err != nil {
			return damage{fmt.Sprintf("it cannot be read behind row %d", read)}
		}
	}
	if read != t.rows {
		return damage{fmt.Sprintf("it has %d rows and says that it has %d", read, t.rows)}
	}
	return nil
}

// maxRepeated is how many values of a list are looked at, of all columns of a row together.
const maxRepeated = 4 * maxColumns

func (t *table) keep(row parquet.Row, leaves []leaf) {
	kept := t.sample.place()
	if kept == nil {
		return
	}
	*kept = make([]cell, 0, min(len(row), maxRepeated))
	for _, v := range row[:min(len(row), maxRepeated)] {
		if !v.IsNull() {
			*kept = append(*kept, cell{v.Column(), leaves[v.Column()](v)})
		}
	}
}
