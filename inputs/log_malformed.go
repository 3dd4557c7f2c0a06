package inputs

import (
	"errors"
	"fmt"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// The reasons of a MalformedRecord.
const (
	reasonBlank             = "blank"
	reasonConflictingFields = "conflicting_fields"
	reasonDuplicateKey      = "duplicate_key"
	reasonEmbeddedHeader    = "embedded_header"
	reasonInvalidTime       = "invalid_time"
	reasonInvalidUTF8       = "invalid_utf8"
	reasonNoObject          = "no_object"
	reasonNotANumber        = "not_a_number"
	reasonNotJSON           = "not_json"
	reasonOutOfOrder        = "out_of_order"
	reasonPythonRepr        = "python_repr"
	reasonTooDeep           = "too_deep"
	reasonTooLong           = "too_long"
	reasonTrailingText      = "trailing_text"
	reasonTruncated         = "truncated"
	reasonTwoObjects        = "two_objects"
	reasonUnexpectedStart   = "unexpected_start"
)

// reasonDetails say what a reason means; the content of the line has no place in them.
var reasonDetails = map[string]string{
	reasonBlank:             "the line is blank",
	reasonConflictingFields: "the object contradicts the header of its line",
	reasonDuplicateKey:      "a key of the object is there twice",
	reasonEmbeddedHeader:    "a text in the line holds what would pass for a header of its own",
	reasonInvalidTime:       "the time of the line is no time",
	reasonInvalidUTF8:       "the line is not UTF-8",
	reasonNoObject:          "the line has a header but no JSON object",
	reasonNotANumber:        "NaN or Infinity is not JSON",
	reasonNotJSON:           "the object is not JSON",
	reasonOutOfOrder:        "the time of the line is earlier than one before it",
	reasonPythonRepr:        "the object is printed as Python prints a dict, not as JSON",
	reasonTooDeep:           "the object is nested too deeply",
	reasonTooLong:           "the line is too long",
	reasonTrailingText:      "there is text behind the object",
	reasonTruncated:         "the line ends inside its object",
	reasonTwoObjects:        "there is more than one object on the line",
	reasonUnexpectedStart:   "the line does not start as lines of this log do",
}

// syntaxReasons tell by the words of a syntax error what is wrong with an object.
var syntaxReasons = []struct{ words, reason string }{
	{"invalid UTF-8", reasonInvalidUTF8},
	{"is already there at", reasonDuplicateKey},
	{"is not a JSON number", reasonNotANumber},
	{"nested deeper", reasonTooDeep},
	{"single quotes", reasonPythonRepr},
	{"True is not JSON", reasonPythonRepr},
	{"False is not JSON", reasonPythonRepr},
	{"None is not JSON", reasonPythonRepr},
	{"the file ends", reasonTruncated},
	{"more text behind", reasonTrailingText},
}

// classify returns the reason for which a line is no record, and where in the line that shows.
func classify(line []byte, err error) (reason, detail string) {
	var syntax *document.SyntaxError
	if !errors.As(err, &syntax) {
		return reasonNotJSON, reasonDetails[reasonNotJSON]
	}
	reason = reasonNotJSON
	for _, s := range syntaxReasons {
		if strings.Contains(syntax.Reason, s.words) {
			reason = s.reason
			break
		}
	}
	if reason == reasonTrailingText && strings.HasPrefix(fromColumn(line, syntax.Column), "{") {
		reason = reasonTwoObjects
	}
	return reason, fmt.Sprintf("%s (column %d)", reasonDetails[reason], syntax.Column)
}

// fromColumn returns the rest of a line from a column on, which counts characters from 1.
func fromColumn(line []byte, column int) string {
	text := string(line)
	for i := range text {
		if column--; column == 0 {
			return text[i:]
		}
	}
	return ""
}
