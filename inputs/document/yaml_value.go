package document

import (
	"bytes"
	"fmt"
	"slices"

	"gopkg.in/yaml.v3"
)

// yamlConverter turns the syntax tree of one YAML document into values.
type yamlConverter struct {
	file    *yamlFile
	root    *yaml.Node
	schema  Schema
	node    Node
	depth   int
	aliases int                 // nodes produced by following aliases
	follows []*yaml.Node        // the anchored nodes whose aliases are being followed
	anchors map[*yaml.Node]bool // the anchored nodes of the document, collected on demand
	bangs   bool                // the text may hold a lone !
	places  *yamlPlaces         // set when spans are wanted
}

func (f *yamlFile) converter(root *yaml.Node) *yamlConverter {
	return &yamlConverter{file: f, root: root, schema: f.choose(header(root)), bangs: f.bangs}
}

func refuse(n *yaml.Node, hint, format string, args ...any) *SyntaxError {
	return &SyntaxError{Position{n.Line, n.Column}, fmt.Sprintf(format, args...), hint}
}

// value converts n and everything below it. It returns error, not *SyntaxError, as its callers do.
func (c *yamlConverter) value(n *yaml.Node) (Value, error) {
	if n.Kind == yaml.AliasNode {
		return c.alias(n)
	}
	v, err := c.convert(n)
	if c.places != nil {
		c.places.end(n, v)
	}
	return v, err
}

func (c *yamlConverter) convert(n *yaml.Node) (Value, error) {
	c.node++
	if c.places != nil {
		c.places.start(n)
	}
	if err := c.check(n); err != nil {
		return Value{}, err
	}
	if n.Kind == yaml.ScalarNode {
		v, err := c.scalar(n)
		return v.at(c.node), err
	}
	if c.depth++; c.depth > c.file.limits.Depth {
		return Value{}, refuse(n, "", "%s", tooDeep(c.file.limits.Depth))
	}
	defer func() { c.depth-- }()
	if n.Kind == yaml.SequenceNode {
		return c.sequence(n)
	}
	return c.mapping(n)
}

// check refuses what makes n cost too much or mean something else than it seems to.
func (c *yamlConverter) check(n *yaml.Node) error {
	if len(c.follows) > 0 {
		if c.aliases++; c.aliases > c.file.limits.Aliases {
			return refuse(n, "write the values out", "aliases expand to more than %d values", c.file.limits.Aliases)
		}
	}
	if c.bangs && n.Style&yaml.TaggedStyle == 0 && c.file.tagged(n) {
		return refuse(n, "quote the text instead", "the tag ! without a name")
	}
	if n.Style&yaml.TaggedStyle != 0 && !knownTags[n.Kind][n.Tag] {
		return refuse(n, tagHint(n.Tag), "the tag %s is not known here", quote(n.Tag))
	}
	return nil
}

var knownTags = map[yaml.Kind]map[string]bool{
	yaml.ScalarNode:   {"!!str": true, "!!int": true, "!!float": true, "!!bool": true, "!!null": true},
	yaml.SequenceNode: {"!!seq": true},
	yaml.MappingNode:  {"!!map": true},
}

func tagHint(tag string) string {
	if tag == "!!timestamp" || tag == "!!binary" {
		return "remove the tag: the value is read as a string"
	}
	return "only !!str, !!int, !!float, !!bool, !!null, !!seq and !!map are read; render templates first"
}

func (c *yamlConverter) sequence(n *yaml.Node) (Value, error) {
	node := c.node
	elements := make([]Value, len(n.Content))
	for i, e := range n.Content {
		var err error
		if elements[i], err = c.value(e); err != nil {
			return Value{}, err
		}
	}
	return ArrayValue(elements...).at(node), nil
}

// alias converts what n refers to, once more.
func (c *yamlConverter) alias(n *yaml.Node) (Value, error) {
	if err := c.follow(n); err != nil {
		return Value{}, err
	}
	defer c.unfollow()
	if c.places != nil {
		defer c.places.at(n, c.node+1)
	}
	return c.value(n.Alias)
}

// follow enters the anchored node that alias n refers to.
func (c *yamlConverter) follow(n *yaml.Node) error {
	if c.anchors == nil {
		c.anchors = map[*yaml.Node]bool{}
		c.collectAnchors(c.root)
	}
	if !c.anchors[n.Alias] {
		return refuse(n, "anchors end with their document", "the anchor %s belongs to another document", quote(n.Value))
	}
	if slices.Contains(c.follows, n.Alias) {
		return refuse(n, "", "the anchor %s contains itself", quote(n.Value))
	}
	if c.depth+len(c.follows) > c.file.limits.Depth {
		return refuse(n, "", "%s", tooDeep(c.file.limits.Depth))
	}
	c.follows = append(c.follows, n.Alias)
	return nil
}

func (c *yamlConverter) unfollow() { c.follows = c.follows[:len(c.follows)-1] }

func (c *yamlConverter) collectAnchors(n *yaml.Node) {
	if n.Anchor != "" {
		c.anchors[n] = true
	}
	for _, child := range n.Content {
		c.collectAnchors(child)
	}
}

// hasLoneBang reports whether b may hold the tag ! without a name, which the parser drops.
func hasLoneBang(b []byte) bool {
	if bytes.IndexByte(b, '!') < 0 {
		return false
	}
	for _, s := range []string{"! ", "!\n", "!\r", "!\t"} {
		if bytes.Contains(b, []byte(s)) {
			return true
		}
	}
	return bytes.HasSuffix(b, []byte("!"))
}
