package artifact

import (
	"errors"
	"io"
)

// The limits of one file. What goes over one is a problem of the kind limit, never a shorter list.
const (
	maxDepth    = 5        // of containers and pickles in each other
	maxEntries  = 100_000  // in containers
	maxInflated = 4 << 30  // bytes that come out of compression
	maxRatio    = 200      // of what comes out to what went in,
	ratioFrom   = 64 << 20 // once so much has come out
	maxInMemory = 64 << 20 // bytes of a container, in a container, that has to be read here and there
	maxProblems = 100      // that are listed
	maxImports  = 10_000   // that are listed
	maxParts    = 10_000   // that are listed
	maxStack    = 4 << 20  // values on the stack of a pickle, and in its memo
	maxText     = 1 << 10  // bytes that are kept of a text in a pickle
	maxLine     = 1 << 20  // bytes of a text on a line of its own that is looked into
	maxKept     = 64 << 20 // bytes that are kept of all texts in a pickle
	maxHeader   = 100 << 20
)

// errLimit says that compressed data was not read to its end.
var errLimit = errors.New("the data comes out of its compression too large")

// budget bounds what comes out of compression, in a whole file.
type budget struct{ inflated, entries int64 }

// inflater reads what comes out of compression.
type inflater struct {
	r       io.Reader // what comes out
	in      *int64    // how much went in
	out     int64
	*budget // of the file
}

// Read reads as [io.Reader] says.
func (i *inflater) Read(b []byte) (int, error) {
	if i.inflated > maxInflated || i.out > ratioFrom && i.out/maxRatio > *i.in {
		return 0, errLimit
	}
	n, err := i.r.Read(b)
	i.out += int64(n)
	i.inflated += int64(n)
	return n, err
}

// counter counts what is read.
type counter struct {
	r io.Reader
	n int64
}

// Read reads as [io.Reader] says.
func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	return n, err
}
