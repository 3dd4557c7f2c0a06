package plan_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/test/cases"
)

// grammar is how values of each kind, statements and rules can be written. A name in braces stands for one of
// them; a body is written first, because what it binds may be used in front of it.
var grammar = map[string][]string{
	"num": {
		"{num.leaf}", "{num.leaf}", "{num} + {num}", "({num} - {num})", "({num} * {num})", "({num} / {num})", "({num} % {num})",
		"count({arr})", "count({set})", "count({obj})", "count({str})", "sum({nums})", "max({arr})", "min({set})",
		"abs({num})", "to_number({str})", "round({num})", "indexof({str}, {str})", "product({nums})", "{call}",
	},
	"str": {
		"{str.leaf}", "{str.leaf}", "concat({str}, {strs})", "lower({str})", "upper({str})", "trim({str}, {str})",
		"replace({str}, {str}, {str})", "substring({str}, {num}, {num})", "sprintf(\"%v:%v\", [{any}, {any}])",
		"format_int({num}, 10)", "type_name({any})", "json.marshal({any})", "$\"<{{any.leaf}}>\"",
		"$\"{{num.leaf}} and {{str.leaf}}\"", "trim_prefix({str}, {str})", "trim_space({str})", "{call}",
	},
	"bool": {
		"{bool.leaf}", "{cmp}", "({any} in {arr})", "({any} in {set})", "startswith({str}, {str})", "contains({str}, {str})",
		"is_number({any})", "is_string({any})", "is_object({any})", "regex.match(\"^[a-c]\", {str})", "({str}, {any} in {obj})",
		"endswith({str}, {str})", "glob.match(\"a*\", [], {str})", "object.subset({obj}, {obj})",
	},
	"arr": {
		"{arr.leaf}", "{arr.leaf}", "[{any}, {any}]", "[{num}, {num}]", "[{any} | {body}]", "[{any} | {body}]",
		"split({str}, {str})", "array.concat({arr}, {arr})", "array.slice({arr}, {num}, {num})", "sort({arr})", "sort({set})",
		"array.reverse({arr})", "[]", "[{str}]", "json.unmarshal(\"[1, 1.0, 1e0]\")",
	},
	"strs": {"{list}", "[{str}, {str}]", "split({str}, {str})", "[{str} | {body}]", "{{str} | {body}}"},
	"nums": {"{list}", "[{num}, {num}]", "[{num} | {body}]", "{{num} | {body}}"},
	"obj": {
		"{obj.leaf}", "{obj.leaf}", "{\"a\": {any}}", "{\"a\": {any}, {str}: {any}}", "{{any}: {any}}",
		"{{str}: {any} | {body}}", "object.union({obj}, {obj})", "object.remove({obj}, [\"a\"])", "object.filter({obj}, [{str}])", "{}",
	},
	"set": {
		"{set.leaf}", "{{any}, {any}}", "{{any} | {body}}", "{{any} | {body}}", "({set} | {set})", "({set} & {set})",
		"({set} - {set})", "set()", "object.keys({obj})", "union({{set}, {set}})", "intersection({{set}, {set}})",
	},
	"any": {
		"{any.leaf}", "{any.leaf}", "{any.leaf}", "{num}", "{str}", "{bool}", "{arr}", "{obj}", "{set}",
		"object.get({obj}, {any}, {any})", "{call}", "{arr}[{num}]", "{obj}[{str}]",
	},
	"cmp": {
		"{num} < {num}", "{num} >= {num}", "{closed} == {any}", "{any} != {closed}", "{closed} == {any.leaf}", "{str} == {str}", "{any} > {any}",
	},
	"test": {
		"{cmp}", "{bool}", "{any.leaf}", "not {test.closed}", "{bool} with {with}", "{path} == {any} with {with}",
		"{rule} with {with}", "not {rule} with {with} with {with}", "every {every}", "{closed} == {any.leaf}", "{call}",
		"{path}", "{path}[_] == {any.leaf}", "{num.leaf} != {num.leaf}",
	},
	"test.closed": {"{cmp}", "{bool}", "{closed}", "{closed} == {any.leaf}", "{rule}"},
	"stmt": {
		"{test}", "{test}", "{let}", "{let}", "{some}", "{some}", "{iterate}", "{iterate}", "{unify}", "{let.with}", "{walk}", "{statement}", "{statement}",
	},
}

// generated is a module under construction. Every rule uses only rules that were made before it.
type generated struct {
	*chooser
	special map[string]func(*generated) string
	harvest *harvest         // nil for none
	used    []cases.TestCase // that statements are from
	depth   int
	vars    []variable // in scope
	rules   []variable
	calls   []string // templates of calls of the functions
	fresh   int
	source  strings.Builder
}

type variable struct{ name, kind string }

const maxDepthOfTerms = 3

// expand writes something of a kind.
func (g *generated) expand(kind string) string {
	if write, ok := g.special[kind]; ok {
		return write(g)
	}
	if leaf, ok := strings.CutSuffix(kind, ".leaf"); ok {
		return g.leaf(leaf)
	}
	if g.depth >= maxDepthOfTerms {
		if slices.Contains(kindsOfValues, kind) {
			return g.leaf(kind)
		}
		if kind = atDepth(kind); kind == "list" {
			return g.field("arr")
		}
		return g.leaf(kind)
	}
	g.depth++
	defer func() { g.depth-- }()
	return g.fill(pick(g.chooser, grammar[kind]))
}

// atDepth is the kind of leaf that stands for a kind where terms must end.
func atDepth(kind string) string {
	switch kind {
	case "strs", "nums":
		return "list"
	case "cmp", "test", "test.closed":
		return "bool"
	}
	return "any"
}

// fill replaces the names in braces.
func (g *generated) fill(template string) string {
	const body = "{body}"
	if before, after, ok := strings.Cut(template, body); ok {
		scope := len(g.vars)
		inner := g.body("; ")
		template = g.replace(before) + inner + g.replace(after)
		g.vars = g.vars[:scope]
		return template
	}
	return g.replace(template)
}

func (g *generated) replace(template string) string {
	var b strings.Builder
	for i := 0; i < len(template); {
		end := strings.IndexByte(template[i:], '}')
		if template[i] == '{' && end > 0 {
			name := template[i+1 : i+end]
			if g.known(name) {
				b.WriteString(g.expand(name))
				i += end + 1
				continue
			}
		}
		b.WriteByte(template[i])
		i++
	}
	return b.String()
}

func (g *generated) known(name string) bool {
	return grammar[name] != nil || g.special[name] != nil || strings.HasSuffix(name, ".leaf") && !strings.ContainsAny(name, " {")
}

// body is one to three statements.
func (g *generated) body(separator string) string {
	var stmts []string
	for range 1 + g.below(3) {
		stmts = append(stmts, g.expand("stmt"))
	}
	return strings.Join(stmts, separator)
}

var kindsOfValues = []string{"num", "str", "bool", "arr", "obj", "set", "any"}

// leaf is a constant, a variable, a rule or a path of a kind.
func (g *generated) leaf(kind string) string {
	how := g.below(10)
	if how < 4 {
		if v := g.variable(g.vars, kind); v != "" {
			return v
		}
	}
	if how == 4 {
		if v := g.variable(g.rules, kind); v != "" {
			return v
		}
	}
	if how < 8 && kind != "set" {
		return g.field(kind)
	}
	switch kind {
	case "set":
		return pick(g.chooser, []string{"{1, 2}", `{"a", "b"}`, "set()", "{{1}, {1.0, 2}}", `{[1], "a", null}`})
	case "any":
		kind = pick(g.chooser, []string{"num", "str", "bool", "null"})
	}
	return g.json(kind, 1)
}

// variable is one of a kind; "" if there is none.
func (g *generated) variable(among []variable, kind string) string {
	var fit []string
	anything := kind == "any" || g.percent(8)
	for _, v := range among {
		if v.kind == kind || anything {
			fit = append(fit, v.name)
		}
	}
	if len(fit) == 0 {
		return ""
	}
	return pick(g.chooser, fit)
}

// field is a member of input or data.d that mostly has the kind.
func (g *generated) field(kind string) string {
	root := pick(g.chooser, []string{"input", "input", "data.d"})
	var fit []string
	for _, f := range fields {
		if f.kind == kind || kind == "any" {
			fit = append(fit, f.name)
		}
	}
	if len(fit) == 0 || g.percent(5) {
		fit = []string{"any"}
	}
	return root + "." + pick(g.chooser, fit)
}

// name makes a variable, which is not in scope yet.
func (g *generated) name(kind string) variable {
	g.fresh++
	return variable{fmt.Sprintf("v%d", g.fresh), kind}
}

// bind makes a variable that is in scope from here on.
func (g *generated) bind(kind string) string {
	v := g.name(kind)
	g.vars = append(g.vars, v)
	return v.name
}
