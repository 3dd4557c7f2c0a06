package sample

import (
	"io"

	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"

	"github.com/tipstaff/tipstaff/inputs"
)

// pageLimits bound what one page of a Parquet file says that it becomes in memory: a few bytes can say that they are
// many. What compressed bytes become beyond what the page says, nothing bounds.
type pageLimits struct {
	bytes  int32 // before and after compression
	values int32
}

// usual is far above what programs write: pages of a megabyte, and of some ten thousand values.
var usual = pageLimits{bytes: 256 << 20, values: 16 << 20}

// bounded looks at the headers of all pages of a file before anything is made of them.
func (l pageLimits) bounded(b inputs.Bytes, meta *format.FileMetaData) error {
	for _, g := range meta.RowGroups {
		for _, c := range g.Columns {
			if c.FilePath != "" {
				return damage{"parts of it are in other files"}
			}
			at := c.MetaData.DataPageOffset
			if d := c.MetaData.DictionaryPageOffset; d > 0 && d < at {
				at = d
			}
			end := at + c.MetaData.TotalCompressedSize
			if at < 0 || end < at || end > b.Size {
				return damage{"a column stands outside of it"}
			}
			for at < end {
				n, err := l.page(b, at, end)
				if err != nil {
					return err
				}
				at += n
			}
		}
	}
	return nil
}

// page returns how long the page at a place is, with its header.
func (l pageLimits) page(b inputs.Bytes, at, end int64) (int64, error) {
	for _, size := range []int64{512, 4 << 10, 1 << 20} {
		text := make([]byte, min(size, end-at))
		if _, err := b.ReadAt(text, at); err != nil && err != io.EOF { //nolint:errorlint // as io.ReaderAt says
			return 0, err
		}
		var protocol thrift.CompactProtocol
		header, r := new(format.PageHeader), protocol.NewReaderFromBytes(text)
		if err := thrift.NewDecoder(r).Decode(header); err != nil {
			continue // it may be longer
		}
		if !l.allow(header) {
			return 0, damage{"one of its pages is too large"}
		}
		return int64(r.BytesRead()) + int64(header.CompressedPageSize), nil
	}
	return 0, damage{"the header of a page cannot be read"}
}

func (l pageLimits) allow(h *format.PageHeader) bool {
	values := max(h.DataPageHeader.V.NumValues, h.DataPageHeaderV2.V.NumValues, h.DictionaryPageHeader.V.NumValues)
	return h.CompressedPageSize >= 0 && h.CompressedPageSize <= l.bytes && h.UncompressedPageSize >= 0 && h.UncompressedPageSize <= l.bytes &&
		values <= l.values
}
