package arm_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/arm"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// sample are values of each kind.
var sample = map[document.Kind]string{
	document.String: "'x'", document.Number: "1", document.Boolean: "true()", document.Array: "createArray('x')",
	document.Object: "createObject('x', 'x')",
}

// some is a call of each function that the server would evaluate, with one argument after the other in pieces.
var some = map[string][]string{
	"parameters": {"'name'"}, "variables": {"'suffix'"}, "reference": {"'x'"}, "if": {"true()", "'a'", "'b'"}, "and": {"true()"},
	"or": {"false()"}, "not": {"true()"}, "equals": {"1", "1"}, "coalesce": {"'a'"}, "empty": {"'a'"}, "length": {"'a'"},
	"contains": {"createArray('a')", "'a'"}, "concat": {"'a'", "'b'"}, "format": {"'{0}'", "'a'"}, "createarray": {"1"}, "createobject": {"'a'", "1"},
	"first": {"'a'"}, "last": {"'a'"}, "tryget": {"createArray('a')", "0"}, "union": {"createArray(1)", "createArray(2)"},
	"intersection": {"createArray(1)", "createArray(1)"}, "shallowmerge": {"createArray()"}, "array": {"1"}, "objectkeys": {"createObject('a', 1)"},
	"items": {"createObject('a', 1)"}, "flatten": {"createArray()"}, "skip": {"'abc'", "1"}, "take": {"'abc'", "1"}, "range": {"1", "2"},
	"join": {"createArray('a')", "','"}, "indexof": {"'abc'", "'c'"}, "lastindexof": {"'abc'", "'c'"}, "indexfromend": {"createArray(1)", "1"},
	"tryindexfromend": {"createArray(1)", "1"}, "tolower": {"'A'"}, "toupper": {"'a'"}, "trim": {"'a'"}, "replace": {"'a'", "'a'", "'b'"},
	"substring": {"'abc'", "1", "1"}, "padleft": {"'1'", "2", "'0'"}, "split": {"'a,b'", "','"}, "startswith": {"'a'", "'a'"},
	"endswith": {"'a'", "'a'"}, "string": {"1"}, "int": {"'1'"}, "bool": {"'true'"}, "json": {"'1'"}, "base64": {"'a'"}, "base64tostring": {"'YWJj'"},
	"base64tojson": {"'MTIz'"}, "datauri": {"'a'"}, "datauritostring": {"'data:text/plain;charset=utf8;base64,YWJj'"},
	"uri": {"'http://a.b/'", "'c'"}, "uricomponent": {"'a'"}, "uricomponenttostring": {"'a'"}, "add": {"1", "1"}, "sub": {"1", "1"}, "mul": {"1", "1"},
	"div": {"1", "1"}, "mod": {"1", "1"}, "min": {"1", "2"}, "max": {"1", "2"}, "less": {"1", "1"}, "lessorequals": {"1", "1"}, "greater": {"1", "1"},
	"greaterorequals": {"1", "1"}, "parsecidr": {"'10.0.0.0/8'"}, "cidrsubnet": {"'10.0.0.0/8'", "16", "1"}, "cidrhost": {"'10.0.0.0/8'", "1"},
	"datetimeadd": {"'2024-01-01T00:00:00Z'", "'P1D'", "'yyyy'"}, "datetimefromepoch": {"1"}, "datetimetoepoch": {"'2024-01-01T00:00:00Z'"},
	"resourceid": {"'A.b/c'", "'x'"}, "subscriptionresourceid": {"'A.b/c'", "'x'"}, "managementgroupresourceid": {"'A.b/c'", "'x'"},
	"tenantresourceid": {"'A.b/c'", "'x'"}, "extensionresourceid": {"'/'", "'A.b/c'", "'x'"},
	"map": {"createArray(1)", "lambda('x', 1)"}, "filter": {"createArray(1)", "lambda('x', true())"}, "mapvalues": {"createObject('a', 1)", "lambda('x', 1)"},
	"reduce": {"createArray(1)", "1", "lambda('a', 'b', 1)"}, "sort": {"createArray(1)", "lambda('a', 'b', true())"},
	"toobject": {"createArray('a')", "lambda('x', 'k')"}, "groupby": {"createArray('a')", "lambda('x', 'k')"}, "fail": {"parameters('unset')"},
}

func callOf(name string, args []string) string { return name + "(" + strings.Join(args, ", ") + ")" }

// decidable are the calls that are known although an argument is not: by function and argument.
var decidable = map[string]bool{
	"or 0": false, "createarray 0": true, "createobject 1": true, "if 1": false, "if 2": true, "concat 0": false, "datetimeadd 1": false,
	"resourceid 1": true, "subscriptionresourceid 1": true, "managementgroupresourceid 1": true, "tenantresourceid 1": true, "extensionresourceid 2": true,
	"reduce 1": true,
}

// TestUnknownArguments puts something unknown in the place of each argument of each function: what comes out is
// unknown, unless the argument cannot matter.
func TestUnknownArguments(t *testing.T) {
	checked := 0
	for _, name := range arm.FunctionNames() {
		args, ok := some[name]
		if !ok && name != "true" && name != "false" && name != "null" && name != "copyindex" && !strings.HasPrefix(name, "lambda") {
			t.Errorf("no call of %s to try", name)
		}
		for i := range args {
			if strings.HasPrefix(args[i], "lambda") {
				continue
			}
			tried := slices.Clone(args)
			tried[i] = "parameters('unset')"
			r, err := property(t, quoteJSON(t, "["+callOf(name, tried)+"]"))
			if err != nil {
				t.Errorf("%s: %s", callOf(name, tried), describe(err))
				continue
			}
			checked++
			got := compact(r.Value.At("properties", "p"))
			if known := decidable[name+" "+string(rune('0'+i))]; (got != "?") != known {
				t.Errorf("%s is %s; known: %t", callOf(name, tried), got, known)
			}
		}
	}
	if checked < 100 {
		t.Errorf("only %d arguments were tried", checked)
	}
}

// TestWrongTypes puts a value of every kind in the place of each argument of each function: the call is
// evaluated, or it is an error that points at the expression, names the function, and says which argument.
func TestWrongTypes(t *testing.T) {
	refused := map[string]bool{}
	for _, name := range arm.FunctionNames() {
		for i := range some[name] {
			for kind, value := range sample {
				tried := slices.Clone(some[name])
				tried[i] = value
				_, err := property(t, "\n"+quoteJSON(t, "["+callOf(name, tried)+"]"))
				if err == nil {
					continue
				}
				var e *inputs.Error
				span := document.Span{}
				if errors.As(err, &e) {
					span, _ = e.Document.Span(e.Node)
				}
				if span.Start.Column != 1 || !strings.Contains(strings.ToLower(e.Reason), name) && !strings.Contains(e.Reason, "declares no") && name != "fail" {
					t.Errorf("%s (%s): %s", callOf(name, tried), kind, describe(err))
				}
				refused[name] = true
			}
		}
	}
	for _, name := range arm.FunctionNames() {
		if !refused[name] && !arm.AnyKind(name) && name != "copyindex" && name != "lambdavariables" {
			t.Errorf("%s takes everything", name)
		}
	}
}
