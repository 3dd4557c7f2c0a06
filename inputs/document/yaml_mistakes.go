package document

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// plainASCII marks the bytes that are a character of YAML each.
var plainASCII = func() (t [256]bool) {
	for c := range t {
		t[c] = ' ' <= c && c < 0x7F || c == '\n' || c == '\r' || c == '\t'
	}
	return t
}()

// checkCharacters refuses characters that YAML does not allow, and those that some readers take for a line
// break and others do not: a key could hide behind one.
func checkCharacters(b []byte) error {
	for i := 0; i < len(b); {
		if plainASCII[b[i]] {
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		switch {
		case r == 0x85 || r == 0x2028 || r == 0x2029:
			return &SyntaxError{
				positionIn(b, i, fileStart), fmt.Sprintf("the character U+%04X, which some readers take for a line break", r),
				fmt.Sprintf(`write it as "\u%04x" in double quotes`, r),
			}
		case r == 0:
			return &SyntaxError{positionIn(b, i, fileStart), "a NUL byte", "a binary file, or UTF-16 without byte order mark? " + hintUTF8}
		case r < 0xA0 || r == 0xFEFF || r == 0xFFFE || r == 0xFFFF:
			return &SyntaxError{positionIn(b, i, fileStart), fmt.Sprintf("the character U+%04X, which YAML does not allow", r), "remove it"}
		}
		i += size
	}
	return nil
}

// yamlMarks are where the parser stood when it gave up: the problem, and the beginning of what was not
// finished there. They count from 0.
type yamlMarks struct{ problem, context Position }

// marksOf reads the marks out of a decoder. Its errors hold no column, and the wrong line as often as not,
// because some count from 0 and some name the context. Should the fields ever change, the zero marks stand
// for unknown ones.
func marksOf(d *yaml.Decoder) yamlMarks {
	parser := reflect.Indirect(reflect.ValueOf(d).Elem().FieldByName("parser"))
	if parser.Kind() != reflect.Struct {
		return yamlMarks{}
	}
	if parser = parser.FieldByName("parser"); parser.Kind() != reflect.Struct {
		return yamlMarks{}
	}
	return yamlMarks{problem: markOf(parser.FieldByName("problem_mark")), context: markOf(parser.FieldByName("context_mark"))}
}

func markOf(mark reflect.Value) Position {
	if mark.Kind() != reflect.Struct {
		return Position{}
	}
	line, column := mark.FieldByName("line"), mark.FieldByName("column")
	if !line.CanInt() || !column.CanInt() {
		return Position{}
	}
	return Position{Line: int(line.Int()), Column: int(column.Int())}
}

var (
	yamlMessage   = pattern(`(?s)^yaml: (?:line \d+: )?(.*)$`)
	unknownAnchor = pattern(`^unknown anchor '(.*)' referenced$`)
)

// yamlReasons are what the parser says and what we say, at the place of the problem or of its context.
var yamlReasons = []struct {
	theirs, reason, hint string
	place                func(yamlMarks) Position
}{
	{"mapping values are not allowed", "a key and a colon where no key can be", "check the indentation; quote a text that holds a colon and a space", atProblem},
	{"did not find expected key", "no key where one should be", "check the indentation and the quotes", atProblem},
	{"did not find expected '-' indicator", "something else than the next - of a list", "check the indentation", atProblem},
	{"did not find expected ',' or ']'", "neither a comma nor the ] of a list", "close the list", atProblem},
	{"did not find expected ',' or '}'", "neither a comma nor the } of a mapping", "close the mapping; quote templates, or render them first", atProblem},
	{"did not find expected node content", "no value where one should be", "", atProblem},
	{"did not find expected <document start>", "more text behind the end of the document", "put --- between two documents", atProblem},
	{"could not find expected ':'", "a key without a colon", "check the indentation and the quotes", atContext},
	{"found unexpected end of stream", "the file ends inside the quoted text that starts here", "close the quotes", atContext},
	{"found unexpected document indicator", "a document ends inside the quoted text that starts here", "close the quotes", atContext},
	{"found character that cannot start any token", "a character that no value can start with", "quote the text; indent with spaces, not with tabs", atProblem},
	{"found a tab character", "a tab in the indentation", "indent with spaces", atProblem},
	{"found unknown escape character", "an unknown escape sequence in double quotes", `a backslash itself is written \\`, atProblem},
	{"found invalid Unicode character escape code", "half of a surrogate pair, which is no character", `write \U0001F600 instead of two \u`, atProblem},
	{"block sequence entries are not allowed", "a - where no list can start", "check the indentation", atProblem},
	{"found incompatible YAML document", "a YAML version that is not 1.1", "remove the %YAML line", atProblem},
	{"exceeded max depth", "nested too deeply", "", atProblem},
}

func atProblem(m yamlMarks) Position { return m.problem }

func atContext(m yamlMarks) Position { return m.context }

// yamlMistake turns an error of the YAML parser into one of ours.
func yamlMistake(b []byte, err error, marks yamlMarks) *SyntaxError {
	m := yamlMessage().FindStringSubmatch(err.Error())
	if m == nil {
		return &SyntaxError{Position{1, 1}, err.Error(), ""}
	}
	if anchor := unknownAnchor().FindStringSubmatch(m[1]); anchor != nil {
		at := max(bytes.Index(b, []byte("*"+anchor[1])), 0)
		return &SyntaxError{positionIn(b, at, fileStart), fmt.Sprintf("no anchor %s stands before this alias", quote(anchor[1])), ""}
	}
	e := &SyntaxError{Position: marks.problem, Reason: m[1]}
	for _, known := range yamlReasons {
		if strings.HasPrefix(m[1], known.theirs) {
			e.Position, e.Reason, e.Hint = known.place(marks), known.reason, known.hint
			break
		}
	}
	// The parser may stand behind the last line: go through an offset to stay inside the text.
	t := newLineTable(b, fileStart)
	e.Position = t.position(t.offset(Position{e.Line + 1, e.Column + 1}))
	return e
}
