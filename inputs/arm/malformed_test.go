package arm_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
)

func TestMalformed(t *testing.T) {
	tests := []struct{ expression, reason string }{
		{"[]", "where a value should be"},
		{"[ ]", "where a value should be"},
		{"[concat('a']", "ends where , or ) should be"},
		{"[concat('a'))]", `")" stands where the end`},
		{"[concat('a' 'b')]", "should be"},
		{"[concat(,'b')]", `"," stands where a value`},
		{"['a]", "no closing quote"},
		{"[parameters]", "neither a function call"},
		{"[parameters('name').]", "a property name"},
		{"[parameters('name')[0]", "should be"},
		{"[12x]", "not an integer"},
		{"[1.5]", "a property name"},
		{"[99999999999999999999]", "not an integer"},
		{"[ü()]", `"ü" stands where a value`},
		{"[" + strings.Repeat("a(", 200) + strings.Repeat(")", 200) + "]", "nests deeper"},
		{"[a()" + strings.Repeat(".a", 200) + "]", "nests deeper"},
		{"[concat('" + strings.Repeat("x", 25_000) + "')]", "at most"},
		{"[parameters('nmae')]", "declares no parameter 'nmae'"},
		{"[variables('nmae')]", "declares no variable"},
		{"[copyIndex()]", "outside the copy loop"},
		{"[copyIndex('x')]", "outside the copy loop"},
		{"[length(1, 2)]", "length takes 1 argument, not 2"},
		{"[substring('a')]", "substring takes 2 to 3 arguments, not 1"},
		{"[if(true())]", "if takes 3 arguments, not 1"},
		{"[union()]", "union takes at least 1 argument, not 0"},
		{"[length(1)]", "argument 1 of length must be a string, an array or an object, not a number"},
		{"[not('x')]", "argument 1 of not must be a boolean, not a string"},
		{"[if('x', 1, 2)]", "if needs a boolean, not a string"},
		{"[concat(createArray(1), 'a')]", "concat joins strings alone, or arrays alone"},
		{"[union(createArray(1), createObject())]", "union takes arrays alone"},
		{"[intersection(createArray(1), createObject())]", "intersection takes arrays alone"},
		{"[shallowMerge(createArray(1))]", "array of objects"},
		{"[map(createArray(1), 'x')]", "map needs a lambda"},
		{"[map(createArray(1), lambda('a', 'b', 'c', 1))]", "wrong number of variables"},
		{"[lambda(x(), 1)]", "strings in quotes"},
		{"[lambdaVariables('x')]", "no lambda around this"},
		{"[filter(createArray(1), lambda('x', 'yes'))]", "must return a boolean, not a string"},
		{"[toObject(createArray(1), lambda('x', 1))]", "must return a string, not a number"},
		{"[fail('not here')]", "the template refuses this: not here"},
	}
	for _, tt := range tests {
		_, err := property(t, "\n"+quoteJSON(t, tt.expression))
		var e *inputs.Error
		if !errors.As(err, &e) {
			t.Errorf("%.60s: got %v, want an error", tt.expression, err)
			continue
		}
		if span, _ := e.Document.Span(e.Node); !strings.Contains(e.Reason, strings.Trim(tt.reason, `"`)) || span.Start.Column != 1 {
			t.Errorf("%.60s: got %s, want %q at column 1", tt.expression, describe(err), tt.reason)
		}
	}
}
