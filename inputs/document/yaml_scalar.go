package document

import (
	"math/big"
	"regexp"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"
)

var (
	coreInteger = pattern(`^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$`)
	coreFloat   = pattern(`^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$`)
	notFinite   = pattern(`^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$`)
)

// pattern is an expression that is compiled where it is first needed: few documents need any.
func pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

var coreWords = map[string]Value{
	"": NullValue(), "~": NullValue(), "null": NullValue(), "Null": NullValue(), "NULL": NullValue(),
	"true": BoolValue(true), "True": BoolValue(true), "TRUE": BoolValue(true),
	"false": BoolValue(false), "False": BoolValue(false), "FALSE": BoolValue(false),
}

// scalar converts a scalar by its tag, its quotes and the schema.
func (c *yamlConverter) scalar(n *yaml.Node) (Value, error) {
	quoted := n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
	tagged := n.Style&yaml.TaggedStyle != 0
	if quoted && !tagged || tagged && n.Tag == "!!str" {
		return StringValue(n.Value), nil
	}
	v, err := c.plain(n)
	if err != nil || !tagged {
		return v, err
	}
	if !tagFits(n.Tag, v) {
		return v, refuse(n, "", "%s is not what its tag %s says", quote(n.Value), n.Tag)
	}
	return v, nil
}

func tagFits(tag string, v Value) bool {
	switch tag {
	case "!!null":
		return v.Kind() == Null
	case "!!bool":
		return v.Kind() == Boolean
	case "!!int":
		return v.Kind() == Number && !strings.ContainsAny(v.Text(), ".eE")
	}
	return v.Kind() == Number
}

// plain converts the text of a scalar as if it had no quotes.
func (c *yamlConverter) plain(n *yaml.Node) (Value, error) {
	v, reason, hint := plainScalar(n.Value, c.schema)
	if reason != "" {
		return v, refuse(n, hint, "%s", reason)
	}
	return v, nil
}

// plainScalar resolves a plain scalar, or says why it is refused.
func plainScalar(text string, schema Schema) (v Value, reason, hint string) {
	if strings.HasPrefix(strings.TrimLeft(text, "+-"), ".") && notFinite().MatchString(text) {
		return Value{}, text + " is not a number that JSON has", "write null, or a string in quotes"
	}
	v = coreScalar(text)
	if schema == Kubernetes {
		v = kubernetesScalar(text)
	}
	if v.Kind() == Number {
		reason = numberBounds([]byte(v.Text()))
	}
	return v, reason, "write it in quotes"
}

func coreScalar(text string) Value {
	if v, ok := coreWords[text]; ok {
		return v
	}
	if !strings.ContainsRune("+-.0123456789", rune(text[0])) {
		return StringValue(text)
	}
	if end, ok := numberEnd([]byte(text), 0); ok && end == len(text) {
		return NumberValue(text)
	}
	switch {
	case coreFloat().MatchString(text):
		return NumberValue(decimal(text))
	case coreInteger().MatchString(text):
		return NumberValue(integer(text))
	}
	return StringValue(text)
}

// decimal writes a YAML decimal number (+1, 010, .5, 1., 1.e3) as JSON demands, with the same value.
func decimal(text string) string {
	sign := ""
	switch text[0] {
	case '-':
		sign, text = "-", text[1:]
	case '+':
		text = text[1:]
	}
	mantissa, exponent := text, ""
	if i := strings.IndexAny(text, "eE"); i >= 0 {
		mantissa, exponent = text[:i], text[i:]
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	if fraction != "" {
		fraction = "." + fraction
	}
	return sign + whole + fraction + exponent
}

// integer writes an integer in a prefixed base in decimal; the number bounds are checked behind it.
func integer(text string) string {
	if len(text) > maxDigits {
		return text[:2] + strings.Repeat("9", maxDigits+1) // too long to convert: let the bounds refuse it
	}
	n, ok := new(big.Int).SetString(text, 0)
	if !ok {
		return text
	}
	return n.String()
}
