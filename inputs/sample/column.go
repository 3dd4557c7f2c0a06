package sample

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// column is what is known of one column.
type column struct {
	name     string // "" if it has none
	stored   string // its type in a Parquet file
	filled   int    // cells of the sample that hold something
	distinct map[string]bool
	shapes   map[string]int
	types    map[string]int
	detected []detection
}

// notText stands for a value that is no text.
const notText = "\x00"

// nothing is what stands for no value, in lower case.
var nothing = map[string]bool{
	"": true, "null": true, "na": true, "n/a": true, "nan": true, "none": true, "nil": true, "-": true, `\n`: true, "?": true, "unknown": true,
	"missing": true, "tbd": true,
}

// add takes in one cell.
func (c *column) add(text string) {
	text = strings.TrimSpace(text)
	if nothing[strings.ToLower(text)] {
		return
	}
	if c.distinct == nil {
		c.distinct, c.shapes, c.types = map[string]bool{}, map[string]int{}, map[string]int{}
	}
	c.filled++
	c.distinct[text] = true
	c.shapes[shapeOf(text)]++
	c.types[typeOf(text)]++
}

// short returns the start of a cell that is looked at, not cutting a character in two.
func short(text string) string {
	if len(text) <= maxText {
		return text
	}
	end := maxText
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// maxShape is how many characters of a shape are shown.
const maxShape = 40

// shapeOf returns a text with 9 for every digit and X for every letter. What joins them is kept, anything else is a ?.
func shapeOf(text string) string {
	var b strings.Builder
	n := 0
	for _, r := range text {
		if n++; n > maxShape {
			b.WriteString("…")
			break
		}
		switch {
		case unicode.IsDigit(r):
			r = '9'
		case unicode.IsLetter(r):
			r = 'X'
		case !strings.ContainsRune(" -./:@+", r):
			r = '?'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// shape returns the shape that at least half of the values have, "" if there is none: shapes of free text say too much
// about it, and that of true and false says which it is.
func (c *column) shape() string {
	shape, most := "", 0
	for s, n := range c.shapes {
		if n > most || n == most && s < shape {
			shape, most = s, n
		}
	}
	if most*2 < c.filled || c.types["binary"] > 0 || c.types["boolean"] > 0 {
		return ""
	}
	return shape
}

// typeOrder is the types of which a column can be, each of which takes in the one before it where that makes sense.
var typeOrder = []struct{ name, also string }{
	{"integer", ""}, {"number", "integer"}, {"boolean", ""}, {"date", ""}, {"timestamp", "date"}, {"binary", ""},
}

// valueType returns the type that all values have, text if they have none in common, empty if there are none.
func (c *column) valueType() string {
	if c.filled == 0 {
		return "empty"
	}
	for _, t := range typeOrder {
		if n := c.types[t.name]; n > 0 && n+c.types[t.also] == c.filled {
			return t.name
		}
	}
	return "text"
}
