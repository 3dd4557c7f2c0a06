package document

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// checkCharacters refuses characters that YAML does not allow, and those that some readers take for a line
// break and others do not: a key could hide behind one.
func checkCharacters(b []byte) error {
	for i := 0; i < len(b); {
		c := b[i]
		if c >= ' ' && c < 0x7F || c == '\n' || c == '\r' || c == '\t' {
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		switch {
		case r == 0x85 || r == 0x2028 || r == 0x2029:
			return &SyntaxError{positionIn(b, i, 1), fmt.Sprintf("the character U+%04X, which some readers take for a line break", r),
				fmt.Sprintf(`write it as "\u%04x" in double quotes`, r)}
		case r == 0:
			return &SyntaxError{positionIn(b, i, 1), "a NUL byte", "a binary file, or UTF-16 without byte order mark? " + hintUTF8}
		case r < 0xA0 || r == 0xFEFF || r == 0xFFFE || r == 0xFFFF:
			return &SyntaxError{positionIn(b, i, 1), fmt.Sprintf("the character U+%04X, which YAML does not allow", r), "remove it"}
		}
		i += size
	}
	return nil
}

var (
	yamlMessage   = regexp.MustCompile(`(?s)^yaml: (?:line (\d+): )?(.*)$`)
	unknownAnchor = regexp.MustCompile(`^unknown anchor '(.*)' referenced$`)
)

// yamlReasons are what the parser says and what we say.
var yamlReasons = []struct{ theirs, reason, hint string }{
	{"mapping values are not allowed", "a key and a colon where no key can be", "check the indentation; quote a text that holds a colon and a space"},
	{"did not find expected key", "no key where one should be", "check the indentation and the quotes"},
	{"did not find expected '-' indicator", "something else than the next - of the list that starts here", "check the indentation"},
	{"did not find expected ',' or ']'", "a [ that is not closed, or no comma between two elements", ""},
	{"did not find expected ',' or '}'", "a { that is not closed, or no comma between two members", "quote templates, or render them first"},
	{"did not find expected node content", "no value where one should be", ""},
	{"did not find expected <document start>", "more text behind the end of the document", "put --- between two documents"},
	{"could not find expected ':'", "a key without a colon", "check the indentation and the quotes"},
	{"found unexpected end of stream", "the file ends inside a quoted text", "close the quotes"},
	{"found unexpected document indicator", "a document ends inside a quoted text", "close the quotes"},
	{"found character that cannot start any token", "a character that no value can start with", "quote the text; indent with spaces, not with tabs"},
	{"found a tab character", "a tab in the indentation", "indent with spaces"},
	{"found unknown escape character", "an unknown escape sequence in double quotes", `a backslash itself is written \\`},
	{"block sequence entries are not allowed", "a - where no list can start", "check the indentation"},
	{"found invalid Unicode character escape code", "half of a surrogate pair, which is no character", `write \U0001F600 instead of two \u`},
	{"found incompatible YAML document", "a YAML version that is not 1.1", "remove the %YAML line"},
	{"exceeded max depth", "nested too deeply", ""},
}

// yamlMistake turns an error of the YAML parser into one of ours, with the best place that it gives away.
func yamlMistake(b []byte, err error) *SyntaxError {
	m := yamlMessage.FindStringSubmatch(err.Error())
	if m == nil {
		return &SyntaxError{Position{1, 1}, err.Error(), ""}
	}
	text := m[2]
	if anchor := unknownAnchor.FindStringSubmatch(text); anchor != nil {
		at := max(bytes.Index(b, []byte("*"+anchor[1])), 0)
		return &SyntaxError{positionIn(b, at, 1), fmt.Sprintf("no anchor %s stands before this alias", quote(anchor[1])), ""}
	}
	line, _ := strconv.Atoi(m[1])
	if strings.HasPrefix(text, "did not find expected") {
		line++ // the parser counts from 0 here, its scanner from 1
	}
	e := &SyntaxError{Position: lineText(b, max(line, 1)), Reason: text}
	for _, known := range yamlReasons {
		if strings.HasPrefix(text, known.theirs) {
			e.Reason, e.Hint = known.reason, known.hint
			break
		}
	}
	return e
}

// lineText returns where the text of a line starts behind its indentation; of the last line if there are
// fewer.
func lineText(b []byte, line int) Position {
	t := newLineTable(b, 1)
	at := t.starts[min(line, len(t.starts))-1]
	for at < len(b) && (b[at] == ' ' || b[at] == '\t') {
		at++
	}
	return t.position(at)
}
