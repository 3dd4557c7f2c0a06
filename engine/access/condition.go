package access

import (
	"fmt"
	"maps"
	"strings"
	"time"
)

// Condition is an Azure role assignment condition: further requirements under which a permission is granted,
// or under which a deny assignment denies. The zero *Condition is none, and always holds.
type Condition struct {
	text string
	root node
}

// String returns the condition as it was written.
func (c *Condition) String() string { return c.text }

// ConditionError is why a text is not a condition.
type ConditionError struct {
	Column int // counted from 1 in code points, as if the text were one line
	Reason string
}

// Error returns the reason with its place.
func (e *ConditionError) Error() string {
	return fmt.Sprintf("column %d of the condition: %s", e.Column, e.Reason)
}

// Limits of a condition. Azure takes 8 KB.
const (
	maxConditionBytes = 64 << 10
	maxConditionDepth = 64
)

// ParseCondition reads a condition of the given version; "" is 2.0, and 1.0 is read the same way. Operators
// and the logical words compare without case, as the conditions of built-in roles need it. Three or more
// operands need parentheses unless all the operators between them are the same. An error is a
// *[ConditionError].
//
// The language is documented at https://learn.microsoft.com/azure/role-based-access-control/conditions-format.
func ParseCondition(text, version string) (*Condition, error) {
	if version != "" && version != "2.0" && version != "1.0" {
		return nil, &ConditionError{1, fmt.Sprintf("the version is %q, want 2.0", version)}
	}
	if len(text) > maxConditionBytes {
		return nil, &ConditionError{1, fmt.Sprintf("the condition is longer than %d bytes", maxConditionBytes)}
	}
	p := parser{text: text}
	if err := p.advance(); err != nil {
		return nil, err
	}
	root, err := p.expression(0)
	if err != nil {
		return nil, err
	}
	if p.token.kind != endToken {
		return nil, p.unexpected("AND, OR or the end")
	}
	return &Condition{text: text, root: root}, nil
}

// Circumstances are what conditions ask for about one attempt to do something.
type Circumstances struct {
	// SubOperation is what is done within the action, such as Blob.List; "" if that is not known.
	SubOperation string
	// Attributes hold the values of what is known, by the names that [AttributeName] returns. An attribute that
	// is present without a value is known not to exist; one that is not present is unknown.
	Attributes map[string][]string
}

// AttributeName returns the name that [Circumstances] has for an attribute as conditions write it, such as
// @Request[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project<$key_case_sensitive$>].
// Names compare without case, except for keys that end in <$key_case_sensitive$>. It gives false for what is
// not written like that.
func AttributeName(written string) (string, bool) {
	p := parser{text: written}
	if p.advance() != nil || p.token.kind != attributeToken {
		return "", false
	}
	name := p.token.text
	if p.advance() != nil || p.token.kind != endToken {
		return "", false
	}
	return name, true
}

// keyMark stands behind a key of a tag whose case matters.
const keyMark = "<$key_case_sensitive$>"

// attributeName joins a source and the text between the brackets.
func attributeName(source, text string) string {
	text = strings.Join(strings.Fields(text), "")
	lower := strings.ToLower(text)
	if head, ok := strings.CutSuffix(lower, keyMark); ok {
		key := strings.LastIndex(head, ":") + 1
		lower = lower[:key] + text[key:len(head)] + keyMark
	}
	return strings.ToLower(source) + "[" + lower + "]"
}

// evaluation is one action under some circumstances.
type evaluation struct {
	Circumstances
	action string // in lower case
}

// Evaluate answers whether c holds for an action. An attribute that is not known, has values of the wrong
// type or several where one is wanted makes a comparison unknown, never true: neither what it compares nor
// its negation holds then.
func (c *Condition) Evaluate(action string, at Circumstances) Answer {
	if c == nil {
		return always(Yes)
	}
	return c.root.evaluate(&evaluation{at, strings.ToLower(action)})
}

// UTCNow is the attribute that conditions know the time by.
const UTCNow = "environment[utcnow]"

// at returns the circumstances with the time, unless they have another one.
func (c Circumstances) at(now time.Time) Circumstances {
	if _, ok := c.Attributes[UTCNow]; ok || now.IsZero() {
		return c
	}
	all := make(map[string][]string, len(c.Attributes)+1)
	maps.Copy(all, c.Attributes)
	all[UTCNow] = []string{now.UTC().Format(time.RFC3339Nano)}
	c.Attributes = all
	return c
}
