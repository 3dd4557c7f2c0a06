package plan

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode/utf8"

	"github.com/gobwas/glob"
)

// patterns are those that a machine compiled for natives. Constant patterns are compiled with the program.
type patterns struct {
	regexps map[string]*regexp.Regexp
	globs   map[globKey]*glob.Pattern
}

// globKey is a pattern with its delimiters.
type globKey struct{ pattern, delimiters string }

// maxPatterns is the number of patterns of a kind that a machine keeps.
const maxPatterns = 256

// regexp is a pattern compiled; nil if it is none.
func (p *patterns) regexp(m *Machine, pattern string) *regexp.Regexp {
	if re, ok := p.regexps[pattern]; ok {
		return re
	}
	if !m.spend(perForeign + int64(len(pattern))) {
		return nil
	}
	pattern = strings.Clone(pattern)
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil
	}
	p.regexps = keep(p.regexps, pattern, re)
	return re
}

func (p *patterns) glob(m *Machine, key globKey) *glob.Pattern {
	if g, ok := p.globs[key]; ok {
		return g
	}
	if !m.spend(perForeign + int64(len(key.pattern))) {
		return nil
	}
	key = globKey{strings.Clone(key.pattern), strings.Clone(key.delimiters)}
	g := key.compile()
	if g != nil {
		p.globs = keep(p.globs, key, g)
	}
	return g
}

// keep puts v into a map that holds no more than maxPatterns.
func keep[K comparable, V any](in map[K]V, key K, v V) map[K]V {
	switch {
	case in == nil:
		in = map[K]V{}
	case len(in) >= maxPatterns:
		clear(in)
	}
	in[key] = v
	return in
}

// compile is nil if the pattern is none.
func (k globKey) compile() *glob.Pattern {
	g, err := glob.Compile(k.pattern, []rune(k.delimiters)...)
	if err != nil {
		return nil
	}
	return g
}

// regexMatch compiles a pattern that is a constant of the plan.
func regexMatch(args []operand) native {
	var constant *regexp.Regexp
	if len(args) == 2 && args[0].local < 0 && args[0].constant.kind == String {
		constant, _ = regexp.Compile(args[0].constant.text()) // OPA says what is wrong
	}
	return func(m *Machine, args []Value) (Value, bool) {
		if args[0].kind != String || args[1].kind != String {
			return Value{}, false
		}
		re := constant
		if re == nil {
			re = m.patterns.regexp(m, args[0].text())
		}
		if re == nil || !m.spend(args[1].n/perStep*(1+args[0].n/perStep)) {
			return Value{}, false
		}
		return boolean(re.MatchString(args[1].text())), true
	}
}

// regexReplace leaves replacements that refer to the match to OPA.
func regexReplace(m *Machine, args []Value) (Value, bool) {
	if args[0].kind != String || args[1].kind != String || args[2].kind != String {
		return Value{}, false
	}
	s, value := args[0].text(), args[2].text()
	if strings.Contains(value, "$") || (len(s)+1)*(len(value)+1) > m.maxText() {
		return Value{}, false
	}
	re := m.patterns.regexp(m, args[1].text())
	if re == nil || !m.spend(args[0].n/perStep*(1+args[1].n/perStep)) {
		return Value{}, false
	}
	return text(re.ReplaceAllLiteralString(s, value)), true
}

func regexIsValid(m *Machine, args []Value) (Value, bool) {
	if args[0].kind != String {
		return boolean(false), true
	}
	if !m.spend(perForeign + args[0].n) {
		return Value{}, false
	}
	_, err := syntax.Parse(args[0].text(), syntax.Perl)
	return boolean(err == nil), true
}

// globMatch compiles a pattern that is a constant of the plan.
func globMatch(args []operand) native {
	var constant *glob.Pattern
	if len(args) == 3 && args[0].local < 0 && args[1].local < 0 && args[0].constant.kind == String {
		if delimiters, ok := globDelimiters(args[1].constant); ok {
			constant = globKey{args[0].constant.text(), delimiters}.compile()
		}
	}
	return func(m *Machine, args []Value) (Value, bool) {
		if args[0].kind != String || args[2].kind != String {
			return Value{}, false
		}
		steps, ok := globSteps(args[0].text(), args[2].text())
		if !ok || !m.spend(steps) {
			return Value{}, false
		}
		g := constant
		if g == nil {
			delimiters, ok := globDelimiters(args[1])
			if !ok {
				return Value{}, false
			}
			g = m.patterns.glob(m, globKey{args[0].text(), delimiters})
		}
		if g == nil {
			return Value{}, false
		}
		return boolean(g.Match(args[2].text())), true
	}
}

// globDelimiters are what no * matches: nothing for null, and a dot if the list is empty.
func globDelimiters(v Value) (string, bool) {
	switch {
	case v.kind == Null:
		return "", true
	case v.kind != Array:
		return "", false
	case v.Len() == 0:
		return ".", true
	case v.Len() == 1:
		d := v.elem(0)
		return d.Text(), isRune(d)
	}
	var b strings.Builder
	for i := range v.Len() {
		d := v.elem(i)
		if !isRune(d) {
			return "", false
		}
		b.WriteString(d.text())
	}
	return b.String(), true
}

func isRune(v Value) bool {
	return v.kind == String && v.n <= utf8.UTFMax && utf8.ValidString(v.text()) && utf8.RuneCountInString(v.text()) == 1
}

// globSteps is how many steps a match may take at most: a pattern tries every end of every part that matches
// texts of different lengths. A pattern that may take too many is left to OPA, and to the limit for its calls.
func globSteps(pattern, s string) (int64, bool) {
	steps, ends := 1, len(s)+1
	for i := range len(pattern) {
		if pattern[i] != '*' && pattern[i] != '{' || i > 0 && pattern[i-1] == '*' {
			continue
		}
		if steps *= ends; steps > 1<<20 {
			return 0, false
		}
	}
	return int64(steps / perStep), true
}
