package arm

import (
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// functions are the functions that are computed, by name in lower case. What is not here is unknown.
var functions = map[string]function{
	"parameters": {min: 1, max: 1, any: parameters},
	"variables":  {min: 1, max: 1, any: variables},
	"copyindex":  {min: 0, max: 2, any: copyIndex},

	"true":  {known: func([]document.Value) document.Value { return document.BoolValue(true) }},
	"false": {known: func([]document.Value) document.Value { return document.BoolValue(false) }},
	"null":  {known: func([]document.Value) document.Value { return document.NullValue() }},

	"if":       {min: 3, max: 3, any: choose},
	"and":      {min: 1, max: -1, any: and},
	"or":       {min: 1, max: -1, any: or},
	"not":      {min: 1, max: 1, known: not},
	"equals":   {min: 2, max: 2, any: equals},
	"coalesce": {min: 1, max: -1, any: coalesce},
	"empty":    {min: 1, max: 1, any: empty},
	"length":   {min: 1, max: 1, any: length},
	"contains": {min: 2, max: 2, any: contains},

	"concat": {min: 1, max: -1, any: concat},
	"format": {min: 1, max: -1, any: format},

	"createarray":  {min: 0, max: -1, any: createArray},
	"createobject": {min: 0, max: -1, any: createObject},
	"first":        {min: 1, max: 1, any: first},
	"last":         {min: 1, max: 1, any: last},
	"tryget":       {min: 2, max: -1, any: tryGet},
	"union":        {min: 1, max: -1, any: union},
	"array":        {min: 1, max: 1, any: array},
	"objectkeys":   {min: 1, max: 1, any: objectKeys},
	"flatten":      {min: 1, max: 1, any: flatten},
	"skip":         {min: 2, max: 2, known: skip},
	"take":         {min: 2, max: 2, known: take},
	"range":        {min: 2, max: 2, known: sequence},
	"join":         {min: 2, max: 2, known: join},

	"tolower":        {min: 1, max: 1, known: toLower},
	"toupper":        {min: 1, max: 1, known: toUpper},
	"trim":           {min: 1, max: 1, known: trim},
	"replace":        {min: 3, max: 3, known: replace},
	"substring":      {min: 2, max: 3, known: substring},
	"split":          {min: 2, max: 2, known: split},
	"startswith":     {min: 2, max: 2, known: startsWith},
	"endswith":       {min: 2, max: 2, known: endsWith},
	"string":         {min: 1, max: 1, known: toString},
	"int":            {min: 1, max: 1, known: toInt},
	"bool":           {min: 1, max: 1, known: toBool},
	"json":           {min: 1, max: 1, known: parseJSON},
	"base64":         {min: 1, max: 1, known: base64Encode},
	"base64tostring": {min: 1, max: 1, known: base64Decode},

	"add":             {min: 2, max: 2, known: arithmetic(add)},
	"sub":             {min: 2, max: 2, known: arithmetic(sub)},
	"mul":             {min: 2, max: 2, known: arithmetic(mul)},
	"div":             {min: 2, max: 2, known: arithmetic(div)},
	"mod":             {min: 2, max: 2, known: arithmetic(mod)},
	"min":             {min: 1, max: -1, known: extreme(less)},
	"max":             {min: 1, max: -1, known: extreme(greater)},
	"less":            {min: 2, max: 2, known: comparison(less)},
	"lessorequals":    {min: 2, max: 2, known: comparison(lessOrEquals)},
	"greater":         {min: 2, max: 2, known: comparison(greater)},
	"greaterorequals": {min: 2, max: 2, known: comparison(greaterOrEquals)},

	"resourceid":                {min: 2, max: -1, any: resourceID},
	"subscriptionresourceid":    {min: 2, max: -1, any: resourceID},
	"managementgroupresourceid": {min: 2, max: -1, any: resourceID},
	"tenantresourceid":          {min: 2, max: -1, any: resourceID},
	"extensionresourceid":       {min: 3, max: -1, any: extensionResourceID},
}

func parameters(c call) result { return c.lookup(c.scope.parameters, "parameter") }

func variables(c call) result { return c.lookup(c.scope.variables, "variable") }

func (c call) lookup(names map[string]*binding, kind string) result {
	name := c.args[0].value
	if name.Kind() != document.String {
		return unknown()
	}
	if b := names[strings.ToLower(name.Text())]; b != nil {
		return c.get(b, c.at)
	}
	c.run.fail(c.at, "the template declares no "+kind+" "+quote(name.Text()), "")
	return unknown()
}

// copyIndex takes the name of a loop and an offset, both optional. Without a name it is the loop over the
// resource.
func copyIndex(c call) result {
	args := c.args
	name, offset := "", int64(0)
	if len(args) > 0 && args[0].value.Kind() == document.String {
		name, args = args[0].value.Text(), args[1:]
	}
	if len(args) > 0 {
		n, ok := integer(args[0].value)
		if !ok {
			return unknown()
		}
		offset = n
	}
	for l := c.loops; l != nil; l = l.outer {
		if name == "" && !l.whole || name != "" && !strings.EqualFold(name, l.name) {
			continue
		}
		if n, ok := integer(l.index.value); ok {
			return result{value: number(n + offset)}
		}
		return named(l.index.symbol)
	}
	if name != "" || c.loops == nil {
		c.run.fail(c.at, "copyIndex is used outside the copy loop it names", "")
	}
	return unknown()
}
