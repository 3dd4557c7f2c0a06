package sample

import "slices"

// detection is one class that a column seems to be of.
type detection struct {
	*recogniser
	score int // out of 100: how sure that is
	share int // out of 100: of the distinct values, how many fit; -1 if only the header was looked at
}

// What speaks for a class, in points out of 100.
const (
	enough      = 60 // points that make a class
	leastShare  = 60 // of 100 values, how many must pass a checksum
	leastValues = 20 // distinct values that must be there if the header says nothing
	headerFor   = 20 // points of a header that speaks for the class
	against     = 20 // points taken for a header that speaks against all classes
)

// detect finds the classes of a column. Values count once each: a value that is repeated a thousand times passes a
// checksum by chance as easily as a single one.
func (c *column) detect() {
	words := wordsOf(c.name)
	other := says(words, unlikely)
	for i := range recognisers {
		if d, ok := c.judge(&recognisers[i], says(words, recognisers[i].words), other); ok {
			c.note(d)
		}
	}
}

func (c *column) judge(r *recogniser, header, other bool) (detection, bool) {
	if c.filled == 0 {
		return detection{}, false
	}
	if r.valid == nil {
		return detection{r, enough, -1}, header && !other
	}
	fit := 0
	for text := range c.distinct {
		if r.valid(text) {
			fit++
		}
	}
	d := detection{recogniser: r, share: fit * 100 / len(c.distinct)}
	d.score = d.share * r.weight / 100
	if header {
		d.score += headerFor
	}
	if other {
		d.score -= against
	}
	d.score = min(d.score, 100)
	switch {
	case d.score < enough, fit == 0, r.weight == byChecksum && d.share < leastShare, !header && len(c.distinct) < leastValues:
		return d, false
	}
	return d, true
}

// note adds a class. Of two ways to see the same class, the surer one counts.
func (c *column) note(d detection) {
	i := slices.IndexFunc(c.detected, func(e detection) bool { return e.class == d.class })
	switch {
	case i < 0:
		c.detected = append(c.detected, d)
	case d.score > c.detected[i].score:
		c.detected[i] = d
	}
}
