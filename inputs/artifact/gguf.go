package artifact

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// template is a text in a model that is run as a program by those who use the model.
type template struct {
	key, member string
	bytes       int64
	special     []string // what in it does not belong into a template
}

// The types of values in GGUF.
const (
	ggufString = 8
	ggufArray  = 9
)

// ggufSizes are the sizes of the other types.
var ggufSizes = map[uint64]int{0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}

const (
	maxGGUFKey      = math.MaxUint16
	maxGGUFText     = 16 << 20 // of a text that is read and not left out
	maxGGUFTensors  = 1 << 20
	templateKey     = "tokenizer.chat_template"
	alignmentKey    = "general.alignment"
	ggufAlignment   = 32
	maxGGUFNesting  = 4
	maxGGUFElements = 1 << 32
)

// gguf reads the metadata and the list of tensors.
func (x *inspection) gguf(s *stream, at place) bool {
	g := gguf{x: x, s: s, at: at, part: x.found(at, "gguf", s.size), alignment: ggufAlignment}
	err := g.read()
	x.broken(at, s.pos, err)
	return true
}

type gguf struct {
	x         *inspection
	s         *stream
	at        place
	part      *part
	alignment uint64
}

func (g *gguf) read() error {
	if err := g.s.skip(signatureLength); err != nil {
		return err
	}
	var head [3]uint64 // version, tensors, entries
	for i, size := range []int{4, 8, 8} {
		n, err := g.s.number(size)
		if err != nil {
			return err
		}
		head[i] = n
		if i == 0 && n != 2 && n != 3 {
			return wrong(unsupported, "there is no version %d of GGUF that is known here", n)
		}
	}
	g.part.tell("gguf.version", strconv.FormatUint(head[0], 10))
	for range head[2] {
		if err := g.entry(); err != nil {
			return err
		}
	}
	if head[1] > maxGGUFTensors {
		return wrong(limitReached, "more than %d tensors", maxGGUFTensors)
	}
	g.part.tensors = int64(head[1]) //nolint:gosec // not more than maxGGUFTensors
	return g.tensors(head[1])
}

func (g *gguf) entry() error {
	key, err := g.text(maxGGUFKey)
	if err != nil {
		return err
	}
	kind, err := g.s.number(4)
	if err != nil {
		return err
	}
	switch {
	case kind == ggufString:
		return g.textEntry(key)
	case kind == ggufArray:
		return g.array(0)
	case ggufSizes[kind] == 0:
		return wrong(malformed, "%q has no known type", key)
	}
	n, err := g.s.number(ggufSizes[kind])
	if key == alignmentKey {
		g.alignment = n
	}
	return err
}

func (g *gguf) textEntry(key string) error {
	text, err := g.text(maxGGUFText)
	if err != nil {
		return err
	}
	if key == templateKey || strings.HasPrefix(key, templateKey+".") {
		g.x.templates = append(g.x.templates, template{printable(key), g.at.member, int64(len(text)), specials(text)})
	} else if strings.HasPrefix(key, "general.") {
		g.part.tell(key, text)
	}
	return nil
}

// text reads a text that is not longer than limit.
func (g *gguf) text(limit uint64) (string, error) {
	n, err := g.s.number(8)
	if err == nil && n > limit {
		err = wrong(limitReached, "a text of %d bytes is longer than %d", n, limit)
	}
	if err != nil {
		return "", err
	}
	b, err := g.s.take(int64(n)) //nolint:gosec // not more than the limit
	return string(b), err
}

// array leaves out an array.
func (g *gguf) array(depth int) error {
	kind, err := g.s.number(4)
	if err != nil {
		return err
	}
	n, err := g.s.number(8)
	if err == nil && (n > maxGGUFElements || depth > maxGGUFNesting) {
		err = wrong(limitReached, "an array has %d elements, or is nested too deeply", n)
	}
	if err != nil {
		return err
	}
	if size := ggufSizes[kind]; size > 0 {
		return g.s.skip(int64(n) * int64(size)) //nolint:gosec // not more than the limit
	}
	for range n {
		switch kind {
		case ggufString:
			err = g.leaveOut()
		case ggufArray:
			err = g.array(depth + 1)
		default:
			err = wrong(malformed, "an array has no known type")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// leaveOut leaves out a text.
func (g *gguf) leaveOut() error {
	n, err := g.s.number(8)
	if err != nil {
		return err
	}
	return g.s.skip(int64(min(n, math.MaxInt64)))
}

// specialPattern is what a template needs only to get at what it should not.
var specialPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`__[a-z]+__|\|\s*attr\b|\b(?:import|include|extends)\b\s+['"]|\b(?:lipsum|cycler|joiner|self\._)\b`)
})

// specials lists what does not belong into a template of a conversation.
func specials(text string) []string {
	var found []string
	seen := map[string]bool{}
	for _, word := range specialPattern().FindAllString(text, -1) {
		if !seen[word] && len(found) < maxItems {
			seen[word] = true
			found = append(found, printable(word))
		}
	}
	return found
}
