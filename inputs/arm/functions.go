package arm

import (
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// functions are the functions that are computed, by name in lower case. What is not here is unknown: guid and
// uniqueString, whose results nobody has published to compare with, among it.
var functions = map[string]function{
	"parameters": {takes: takes("s"), any: parameters},
	"variables":  {takes: takes("s"), any: variables},
	"copyindex":  {takes: takes("si? i?"), any: copyIndex},
	"reference":  {takes: takes("s s? s?"), any: reference},

	"true":  {takes: takes(""), known: func([]document.Value) document.Value { return document.BoolValue(true) }},
	"false": {takes: takes(""), known: func([]document.Value) document.Value { return document.BoolValue(false) }},
	"null":  {takes: takes(""), known: func([]document.Value) document.Value { return document.NullValue() }},

	"if":       {takes: takes("b . ."), form: choose},
	"and":      {takes: takes("b+"), form: and},
	"or":       {takes: takes("b+"), form: or},
	"not":      {takes: takes("b"), known: not},
	"equals":   {takes: takes(". ."), any: equals},
	"coalesce": {takes: takes(".+"), form: coalesce},
	"empty":    {takes: takes("sao"), any: empty},
	"length":   {takes: takes("sao"), any: length},
	"contains": {takes: takes("sao ."), any: contains},
	"fail":     {takes: takes("s"), any: fail},

	"concat": {takes: takes("siba+"), any: concat},
	"format": {takes: takes("s .*"), any: format},

	"createarray":     {takes: takes(".*"), any: createArray},
	"createobject":    {takes: takes(".*"), any: createObject},
	"first":           {takes: takes("sa"), any: first},
	"last":            {takes: takes("sa"), any: last},
	"tryget":          {takes: takes("ao si+"), any: tryGet},
	"union":           {takes: takes("ao+"), any: union},
	"intersection":    {takes: takes("ao ao+"), any: intersection},
	"shallowmerge":    {takes: takes("a"), any: shallowMerge},
	"array":           {takes: takes("."), any: array},
	"objectkeys":      {takes: takes("o"), any: objectKeys},
	"items":           {takes: takes("o"), any: items},
	"flatten":         {takes: takes("a"), any: flatten},
	"skip":            {takes: takes("sa i"), known: skip},
	"take":            {takes: takes("sa i"), known: take},
	"range":           {takes: takes("i i"), known: sequence},
	"join":            {takes: takes("a s"), known: join},
	"indexof":         {takes: takes("sa ."), any: indexIn(strings.Index, forwards)},
	"lastindexof":     {takes: takes("sa ."), any: indexIn(strings.LastIndex, backwards)},
	"indexfromend":    {takes: takes("a i"), any: indexFromEnd},
	"tryindexfromend": {takes: takes("a i"), any: tryIndexFromEnd},

	"lambda":          {takes: takes(". .*"), form: newLambda},
	"lambdavariables": {takes: takes("s"), any: lambdaVariables},
	"map":             {takes: takes("a ."), any: mapElements},
	"mapvalues":       {takes: takes("o ."), any: mapValues},
	"filter":          {takes: takes("a ."), any: filter},
	"reduce":          {takes: takes("a . ."), any: reduce},
	"sort":            {takes: takes("a ."), any: sortElements},
	"toobject":        {takes: takes("a . .?"), any: toObject},
	"groupby":         {takes: takes("a ."), any: groupBy},

	"tolower":              {takes: takes("s"), known: toLower},
	"toupper":              {takes: takes("s"), known: toUpper},
	"trim":                 {takes: takes("s"), known: trim},
	"replace":              {takes: takes("s s s"), known: replace},
	"substring":            {takes: takes("s i i?"), known: substring},
	"padleft":              {takes: takes("si i s?"), known: padLeft},
	"split":                {takes: takes("s sa"), any: split},
	"startswith":           {takes: takes("s s"), known: startsWith},
	"endswith":             {takes: takes("s s"), known: endsWith},
	"string":               {takes: takes("."), known: toString},
	"int":                  {takes: takes("si"), known: toInt},
	"bool":                 {takes: takes("sib"), known: toBool},
	"json":                 {takes: takes("s"), known: parseJSON},
	"base64":               {takes: takes("s"), known: base64Encode},
	"base64tostring":       {takes: takes("s"), known: base64Decode},
	"base64tojson":         {takes: takes("s"), known: base64ToJSON},
	"datauri":              {takes: takes("s"), known: dataURI},
	"datauritostring":      {takes: takes("s"), known: dataURIToString},
	"uri":                  {takes: takes("s s"), known: uri},
	"uricomponent":         {takes: takes("s"), known: uriComponent},
	"uricomponenttostring": {takes: takes("s"), known: uriComponentToString},

	"add":             {takes: takes("i i"), known: arithmetic(add)},
	"sub":             {takes: takes("i i"), known: arithmetic(sub)},
	"mul":             {takes: takes("i i"), known: arithmetic(mul)},
	"div":             {takes: takes("i i"), known: arithmetic(div)},
	"mod":             {takes: takes("i i"), known: arithmetic(mod)},
	"min":             {takes: takes("ia+"), known: extreme(less)},
	"max":             {takes: takes("ia+"), known: extreme(greater)},
	"less":            {takes: takes("is is"), known: comparison(less)},
	"lessorequals":    {takes: takes("is is"), known: comparison(lessOrEquals)},
	"greater":         {takes: takes("is is"), known: comparison(greater)},
	"greaterorequals": {takes: takes("is is"), known: comparison(greaterOrEquals)},

	"parsecidr":         {takes: takes("s"), known: parseCIDR},
	"cidrsubnet":        {takes: takes("s i i"), known: cidrSubnet},
	"cidrhost":          {takes: takes("s i"), known: cidrHost},
	"datetimeadd":       {takes: takes("s s s?"), known: dateAdd},
	"datetimefromepoch": {takes: takes("i"), known: fromEpoch},
	"datetimetoepoch":   {takes: takes("s"), known: toEpoch},

	"resourceid":                {takes: takes("s s+"), any: resourceID},
	"subscriptionresourceid":    {takes: takes("s s+"), any: subscriptionResourceID},
	"managementgroupresourceid": {takes: takes("s s+"), any: unscopedResourceID},
	"tenantresourceid":          {takes: takes("s s+"), any: unscopedResourceID},
	"extensionresourceid":       {takes: takes("s s s+"), any: extensionResourceID},
}

func parameters(c call) result { return c.lookup(c.scope.parameters, "parameter") }

func variables(c call) result { return c.lookup(c.scope.variables, "variable") }

func (c call) lookup(names map[string]*binding, kind string) result {
	name := c.args[0].value
	if name.Kind() != document.String || hasHole(name.Text()) {
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
