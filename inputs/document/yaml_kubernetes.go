package document

import (
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

var kubernetesWords = map[string]Value{
	"y": BoolValue(true), "Y": BoolValue(true), "yes": BoolValue(true), "Yes": BoolValue(true), "YES": BoolValue(true),
	"on": BoolValue(true), "On": BoolValue(true), "ON": BoolValue(true),
	"n": BoolValue(false), "N": BoolValue(false), "no": BoolValue(false), "No": BoolValue(false), "NO": BoolValue(false),
	"off": BoolValue(false), "Off": BoolValue(false), "OFF": BoolValue(false),
}

// kubernetesScalar resolves a plain scalar as YAML 1.1 readers written in Go do: underscores in numbers are
// dropped, 0b, 0o, 0x and 0 are the bases, and what is no integer of 64 bits may be a decimal number.
func kubernetesScalar(text string) Value {
	if v, ok := coreWords[text]; ok {
		return v
	}
	if v, ok := kubernetesWords[text]; ok {
		return v
	}
	if text[0] == '.' {
		if _, err := strconv.ParseFloat(text, 64); err == nil || coreFloat().MatchString(text) {
			return NumberValue(decimal(strings.ReplaceAll(text, "_", "")))
		}
		return StringValue(text)
	}
	if !strings.ContainsRune("+-0123456789", rune(text[0])) {
		return StringValue(text)
	}
	return kubernetesNumber(text)
}

func kubernetesNumber(text string) Value {
	if end, ok := numberEnd([]byte(text), 0); ok && end == len(text) {
		return NumberValue(text)
	}
	plain := strings.ReplaceAll(text, "_", "")
	if i, err := strconv.ParseInt(plain, 0, 64); err == nil {
		return NumberValue(strconv.FormatInt(i, 10))
	}
	if u, err := strconv.ParseUint(plain, 0, 64); err == nil {
		return NumberValue(strconv.FormatUint(u, 10))
	}
	if coreFloat().MatchString(plain) {
		return NumberValue(decimal(plain))
	}
	if digits, ok := strings.CutPrefix(plain, "0b"); ok {
		if i, err := strconv.ParseInt(digits, 2, 64); err == nil {
			return NumberValue(strconv.FormatInt(i, 10))
		}
	}
	return StringValue(text)
}

// kubernetesNumberKey returns the key that a number becomes: an integer in decimal, all others as the
// shortest text of a float32. What is an integer is seen in its source: 5. and 08 are none.
func kubernetesNumberKey(n *yaml.Node, v Value) (string, error) {
	plain := strings.ReplaceAll(n.Value, "_", "")
	if strings.HasPrefix(plain, "0b") {
		plain = v.Text()
	}
	if n.Tag != "!!float" {
		if i, err := strconv.ParseInt(plain, 0, 64); err == nil {
			return strconv.FormatInt(i, 10), nil
		}
		if _, err := strconv.ParseUint(plain, 0, 64); err == nil {
			return "", refuse(n, "write it in quotes", "a key that is an integer of more than 63 bits")
		}
	}
	f, err := strconv.ParseFloat(v.Text(), 64)
	if err != nil {
		return "", refuse(n, "write it in quotes", "a key that is a number out of range")
	}
	return strconv.FormatFloat(f, 'g', -1, 32), nil
}
