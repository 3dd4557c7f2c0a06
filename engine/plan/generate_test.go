package plan_test

import (
	"math/rand/v2"
	"strings"
)

// chooser makes the choices of a generator: from the bytes of a fuzz input while there are some, so that a
// fuzzer can explore them, and then from a seeded source.
type chooser struct {
	bytes []byte
	rand  *rand.Rand
}

func newChooser(seed uint64, bytes []byte) *chooser {
	return &chooser{bytes: bytes, rand: rand.New(rand.NewPCG(seed, 1))}
}

// below is a number from 0 to n-1.
func (c *chooser) below(n int) int {
	if len(c.bytes) == 0 {
		return c.rand.IntN(n)
	}
	b := int(c.bytes[0])
	c.bytes = c.bytes[1:]
	return b % n
}

// percent is true so many times of a hundred.
func (c *chooser) percent(n int) bool { return c.below(100) < n }

func pick[T any](c *chooser, from []T) T { return from[c.below(len(from))] }

// The universe: few names and values, so that what a policy looks for is often there and often equal.
var (
	numbersOfUniverse = []string{
		"0", "1", "2", "3", "1", "2", "1.0", "1e0", "-0", "0.5", "-1", "2.50", "1e2", "100",
		"9007199254740993", "9007199254740992", "9223372036854775808", "12345678901234567890123",
	}
	textsOfUniverse = []string{`"a"`, `"b"`, `"c"`, `"a"`, `"b"`, `""`, `"1"`, `"2"`, `"0"`, `"a b"`, `"A"`, `"é"`, `"a,b"`}
	namesOfUniverse = []string{"a", "b", "c", "1", "2", "0", "k", "v"}
)

// fields are the members of input and data.d, with the kind of value that they mostly have.
var fields = []struct{ name, kind string }{
	{"n", "num"},
	{"m", "num"},
	{"s", "str"},
	{"t", "str"},
	{"yes", "bool"},
	{"no", "bool"},
	{"xs", "arr"},
	{"ys", "arr"},
	{"o", "obj"},
	{"q", "obj"},
	{"any", "any"},
}

// document is a JSON object with the fields; some of them are missing or of another kind.
func (c *chooser) document() string {
	members := make([]string, 0, len(fields))
	for _, f := range fields {
		switch {
		case c.percent(6):
		case c.percent(8):
			members = append(members, `"`+f.name+`": `+c.json("any", 3))
		default:
			members = append(members, `"`+f.name+`": `+c.json(f.kind, 3))
		}
	}
	return "{" + strings.Join(members, ", ") + "}"
}

// json is a JSON value of a kind.
func (c *chooser) json(kind string, depth int) string {
	if kind == "any" {
		kinds := []string{"num", "str", "bool", "null", "num", "str", "arr", "obj"}
		if depth <= 0 {
			kinds = kinds[:6]
		}
		kind = pick(c, kinds)
	}
	switch kind {
	case "num":
		return pick(c, numbersOfUniverse)
	case "str":
		return pick(c, textsOfUniverse)
	case "bool":
		return pick(c, []string{"true", "true", "false"})
	case "arr":
		of := pick(c, []string{"num", "str", "any", "obj"})
		list := make([]string, c.below(4))
		for i := range list {
			list[i] = c.json(of, depth-1)
		}
		return "[" + strings.Join(list, ", ") + "]"
	case "obj":
		return c.object(depth)
	}
	return "null"
}

func (c *chooser) object(depth int) string {
	members, seen := []string{}, map[string]bool{}
	for range c.below(5) {
		if name := pick(c, namesOfUniverse); !seen[name] {
			seen[name] = true
			members = append(members, `"`+name+`": `+c.json("any", depth-1))
		}
	}
	return "{" + strings.Join(members, ", ") + "}"
}
