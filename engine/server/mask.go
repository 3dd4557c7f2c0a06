package server

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// masks are what a policy keeps out of the decision log.
type masks struct {
	erase, mask []pointer
	key         [32]byte
}

// pointer is a JSON pointer into an event, and its steps.
type pointer struct {
	text  string
	steps []string
}

// newMasks reads {"erase": […], "mask": […]}, which may be absent, and refuses what it does not understand: a mask with
// a spelling mistake hides nothing.
func newMasks(facts document.Value) (*masks, error) {
	m := &masks{}
	if _, err := rand.Read(m.key[:]); err != nil {
		return nil, err
	}
	if facts.Defined() && facts.Kind() != document.Object {
		return nil, fmt.Errorf("data.facts.access.log is %s, want an object", facts.Kind())
	}
	for _, member := range facts.Members() {
		var into *[]pointer
		switch key := member.Key.Text(); key {
		case "erase":
			into = &m.erase
		case "mask":
			into = &m.mask
		default:
			return nil, fmt.Errorf("data.facts.access.log has no member %q: want erase or mask", key)
		}
		if member.Value.Kind() != document.Array {
			return nil, fmt.Errorf("data.facts.access.log.%s is %s, want an array of JSON pointers", member.Key.Text(), member.Value.Kind())
		}
		for _, element := range member.Value.Elements() {
			p, err := parsePointer(element)
			if err != nil {
				return nil, fmt.Errorf("data.facts.access.log.%s: %w", member.Key.Text(), err)
			}
			*into = append(*into, p)
		}
	}
	return m, nil
}

// parsePointer reads a pointer below /input or /result.
func parsePointer(v document.Value) (pointer, error) {
	text := v.Text()
	steps := strings.Split(text, "/")
	if len(steps) < 3 || steps[0] != "" || steps[1] != "input" && steps[1] != "result" {
		return pointer{}, fmt.Errorf("%q is no JSON pointer below /input or /result", text)
	}
	unescape := strings.NewReplacer("~1", "/", "~0", "~")
	for i := range steps {
		steps[i] = unescape.Replace(steps[i])
	}
	return pointer{text, steps[1:]}, nil
}

// shown is what the log shows of an event, and the pointers of what it does not.
type shown struct {
	input          document.Value
	result         []byte
	erased, masked []string
}

// hide returns what may be shown of the input and the result of a decision. Values that are hidden in the input are
// hidden in the result as well: reasons repeat them.
func (m *masks) hide(input document.Value, result []byte) shown {
	s := shown{input: input, result: result}
	if len(m.erase)+len(m.mask) == 0 {
		return s
	}
	var secrets []string
	keep := func(v document.Value) {
		for _, leaf := range v.All() {
			if text := leaf.Text(); text != "" {
				secrets = append(secrets, text)
			}
		}
	}
	parsed := parsedResult(result)
	out := map[string]*document.Value{"input": &s.input, "result": &parsed}
	for _, group := range []struct {
		pointers []pointer
		by       func(document.Value) document.Value
		found    *[]string
	}{{m.erase, func(document.Value) document.Value { return document.Value{} }, &s.erased}, {m.mask, m.digest, &s.masked}} {
		for _, p := range group.pointers {
			at := out[p.steps[0]]
			v, found := replace(*at, p.steps[1:], func(v document.Value) document.Value { keep(v); return group.by(v) })
			if found {
				*at, *group.found = v, append(*group.found, p.text)
			}
		}
	}
	if len(secrets) > 0 {
		parsed = m.without(parsed, secrets)
	}
	if len(result) > 0 {
		s.result = parsed.AppendJSON(nil)
	}
	return s
}

func parsedResult(result []byte) document.Value {
	doc, err := document.ParseJSON(result, document.Limits{Bytes: int64(len(result)) + 1, Depth: 1 << 10}, nil)
	if err != nil {
		return document.NullValue()
	}
	return doc.Root
}

// without returns v with a digest in the place of every text that repeats one of the secrets.
func (m *masks) without(v document.Value, secrets []string) document.Value {
	switch v.Kind() {
	case document.Object:
		members := append([]document.Member(nil), v.Members()...)
		for i := range members {
			members[i].Value = m.without(members[i].Value, secrets)
		}
		return document.ObjectValue(members...)
	case document.Array:
		elements := append([]document.Value(nil), v.Elements()...)
		for i := range elements {
			elements[i] = m.without(elements[i], secrets)
		}
		return document.ArrayValue(elements...)
	default:
		if slices.ContainsFunc(secrets, func(secret string) bool { return repeats(v.Text(), secret) }) {
			return m.digest(v)
		}
		return v
	}
}

// repeats reports whether a text gives a secret away. A secret of a few letters is a part of many words.
func repeats(text, secret string) bool {
	const short = 4
	return text == secret || len(secret) >= short && strings.Contains(text, secret)
}

// digest stands for a value whose text must not be known. Equal values have equal digests.
func (m *masks) digest(v document.Value) document.Value {
	mac := hmac.New(sha256.New, m.key[:])
	mac.Write(v.AppendJSON(nil))
	return document.StringValue("hmac-sha256:" + hex.EncodeToString(mac.Sum(nil)))
}

// replace returns v with what stands at a path replaced; members replaced by nothing are gone, and elements null.
func replace(v document.Value, steps []string, by func(document.Value) document.Value) (document.Value, bool) {
	if len(steps) == 0 {
		return by(v), v.Defined()
	}
	switch v.Kind() {
	case document.Object:
		members := append([]document.Member(nil), v.Members()...)
		for i := range members {
			if members[i].Key.Text() == steps[0] {
				value, found := replace(members[i].Value, steps[1:], by)
				if !found {
					return v, false
				}
				members[i].Value = value
				return document.ObjectValue(members...), true
			}
		}
	case document.Array:
		elements := append([]document.Value(nil), v.Elements()...)
		for i := range elements {
			if strconv.Itoa(i) == steps[0] {
				value, found := replace(elements[i], steps[1:], by)
				if !found {
					return v, false
				}
				elements[i] = value
				return document.ArrayValue(elements...), true
			}
		}
	}
	return v, false
}
