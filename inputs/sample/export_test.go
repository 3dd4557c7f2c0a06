package sample

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs"
)

// Recognised reports whether a value fits a class by any of its recognisers that needs no header; if it has none, by
// those that do.
func Recognised(class, value string) bool {
	alone := slices.ContainsFunc(recognisers, func(r recogniser) bool { return r.class == class && r.weight > byBoth })
	return slices.ContainsFunc(recognisers, func(r recogniser) bool {
		return r.class == class && r.valid != nil && (r.weight > byBoth || !alone) && r.valid(value)
	})
}

// ClassesWithValues lists the classes that values are looked at for.
func ClassesWithValues() []string {
	var all []string
	for _, r := range recognisers {
		if r.valid != nil {
			all = append(all, r.class)
		}
	}
	return all
}

// Classes returns the classes of a column.
func Classes(header string, values []string) string {
	c := column{name: header}
	for _, v := range values {
		c.add(short(v))
	}
	c.detect()
	var all []string
	for _, d := range c.detected {
		all = append(all, d.class)
	}
	return strings.Join(all, " ")
}

// Kinds lists the kinds of sensitive data that can be detected.
func Kinds() []string {
	var all []string
	for _, r := range recognisers {
		all = append(all, r.kind)
	}
	return all
}

// Drawn returns which of n rows a sample of so many cells a row takes.
func Drawn(seed uint64, n, width int) []int {
	s := newSampler(seed, width)
	for i := range n {
		if kept := s.place(); kept != nil {
			*kept = []cell{{column: i}}
		}
	}
	var all []int
	for _, row := range s.rows() {
		all = append(all, row[0].column)
	}
	return all
}

// Bounded looks at the pages of a Parquet file with other limits.
func Bounded(b inputs.Bytes, bytes, values int32) error {
	meta, err := footer(b)
	if err != nil {
		return err
	}
	return pageLimits{bytes, values}.bounded(b, meta)
}
