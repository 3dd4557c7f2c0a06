package jsonschema

import (
	"math/big"
	"regexp"
	"slices"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/tipstaff/tipstaff/inputs/document"
)

const integer = "integer"

var types = []string{"null", "boolean", "number", integer, "string", "array", "object"}

func typeCheck(c *compiler, in source, value document.Value) func(*finder, document.Value) {
	want := c.word(in, value)
	if !slices.Contains(types, want) {
		c.fail(in, "there is no type %q", want)
	}
	return func(f *finder, v document.Value) {
		if got := v.Kind().String(); got != want && (want != integer || !isInteger(v)) {
			f.add(v, want)
		}
	}
}

// isInteger takes 1.0 for one too.
func isInteger(v document.Value) bool {
	n := rational(v)
	return n != nil && n.IsInt()
}

// rational returns a number, nil if v is none.
func rational(v document.Value) *big.Rat {
	if v.Kind() != document.Number {
		return nil
	}
	n, _ := new(big.Rat).SetString(v.Text())
	return n
}

func constCheck(c *compiler, in source, value document.Value) func(*finder, document.Value) {
	return oneOf([]string{c.word(in, value)})
}

func enumCheck(c *compiler, in source, value document.Value) func(*finder, document.Value) {
	return oneOf(c.words(in, value))
}

func oneOf(words []string) func(*finder, document.Value) {
	return func(f *finder, v document.Value) {
		if v.Kind() != document.String || !slices.Contains(words, v.Text()) {
			f.add(v, words...)
		}
	}
}

func minimumCheck(c *compiler, in source, value document.Value) func(*finder, document.Value) {
	return boundCheck(c, in, value, -1)
}

func maximumCheck(c *compiler, in source, value document.Value) func(*finder, document.Value) {
	return boundCheck(c, in, value, 1)
}

// boundCheck refuses numbers that compare with the bound as beyond says.
func boundCheck(c *compiler, in source, value document.Value, beyond int) func(*finder, document.Value) {
	bound := rational(value)
	if bound == nil {
		c.fail(in, "a bound must be a number, it is %s", value.Kind())
	}
	return func(f *finder, v document.Value) {
		if n := rational(v); n != nil && n.Cmp(bound) == beyond {
			f.add(v, bound.RatString())
		}
	}
}

func maxLengthCheck(c *compiler, in source, value document.Value) func(*finder, document.Value) {
	most := rational(value)
	if !isInteger(value) {
		c.fail(in, "maxLength must be an integer")
	}
	return func(f *finder, v document.Value) {
		if v.Kind() == document.String && big.NewRat(int64(utf8.RuneCountInString(v.Text())), 1).Cmp(most) > 0 {
			f.add(v, most.RatString())
		}
	}
}

func patternCheck(c *compiler, in source, value document.Value) func(*finder, document.Value) {
	pattern, err := regexp.Compile(c.word(in, value))
	if err != nil {
		c.fail(in, "pattern: %v", err)
	}
	return func(f *finder, v document.Value) {
		if v.Kind() == document.String && !pattern.MatchString(v.Text()) {
			f.add(v, pattern.String())
		}
	}
}

// formats tell whether a text has a format. A time is one that OPA reads too: without leap seconds, and in
// upper case.
var formats = map[string]func(text string) bool{
	"date": func(text string) bool { _, err := time.Parse(time.DateOnly, text); return err == nil },
	"date-time": func(text string) bool {
		_, err := time.Parse(time.RFC3339, text)
		return err == nil && timeShape().MatchString(text)
	},
}

// timeShape has what package time is lenient about: the digits of an hour, a comma, the size of an offset.
var timeShape = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`T\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]([01]\d|2[0-3]):[0-5]\d)$`)
})

func formatCheck(c *compiler, in source, value document.Value) func(*finder, document.Value) {
	name := c.word(in, value)
	has := formats[name]
	if has == nil {
		c.fail(in, "there is no format %q", name)
	}
	return func(f *finder, v document.Value) {
		if v.Kind() == document.String && !has(v.Text()) {
			f.add(v, name)
		}
	}
}
