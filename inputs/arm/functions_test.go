package arm_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs/arm"
)

// evaluated is an expression and what it comes to, as compact prints it.
type evaluated struct{ expression, want string }

// exactly is what the documentation of each function says that it returns, with its own examples where it has
// any.
var exactly = slices.Concat(onText, onCollections, onNumbers, withLambdas, onNames)

var onText = []evaluated{
	{"[concat('a', 1, false())]", `"a1False"`},
	{"[format('{0}, {1}. Formatted number: {2}', 'Hello', 'User', 8)]", `"Hello, User. Formatted number: 8"`},
	{"[toLower('One Two Three')]", `"one two three"`},
	{"[toUpper('One Two Three')]", `"ONE TWO THREE"`},
	{"[trim('    one two three   ')]", `"one two three"`},
	{"[replace('123-123-1234', '-', '')]", `"1231231234"`},
	{"[replace('123-123-1234', '1234', 'xxxx')]", `"123-123-xxxx"`},
	{"[substring('one two three', 4, 3)]", `"two"`},
	{"[padLeft('123', 10, '0')]", `"0000000123"`},
	{"[padLeft(7, 3)]", `"  7"`},
	{"[padLeft('1234', 2, '0')]", `"1234"`},
	{"[padLeft('1', 3, 'ab')]", `?`},
	{"[split('one;two,three', createArray(';', ','))]", `["one","two","three"]`},
	{"[startsWith('abcdef', 'AB')]", `true`},
	{"[endsWith('abcdef', 'EF')]", `true`},
	{"[string(createArray('a', 1, true()))]", `"[\"a\",1,true]"`},
	{"[string(createObject('valueA', 10, 'valueB', 'Example Text'))]", `"{\"valueA\":10,\"valueB\":\"Example Text\"}"`},
	{"[string(createArray('ä'))]", `?`},
	{"[string(createArray('a<b'))]", `?`},
	{"[int('4')]", `4`},
	{"[bool('true')]", `true`},
	{"[bool(1)]", `true`},
	{"[json('{\"a\": \"b\"}')]", `{a:"b"}`},
	{"[base64('one, two, three')]", `"b25lLCB0d28sIHRocmVl"`},
	{"[base64ToString('b25lLCB0d28sIHRocmVl')]", `"one, two, three"`},
	{"[base64ToJson('eydvbmUnOiAnYScsICd0d28nOiAnYid9')]", `?`}, // not JSON, but what a lenient parser takes
	{"[base64ToJson(base64('{\"one\": \"a\"}'))]", `{one:"a"}`},
	{"[dataUri('Hello')]", `"data:text/plain;charset=utf8;base64,SGVsbG8="`},
	{"[dataUriToString('data:;base64,SGVsbG8sIFdvcmxkIQ==')]", `"Hello, World!"`},
	{"[dataUriToString('data:text/plain;charset=utf8;base64,SGVsbG8=')]", `"Hello"`},
	{"[uri('http://contoso.org/firstpath/', '/nested/azuredeploy.json')]", `"http://contoso.org/firstpath/nested/azuredeploy.json"`},
	{"[uri('http://contoso.org/firstpath', 'myscript.sh')]", `?`},
	{"[uri('http://contoso.org/', '../myscript.sh')]", `?`},
	{"[uriComponent('http://contoso.com/resources/nested/azuredeploy.json')]", `"http%3A%2F%2Fcontoso.com%2Fresources%2Fnested%2Fazuredeploy.json"`},
	{"[uriComponentToString('http%3A%2F%2Fcontoso.com%2Fa.json')]", `"http://contoso.com/a.json"`},
	{"[uriComponentToString('%zz')]", `?`},
}

var onCollections = []evaluated{
	{"[array(1)]", `[1]`},
	{"[createArray('a', 1, createObject())]", `["a",1,{}]`},
	{"[createObject('intProp', 1, 'arrayProp', createArray('a'))]", `{intProp:1,arrayProp:["a"]}`},
	{"[contains('OneTwoThree', 'e')]", `true`},
	{"[contains(createObject('one', 'a'), 'ONE')]", `true`},
	{"[contains(createArray('one', 'two'), 'three')]", `false`},
	{"[empty(createObject())]", `true`},
	{"[length('One Two Three')]", `13`},
	{"[length(createObject('a', 1, 'b', 2))]", `2`},
	{"[first('One Two Three')]", `"O"`},
	{"[last('One Two Three')]", `"e"`},
	{"[last(createArray('one', 'two'))]", `"two"`},
	{"[flatten(createArray(createArray('one'), createArray(1, 2)))]", `["one",1,2]`},
	{"[intersection(createArray('one', 'two', 'three'), createArray('two', 'three'))]", `["two","three"]`},
	{"[intersection(createObject('one', 'a', 'two', 'b', 'three', 'c'), createObject('one', 'a', 'two', 'z', 'three', 'c'))]", `{one:"a",three:"c"}`},
	{"[intersection(createArray(1, 1), createArray(1))]", `?`},
	{"[items(createObject('item002', false(), 'item001', true()))]", `[{key:"item001",value:true},{key:"item002",value:false}]`},
	{"[items(createObject('a-b', 1, 'aa', 2))]", `?`}, // in which order is up to the server
	{"[items(createObject('a', 1, 'ab', 2, 'B', 3))]", `?`},
	{"[objectKeys(createObject('a', 1))]", `["a"]`},
	{"[objectKeys(createObject('b', 1, 'a', 2))]", `?`},
	{"[join(createArray('one', 'two', 3), '-')]", `"one-two-3"`},
	{"[indexOf('test', 'T')]", `0`},
	{"[indexOf('abcdef', 'CD')]", `2`},
	{"[indexOf('abcdef', 'z')]", `-1`},
	{"[indexOf(createArray('one', 'two', 'one'), 'one')]", `0`},
	{"[lastIndexOf('test', 't')]", `3`},
	{"[lastIndexOf(createArray('one', 'two', 'one'), 'one')]", `2`},
	{"[indexFromEnd(createArray(1, 2, 3), 1)]", `3`},
	{"[indexFromEnd(createArray(1, 2, 3), 4)]", `?`},
	{"[tryIndexFromEnd(createArray(1, 2, 3), 3)]", `1`},
	{"[coalesce(tryIndexFromEnd(createArray(1), 2), 'none')]", `"none"`},
	{"[tryGet(createObject('a', createArray(1, 2)), 'a', 1)]", `2`},
	{"[coalesce(tryGet(createArray(1), 5), 'none')]", `"none"`},
	{"[range(5, 3)]", `[5,6,7]`},
	{"[shallowMerge(createArray(createObject('a', createObject('x', 1)), createObject('a', createObject('y', 2))))]", `{a:{y:2}}`},
	{"[shallowMerge(createArray(createObject('a', 1), createObject('A', 2)))]", `?`}, // which spelling stays is not documented
	{"[intersection(createObject('a', 1), createObject('A', 1))]", `?`},
	{"[intersection(createObject('a', createArray(1)), createObject('a', createArray(2)))]", `?`},
	{"[shallowMerge(createArray())]", `{}`},
	{"[skip(createArray('one', 'two', 'three'), 2)]", `["three"]`},
	{"[skip('one two three', 4)]", `"two three"`},
	{"[take(createArray('one', 'two', 'three'), 2)]", `["one","two"]`},
	{"[take('one two three', 2)]", `"on"`},
	{"[union(createObject('one', 'a', 'three', 'c1'), createObject('three', 'c2', 'four', 'd'))]", `{one:"a",three:"c2",four:"d"}`},
	{"[union(createArray('one', 'two'), createArray('two', 'three'))]", `["one","two","three"]`},
	{"[union(createObject('a', createArray(1, 2)), createObject('a', createArray(3)))]", `{a:[3]}`},
	{"[coalesce(null(), 'a')]", `"a"`},
	{"[equals(createArray('a', 1), createArray('a', 1))]", `true`},
}

var onNumbers = []evaluated{
	{"[add(5, 3)]", `8`},
	{"[sub(7, 3)]", `4`},
	{"[mul(5, 3)]", `15`},
	{"[div(8, 3)]", `2`},
	{"[mod(7, 3)]", `1`},
	{"[min(createArray(0, 3, 2, 5, 4))]", `0`},
	{"[max(0, 3, 2, 5, 4)]", `5`},
	{"[less(1, 2)]", `true`},
	{"[less('a', 'b')]", `?`}, // by the culture of the server
	{"[lessOrEquals(2, 2)]", `true`},
	{"[greater(1, 2)]", `false`},
	{"[greaterOrEquals(2, 2)]", `true`},
	{"[true()]", `true`},
	{"[false()]", `false`},
	{"[and(true(), not(false()))]", `true`},
	{"[or(false(), true())]", `true`},
	{"[if(true(), 'yes', fail('no'))]", `"yes"`},
	{"[empty(null())]", `true`},
	{"[parseCidr('10.144.0.0/20')]", `{network:"10.144.0.0",netmask:"255.255.240.0",broadcast:"10.144.15.255",firstUsable:"10.144.0.1",lastUsable:"10.144.15.254",cidr:20}`},
	{"[parseCidr('fdad:3236:5555::/48')]", `{network:"fdad:3236:5555::",netmask:"ffff:ffff:ffff::",firstUsable:"fdad:3236:5555::",lastUsable:"fdad:3236:5555:ffff:ffff:ffff:ffff:ffff",cidr:48}`},
	{"[parseCidr('10.144.0.1/20')]", `?`},
	{"[parseCidr('10.144.0.0/33')]", `?`},
	{"[cidrSubnet('10.144.0.0/20', 24, 4)]", `"10.144.4.0/24"`},
	{"[cidrSubnet('10.144.0.0/20', 24, 16)]", `?`},
	{"[cidrSubnet('10.144.0.0/20', 16, 0)]", `?`},
	{"[cidrSubnet('fdad:3236:5555::/48', 52, 4)]", `"fdad:3236:5555:4000::/52"`},
	{"[cidrHost('10.144.3.0/24', 4)]", `"10.144.3.5"`},
	{"[cidrHost('10.144.3.0/24', 254)]", `?`},
	{"[cidrHost('fdad:3236:5555:3000::/52', 0)]", `"fdad:3236:5555:3000::1"`},
	{"[dateTimeFromEpoch(1683040573)]", `"2023-05-02T15:16:13Z"`},
	{"[dateTimeToEpoch('2023-05-02T15:16:13Z')]", `1683040573`},
	{"[dateTimeToEpoch('2023-05-02')]", `?`},
	{"[dateTimeAdd('2023-01-01 00:00:00Z', 'P1Y', 'yyyy-MM-ddTHH:mm:ssZ')]", `"2024-01-01T00:00:00Z"`},
	{"[dateTimeAdd('2024-01-01 00:00:00Z', 'P1Y', 'yyyy-MM-ddTHH:mm:ssZ')]", `"2024-12-31T00:00:00Z"`},
	{"[dateTimeAdd('2024-02-01 00:00:00Z', 'P1M', 'yyyy-MM-dd')]", `"2024-03-02"`},
	{"[dateTimeAdd('2020-04-07 14:53:14Z', '-P9D', 'yyyyMMdd HH:mm')]", `"20200329 14:53"`},
	{"[dateTimeAdd('2020-04-07 14:53:14Z', 'PT1H')]", `?`}, // in which form is documented in two ways
	{"[dateTimeAdd('2020-04-07T14:53:14+02:00', 'PT1H', 'HH:mm')]", `?`},
	{"[dateTimeAdd('2020-04-07 14:53:14Z', 'PT1H', 'd')]", `?`},
	{"[dateTimeAdd('2020-04-07 14:53:14Z', '1 hour', 'yyyy')]", `?`},
	{"[dateTimeAdd('2020-04-07 14:53:14Z', 'P', 'yyyy')]", `?`},
}

const dogs = `json('[{"name":"Evie","age":5},{"name":"Casper","age":3},{"name":"Indy","age":2},{"name":"Kira","age":8}]')`

var withLambdas = []evaluated{
	{"[map(" + dogs + ", lambda('dog', format('Hello {0}!', lambdaVariables('DOG').name)))]", `["Hello Evie!","Hello Casper!","Hello Indy!","Hello Kira!"]`},
	{"[map(createArray('a', 'b'), lambda('x', 'i', createArray(lambdaVariables('i'), lambdaVariables('x'))))]", `[[0,"a"],[1,"b"]]`},
	{"[map(createArray(1, 2), lambda('x', map(createArray(10, 20), lambda('y', add(lambdaVariables('x'), lambdaVariables('y'))))))]", `[[11,21],[12,22]]`},
	{"[filter(" + dogs + ", lambda('dog', greaterOrEquals(lambdaVariables('dog').age, 5)))]", `[{name:"Evie",age:5},{name:"Kira",age:8}]`},
	{"[filter(range(0, 10), lambda('i', equals(0, mod(lambdaVariables('i'), 2))))]", `[0,2,4,6,8]`},
	{"[reduce(createArray(5, 3, 2, 8), 1, lambda('cur', 'next', add(lambdaVariables('cur'), lambdaVariables('next'))))]", `19`},
	{"[reduce(createArray('a', 'b'), '', lambda('cur', 'next', 'i', concat(lambdaVariables('cur'), lambdaVariables('next'), lambdaVariables('i'))))]", `"a0b1"`},
	{"[reduce(createArray(createObject('foo', 123), createObject('bar', 456)), createObject(), lambda('cur', 'next', union(lambdaVariables('cur'), lambdaVariables('next'))))]", `{foo:123,bar:456}`},
	{"[map(sort(" + dogs + ", lambda('a', 'b', less(lambdaVariables('a').age, lambdaVariables('b').age))), lambda('d', lambdaVariables('d').name))]", `["Indy","Casper","Evie","Kira"]`},
	{"[sort(createArray(2, 1, 2), lambda('a', 'b', lessOrEquals(lambdaVariables('a'), lambdaVariables('b'))))]", `[1,2,2]`},
	{"[sort(createArray(createArray(1, 'a'), createArray(1, 'b')), lambda('a', 'b', less(first(lambdaVariables('a')), first(lambdaVariables('b')))))]", `?`},
	{"[sort(createArray(1, 2, 3), lambda('a', 'b', equals(mod(sub(lambdaVariables('b'), lambdaVariables('a')), 3), 1)))]", `?`}, // no order
	{"[toObject(" + dogs + ", lambda('d', lambdaVariables('d').name), lambda('d', lambdaVariables('d').age))]", `{Evie:5,Casper:3,Indy:2,Kira:8}`},
	{"[toObject(createArray('a', 'A'), lambda('x', lambdaVariables('x')))]", `?`},
	{"[groupBy(createArray('foo', 'bar', 'baz'), lambda('x', substring(lambdaVariables('x'), 0, 1)))]", `{f:["foo"],b:["bar","baz"]}`},
	{"[groupBy(createArray('a', 'A'), lambda('x', lambdaVariables('x')))]", `?`},
	{"[mapValues(createObject('foo', 'foo', 'bar', 'b'), lambda('v', toUpper(lambdaVariables('v'))))]", `{foo:"FOO",bar:"B"}`},
	{"[map(parameters('secrets').a.b, lambda('x', concat('y', lambdaVariables('x'))))]", `["yx"!]`},
}

var onNames = []evaluated{
	{"[parameters('name')]", `"kv-ai"`},
	{"[variables('suffix')]", `"kv-ai-x"`},
	{"[reference('elsewhere').x]", `?`},
	{"[resourceId('Microsoft.KeyVault/vaults', 'kv')]", `"Microsoft.KeyVault/vaults/kv"`},
	{"[subscriptionResourceId('s', 'Microsoft.Authorization/roleDefinitions', 'g')]", `"Microsoft.Authorization/roleDefinitions/g"`},
	{"[tenantResourceId('Microsoft.Authorization/roleDefinitions', 'g')]", `"Microsoft.Authorization/roleDefinitions/g"`},
	{"[managementGroupResourceId('Microsoft.Authorization/policyDefinitions', 'p')]", `"Microsoft.Authorization/policyDefinitions/p"`},
	{"[extensionResourceId(resourceId('A.b/c', 'd'), 'E.f/g', 'h')]", `"A.b/c/d/providers/E.f/g/h"`},
}

func TestExactly(t *testing.T) { checkEvaluated(t, exactly) }

func checkEvaluated(t *testing.T, tests []evaluated) {
	t.Helper()
	for _, tt := range tests {
		r, err := property(t, quoteJSON(t, tt.expression))
		if err != nil {
			t.Errorf("%s: %s", tt.expression, describe(err))
			continue
		}
		if got := compact(r.Value.At("properties", "p")); got != tt.want {
			t.Errorf("%s is %s, want %s", tt.expression, got, tt.want)
		}
	}
}

// calls are the functions that an expression calls, in lower case.
var calls = regexp.MustCompile(`[a-zA-Z0-9]+\(`)

func called(to map[string]bool, expression string) {
	for _, name := range calls.FindAllString(expression, -1) {
		to[strings.ToLower(strings.TrimSuffix(name, "("))] = true
	}
}

// TestEveryFunction checks that no function is without a test of what it returns.
func TestEveryFunction(t *testing.T) {
	tested := map[string]bool{"copyindex": true} // by templates with loops
	for _, tt := range exactly {
		called(tested, tt.expression)
	}
	names := arm.FunctionNames()
	if len(names) < 80 {
		t.Fatalf("only %d functions", len(names))
	}
	for _, name := range names {
		if !tested[name] {
			t.Errorf("%s is not tested", name)
		}
	}
}
