package arm

import (
	"encoding/base64"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// text returns a computed string; undefined if it is too long.
func text(s string) document.Value {
	if len(s) > maxText {
		return document.Value{}
	}
	return document.StringValue(s)
}

// texts returns the texts of args; false if one is not a string.
func texts(args []document.Value) ([]string, bool) {
	all := make([]string, len(args))
	for i, a := range args {
		if a.Kind() != document.String {
			return nil, false
		}
		all[i] = a.Text()
	}
	return all, true
}

// onTexts returns the function that is f on strings.
func onTexts(args []document.Value, f func(s []string) document.Value) document.Value {
	if s, ok := texts(args); ok {
		return f(s)
	}
	return document.Value{}
}

// ascii reports whether upper and lower case are the same everywhere: in other alphabets they depend on the
// server.
func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func toLower(args []document.Value) document.Value {
	return onTexts(args, func(s []string) document.Value {
		if !ascii(s[0]) {
			return document.Value{}
		}
		return text(strings.ToLower(s[0]))
	})
}

func toUpper(args []document.Value) document.Value {
	return onTexts(args, func(s []string) document.Value {
		if !ascii(s[0]) {
			return document.Value{}
		}
		return text(strings.ToUpper(s[0]))
	})
}

func trim(args []document.Value) document.Value {
	return onTexts(args, func(s []string) document.Value { return text(strings.TrimSpace(s[0])) })
}

func replace(args []document.Value) document.Value {
	return onTexts(args, func(s []string) document.Value {
		n := strings.Count(s[0], s[1])
		if s[1] == "" || len(s[0])+n*(len(s[2])-len(s[1])) > maxText {
			return document.Value{}
		}
		return text(strings.ReplaceAll(s[0], s[1], s[2]))
	})
}

// substring counts in UTF-16 units on the server; outside ASCII it is left to it.
func substring(args []document.Value) document.Value {
	s := args[0].Text()
	start, ok := integer(args[1])
	if args[0].Kind() != document.String || !ascii(s) || !ok || start < 0 || start > int64(len(s)) {
		return document.Value{}
	}
	end := int64(len(s))
	if len(args) == 3 {
		n, ok := integer(args[2])
		if !ok || n < 0 || n > end-start {
			return document.Value{}
		}
		end = start + n
	}
	return text(s[start:end])
}

// split takes one delimiter or an array of them.
func split(c call) result {
	s, by := c.args[0].value, c.args[1].value
	switch {
	case hasHole(s.Text()):
		return result{value: splitID(s.Text(), by.Text()).From(inherit(s, document.Value{}))}
	case c.isOpen():
		return unknown()
	}
	v := splitKnown(c.values())
	if v.Defined() && c.sensitivity() != 0 {
		v = mark(v, document.Sensitive)
	}
	return result{value: v}
}

func splitKnown(args []document.Value) document.Value {
	delimiters := []document.Value{args[1]}
	if args[1].Kind() == document.Array {
		delimiters = args[1].Elements()
	}
	by, ok := texts(delimiters)
	if !ok || args[0].Kind() != document.String || len(by) == 0 {
		return document.Value{}
	}
	rest := args[0].Text()
	for _, d := range by {
		// Cutting at one after another is cutting at all of them as long as none can be part of another.
		if d == "" || len(by) > 1 && len(d) > 1 {
			return document.Value{}
		}
		rest = strings.ReplaceAll(rest, d, by[0])
	}
	var parts []document.Value
	for part := range strings.SplitSeq(rest, by[0]) {
		parts = append(parts, document.StringValue(part))
	}
	return document.ArrayValue(parts...)
}

func startsWith(args []document.Value) document.Value {
	return onTexts(args, func(s []string) document.Value {
		if !ascii(s[0]) || !ascii(s[1]) {
			return document.Value{}
		}
		return document.BoolValue(strings.HasPrefix(strings.ToLower(s[0]), strings.ToLower(s[1])))
	})
}

func endsWith(args []document.Value) document.Value {
	return onTexts(args, func(s []string) document.Value {
		if !ascii(s[0]) || !ascii(s[1]) {
			return document.Value{}
		}
		return document.BoolValue(strings.HasSuffix(strings.ToLower(s[0]), strings.ToLower(s[1])))
	})
}

// join joins the elements of an array.
func join(args []document.Value) document.Value {
	total, parts := 0, make([]string, 0, args[0].Len())
	for _, e := range args[0].Elements() {
		s, ok := plain(e)
		total += len(s) + len(args[1].Text())
		if !ok || total > maxText {
			return document.Value{}
		}
		parts = append(parts, s)
	}
	if args[0].Kind() != document.Array || args[1].Kind() != document.String {
		return document.Value{}
	}
	return text(strings.Join(parts, args[1].Text()))
}

// padLeft fills a string up to a length, with spaces or one other character.
func padLeft(args []document.Value) document.Value {
	s, ok := plain(args[0])
	n, ok2 := integer(args[1])
	with := " "
	if len(args) == 3 {
		with = args[2].Text()
	}
	if !ok || !ok2 || args[0].Kind() == document.Boolean || !ascii(s) || !ascii(with) || len(with) != 1 || n < 0 || n > maxText {
		return document.Value{}
	}
	return text(strings.Repeat(with, max(int(n)-len(s), 0)) + s)
}

// plain returns what format and string make of a scalar; false for what they print as JSON.
func plain(v document.Value) (string, bool) {
	switch v.Kind() {
	case document.String:
		return v.Text(), true
	case document.Boolean:
		if v.Bool() {
			return "True", true
		}
		return "False", true
	case document.Number:
		_, ok := integer(v)
		return v.Text(), ok
	}
	return "", false
}

// toString writes arrays and objects as JSON without spaces. How numbers with a fraction and characters outside
// ASCII are written there is left to the server.
func toString(args []document.Value) document.Value {
	if s, ok := plain(args[0]); ok {
		return text(s)
	}
	if !nests(args[0]) || !isPlainJSON(args[0]) {
		return document.Value{}
	}
	return text(string(args[0].AppendJSON(nil)))
}

func isPlainJSON(v document.Value) bool {
	switch v.Kind() {
	case document.String:
		return isPlainText(v.Text())
	case document.Number:
		_, ok := integer(v)
		return ok
	}
	for _, m := range v.Members() {
		if !isPlainText(m.Key.Text()) || !isPlainJSON(m.Value) {
			return false
		}
	}
	return !slices.ContainsFunc(v.Elements(), func(e document.Value) bool { return !isPlainJSON(e) })
}

func isPlainText(s string) bool {
	return ascii(s) && strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f || strings.ContainsRune("<>&", r) }) < 0
}

func toBool(args []document.Value) document.Value {
	v := args[0]
	if n, ok := integer(v); ok && (n == 0 || n == 1) {
		return document.BoolValue(n == 1)
	}
	switch {
	case v.Kind() == document.Boolean:
		return v
	case v.Kind() == document.String && strings.EqualFold(v.Text(), "true"):
		return document.BoolValue(true)
	case v.Kind() == document.String && strings.EqualFold(v.Text(), "false"):
		return document.BoolValue(false)
	}
	return document.Value{}
}

// parseJSON is the function json. Text that only a lenient parser reads is left to the server.
func parseJSON(args []document.Value) document.Value {
	if args[0].Kind() != document.String {
		return document.Value{}
	}
	d, err := document.ParseJSON([]byte(args[0].Text()), document.DefaultLimits, nil)
	if err != nil {
		return document.Value{}
	}
	return d.Root
}

func base64Encode(args []document.Value) document.Value {
	return onTexts(args, func(s []string) document.Value {
		return text(base64.StdEncoding.EncodeToString([]byte(s[0])))
	})
}

func base64Decode(args []document.Value) document.Value {
	return onTexts(args, func(s []string) document.Value {
		b, err := base64.StdEncoding.Strict().DecodeString(s[0])
		if err != nil || !utf8.Valid(b) {
			return document.Value{}
		}
		return text(string(b))
	})
}
