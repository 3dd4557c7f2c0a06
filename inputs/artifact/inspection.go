package artifact

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// inspection is what was found out about one file, or about a part of it that may turn out to be none.
type inspection struct {
	*budget
	parts    []*part
	problems []problem
	more     int // problems that are not listed
	imports  []*imported
	byName   map[[3]string]*imported

	pickles, nested int
	lambdas         []lambda
	templates       []template
	external        []external
	domains         []domain
	operations      []operation
	objects         []string // members that are arrays of Python objects
	encryption      encryption
	err             error // reading failed: nothing is known
}

// part is one thing in a file that holds a model or some of it: the file itself, or a member of a container.
type part struct {
	member, format, compression string
	bytes, tensors              int64 // -1: not known, none
	opaque                      bool  // nothing in it was seen
	searched                    bool  // it was only searched for texts
	metadata                    []entry
}

type entry struct{ key, value string }

// place is where something is: in the file itself, or a member of it.
type place struct {
	member string
	depth  int
}

// in returns the place of a member.
func (p place) in(name string) place {
	name = printable(name)
	if p.member != "" {
		name = p.member + "!" + name
	}
	return place{member: name, depth: p.depth + 1}
}

// deeper is the same place, one level down: in what was compressed, or a pickle in a pickle.
func (p place) deeper() place { return place{p.member, p.depth + 1} }

// The kinds of problems. Every one of them means that the file may hold what nobody has seen.
const (
	badOpcode         = "bad_opcode"
	buildDunder       = "build_dunder"
	buildOnImport     = "build_on_import"
	buildOnValue      = "build_on_value"
	callOfValue       = "call_of_value"
	changeOfImport    = "change_of_import"
	checksum          = "checksum"
	directoryMismatch = "directory_mismatch"
	duplicateName     = "duplicate_name"
	encryptedEntry    = "encrypted_entry"
	extensionCode     = "extension_code"
	hiddenData        = "hidden_data"
	leftover          = "leftover"
	limitReached      = "limit"
	malformed         = "malformed"
	missingMemo       = "missing_memo"
	notInspected      = "not_inspected"
	offsets           = "offsets"
	polyglot          = "polyglot"
	trailingData      = "trailing_data"
	truncated         = "truncated"
	underflow         = "underflow"
	unresolvedImport  = "unresolved_import"
	unsafePath        = "unsafe_path"
	unsupported       = "unsupported_version"
)

// problem is what is wrong with a file, or could not be seen.
type problem struct {
	kind, detail, member string
	offset               int64 // -1: none
}

func (x *inspection) problem(at place, kind string, offset int64, format string, args ...any) {
	if len(x.problems) >= maxProblems {
		x.more++
		return
	}
	x.problems = append(x.problems, problem{kind: kind, detail: printable(fmt.Sprintf(format, args...)), member: at.member, offset: offset})
}

// broken notes why something could not be read on. What went wrong with the file itself, and not with what is
// in it, ends the inspection.
func (x *inspection) broken(at place, offset int64, err error) {
	var wrong *wrongError
	switch {
	case err == nil:
	case errors.As(err, &wrong):
		x.problem(at, wrong.kind, offset, "%s", wrong.reason)
	case errors.Is(err, io.ErrUnexpectedEOF):
		x.problem(at, truncated, offset, "the data ends in the middle")
	case errors.Is(err, errLimit):
		x.problem(at, limitReached, offset, "%v", err)
	case corrupt(err):
		x.problem(at, malformed, offset, "%v", err)
	case x.err == nil:
		x.err = err
	}
}

// wrongError is a problem on its way to the list.
type wrongError struct{ kind, reason string }

func wrong(kind, format string, args ...any) error {
	return &wrongError{kind, fmt.Sprintf(format, args...)}
}

// Error returns the reason.
func (e *wrongError) Error() string { return e.reason }

func newInspection() *inspection {
	return &inspection{budget: &budget{}, byName: map[[3]string]*imported{}}
}

// fork returns an inspection of something that may not be worth to be mentioned; join takes in what it found.
func (x *inspection) fork() *inspection {
	return &inspection{budget: x.budget, byName: map[[3]string]*imported{}}
}

func (x *inspection) join(y *inspection) {
	for _, p := range y.parts {
		x.addPart(p)
	}
	for _, p := range y.problems {
		x.problem(place{member: p.member}, p.kind, p.offset, "%s", p.detail)
	}
	x.more += y.more
	for _, i := range y.imports {
		x.addImport(*i)
	}
	x.pickles += y.pickles
	x.nested += y.nested
	x.lambdas = append(x.lambdas, y.lambdas...)
	x.templates = append(x.templates, y.templates...)
	x.external = append(x.external, y.external...)
	x.domains = append(x.domains, y.domains...)
	x.operations = append(x.operations, y.operations...)
	x.objects = append(x.objects, y.objects...)
	if y.encryption.looks != "" {
		x.encryption = y.encryption
	}
	if x.err == nil {
		x.err = y.err
	}
}

// hidden reports whether something could not be seen, so that nobody knows whether a model is there.
func (x *inspection) hidden() bool {
	if x.err != nil || x.more > 0 {
		return true
	}
	for _, p := range x.problems {
		if hiding[p.kind] {
			return true
		}
	}
	return false
}

var hiding = map[string]bool{
	truncated: true, malformed: true, limitReached: true, notInspected: true, encryptedEntry: true, directoryMismatch: true,
}

func (x *inspection) addPart(p *part) {
	if len(x.parts) == maxParts {
		x.problem(place{member: p.member}, limitReached, -1, "more than %d parts", maxParts)
	}
	if len(x.parts) < maxParts {
		x.parts = append(x.parts, p)
	}
}

// found adds the part that is at a place.
func (x *inspection) found(at place, format string, size int64) *part {
	p := &part{member: at.member, format: format, bytes: size, tensors: -1}
	x.addPart(p)
	return p
}

// printable returns a text as reports may show it: UTF-8, and not long.
func printable(s string) string {
	const longest = 300
	if len(s) > longest {
		s = s[:longest] + "…"
	}
	return strings.ToValidUTF8(s, "\ufffd")
}
