package plan

import "regexp"

// natives are the built-in functions that policies use most. Everything else, and everything out of the
// ordinary, is OPA's: a native never decides what an error is.
var natives = map[string]native{
	"type_name": typeName,

	"plus":      integers(plus),
	"minus":     minus,
	"mul":       integers(mul),
	"div":       integers(div),
	"rem":       integers(rem),
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
	"internal.template_string": templateString,

	"count":             count,
	"max":               extreme(1),
	"min":               extreme(-1),
	"sort":              sorted,
	"and":               intersect,
	"or":                unite,
	"union":             union,
	"array.concat":      arrayConcat,
	"object.get":        objectGet,
	"object.keys":       objectKeys,
	"internal.member_3": memberWithKey,
}

// nativeFor is the native of a call, nil if there is none.
func nativeFor(name string, args []operand) native {
	if name == "regex.match" {
		return regexMatch(args)
	}
	if r, ok := relations[name]; ok {
		return r.native
	}
	return natives[name]
}

// regexMatch compiles a pattern that is a constant of the plan.
func regexMatch(args []operand) native {
	if len(args) != 2 || args[0].local >= 0 || args[0].constant.kind != String {
		return nil
	}
	re, err := regexp.Compile(args[0].constant.text())
	if err != nil {
		return nil
	}
	return func(_ *Machine, args []Value) (Value, bool) {
		if args[1].kind != String {
			return Value{}, false
		}
		return boolean(re.MatchString(args[1].text())), true
	}
}

func typeName(_ *Machine, args []Value) (Value, bool) { return text(args[0].kind.String()), true }
