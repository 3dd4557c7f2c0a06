package plan

import "strings"

// natives are the built-in functions that policies use most. Everything else, and everything out of the
// ordinary, is OPA's: a native never decides what an error is.
var natives = map[string]native{
	"type_name": typeName,

	"plus":      integers(plus),
	"minus":     minus,
	"mul":       integers(mul),
	"div":       integers(div),
	"rem":       integers(rem),
	"abs":       ofInteger(magnitudeOf),
	"ceil":      ofInteger(itself),
	"floor":     ofInteger(itself),
	"round":     ofInteger(itself),
	"to_number": toNumber,
	"sum":       sum,

	"trim":                     onTexts(trim),
	"trim_left":                onTexts(trimLeft),
	"trim_right":               onTexts(trimRight),
	"trim_prefix":              onTexts(trimPrefix),
	"trim_suffix":              onTexts(trimSuffix),
	"lower":                    onText(lower),
	"upper":                    onText(upper),
	"trim_space":               onText(trimSpace),
	"split":                    split,
	"concat":                   concat,
	"replace":                  replace,
	"indexof":                  indexOf,
	"substring":                substring,
	"sprintf":                  sprintf,
	"strings.any_prefix_match": anyMatch(strings.HasPrefix),
	"strings.any_suffix_match": anyMatch(strings.HasSuffix),
	"regex.is_valid":           regexIsValid,
	"regex.replace":            regexReplace,
	"time.parse_rfc3339_ns":    parseRFC3339,
	"net.cidr_contains":        cidrContains,
	"internal.template_string": templateString,

	"count":             count,
	"max":               extreme(1),
	"min":               extreme(-1),
	"sort":              sorted,
	"and":               intersect,
	"or":                unite,
	"union":             union,
	"array.concat":      arrayConcat,
	"array.slice":       arraySlice,
	"object.get":        objectGet,
	"object.filter":     objectFilter,
	"object.remove":     objectRemove,
	"object.union":      objectUnion,
	"object.keys":       objectKeys,
	"internal.member_3": memberWithKey,
}

// patternNatives are natives of the operands of a call, some of which may be constants.
var patternNatives = map[string]func(args []operand) native{
	"glob.match":  globMatch,
	"regex.match": regexMatch,
}

// glances are natives that do not look at all of their first operand.
var glances = namesIn(`
	is_array is_boolean is_null is_number is_object is_set is_string type_name count object.get`)

// nativeFor is the native of a call, nil if there is none.
func nativeFor(name string, args []operand) native {
	if n, ok := patternNatives[name]; ok {
		return n(args)
	}
	if r, ok := relations[name]; ok {
		return r.native
	}
	return natives[name]
}

func typeName(_ *Machine, args []Value) (Value, bool) { return text(args[0].kind.String()), true }
