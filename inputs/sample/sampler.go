package sample

import (
	"math/rand/v2"
	"slices"
)

// The size of a sample.
const (
	seed     = 1       // of what is drawn
	maxRows  = 1000    // from the start of the file, and as many from the rest
	maxCells = 500_000 // of both: of a wide table, fewer rows are taken
	minRows  = 50      // of each, however wide
	maxText  = 128     // bytes that are looked at of a cell
)

// cell is one value of a row, as text. A column of lists has several.
type cell struct {
	column int
	text   string
}

// sampler keeps the first rows of a table, and of the others a random choice in which each is as likely as any.
type sampler struct {
	each   int // rows of either kind
	first  [][]cell
	drawn  [][]cell
	seen   int64
	random *rand.Rand
}

// newSampler returns a sampler for rows of so many cells.
func newSampler(seed uint64, width int) *sampler {
	each := min(maxRows, max(minRows, maxCells/2/max(width, 1)))
	return &sampler{each: each, random: rand.New(rand.NewPCG(seed, seed))} //nolint:gosec // anybody can draw it again
}

// place returns where the next row of the table is to be kept, nil if it is not part of the sample.
func (s *sampler) place() *[]cell {
	s.seen++
	list := &s.first
	if len(s.first) == s.each {
		list = &s.drawn
	}
	if len(*list) < s.each {
		*list = append(*list, nil)
		return &(*list)[len(*list)-1]
	}
	if i := s.random.Int64N(s.seen - int64(s.each)); i < int64(s.each) {
		return &s.drawn[i]
	}
	return nil
}

// rows returns the sample.
func (s *sampler) rows() [][]cell {
	return append(slices.Clip(s.first), s.drawn...)
}
