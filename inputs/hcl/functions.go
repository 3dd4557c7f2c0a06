package hcl

import (
	"errors"
	"regexp"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// functions are those of Terraform's functions that only compute, do here exactly what they do there, and cannot
// make much of little. try and can are not among them: they take what is unknown here for an error.
var functions = map[string]function.Function{
	"abs": stdlib.AbsoluteFunc, "ceil": stdlib.CeilFunc, "floor": stdlib.FloorFunc, "max": stdlib.MaxFunc, "min": stdlib.MinFunc,
	"chomp": stdlib.ChompFunc, "lower": stdlib.LowerFunc, "upper": stdlib.UpperFunc, "title": stdlib.TitleFunc,
	"trim": stdlib.TrimFunc, "trimprefix": stdlib.TrimPrefixFunc, "trimsuffix": stdlib.TrimSuffixFunc, "trimspace": stdlib.TrimSpaceFunc,
	"substr": stdlib.SubstrFunc, "split": stdlib.SplitFunc, "join": stdlib.JoinFunc, "format": formatFunction, "replace": replaceFunction,
	"concat": stdlib.ConcatFunc, "compact": stdlib.CompactFunc, "distinct": stdlib.DistinctFunc, "flatten": stdlib.FlattenFunc,
	"contains": stdlib.ContainsFunc, "keys": stdlib.KeysFunc, "values": stdlib.ValuesFunc,
	"merge": stdlib.MergeFunc, "sort": stdlib.SortFunc, "reverse": stdlib.ReverseListFunc, "zipmap": stdlib.ZipmapFunc,
	"jsonencode": stdlib.JSONEncodeFunc, "jsondecode": stdlib.JSONDecodeFunc,
	"tobool":   stdlib.MakeToFunc(cty.Bool),
	"tonumber": stdlib.MakeToFunc(cty.Number),
	"tostring": stdlib.MakeToFunc(cty.String),
	"tolist":   stdlib.MakeToFunc(cty.List(cty.DynamicPseudoType)),
	"toset":    stdlib.MakeToFunc(cty.Set(cty.DynamicPseudoType)),
	"tomap":    stdlib.MakeToFunc(cty.Map(cty.DynamicPseudoType)),
}

// multiplying are the functions whose result may be as large as the product of their arguments.
var multiplying = map[string]bool{"join": true, "format": true, "replace": true}

// wide is a format with a width or precision that nobody needs.
var wide = regexp.MustCompile(`%[^a-zA-Z%]*(\*|[0-9]{3})`)

// formatFunction is format without widths that make much of little.
var formatFunction = function.New(&function.Spec{
	Params:   []function.Parameter{{Name: "format", Type: cty.String}},
	VarParam: &function.Parameter{Name: "args", Type: cty.DynamicPseudoType, AllowNull: true},
	Type:     function.StaticReturnType(cty.String),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		if wide.MatchString(args[0].AsString()) {
			return cty.NilVal, errors.New("a wide format")
		}
		return stdlib.FormatFunc.Call(args)
	},
})

// replaceFunction is replace for plain strings: Terraform takes one between slashes for a pattern.
var replaceFunction = function.New(&function.Spec{
	Params: []function.Parameter{
		{Name: "string", Type: cty.String}, {Name: "substring", Type: cty.String}, {Name: "replacement", Type: cty.String},
	},
	Type: function.StaticReturnType(cty.String),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		if old := args[1].AsString(); old == "" || len(old) > 1 && old[0] == '/' && old[len(old)-1] == '/' {
			return cty.NilVal, errors.New("a pattern")
		}
		return stdlib.ReplaceFunc.Call(args)
	},
})
