package document

import (
	"strconv"

	"gopkg.in/yaml.v3"
)

// mapping converts a mapping: its own keys first, then those that its merge key brings and it lacks.
func (c *yamlConverter) mapping(n *yaml.Node) (Value, error) {
	node := c.node
	m := &yamlMembers{members: make([]Member, 0, len(n.Content)/2), keyNodes: make([]*yaml.Node, 0, len(n.Content)/2)}
	m.keys.stack = &m.slots
	merge, err := c.explicit(n, m)
	if err != nil {
		return Value{}, err
	}
	if merge >= 0 {
		m.own, m.mergeAt = len(m.members), n.Content[merge]
		if err := c.merge(n.Content[merge+1], m); err != nil {
			return Value{}, err
		}
	}
	return ObjectValue(m.members...).at(node), nil
}

// yamlMembers are the members of a mapping that is being converted.
type yamlMembers struct {
	members  []Member
	keyNodes []*yaml.Node // where the keys of members were written
	keys     keySet
	slots    []slot
	own      int        // how many members are the mapping's own, when it has a merge key
	mergeAt  *yaml.Node // the merge key
}

// explicit adds the members written in n itself. It returns the index of the merge key, -1 if there is none.
func (c *yamlConverter) explicit(n *yaml.Node, m *yamlMembers) (int, error) {
	merge := -1
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if isMergeKey(key) {
			if merge >= 0 {
				return 0, duplicateKey(key, n.Content[merge], "<<")
			}
			merge = i
			continue
		}
		text, err := c.key(key)
		if err != nil {
			return 0, err
		}
		if first := m.keys.add(m.members, text, hashOf(text)); first >= 0 {
			return 0, duplicateKey(key, m.keyNodes[first], text)
		}
		if err := c.member(m, key, text, n.Content[i+1]); err != nil {
			return 0, err
		}
	}
	return merge, nil
}

func (c *yamlConverter) member(m *yamlMembers, key *yaml.Node, text string, value *yaml.Node) error {
	if c.places != nil {
		c.places.key(key)
	}
	m.members = append(m.members, Member{Key: StringValue(text)})
	m.keyNodes = append(m.keyNodes, key)
	i := len(m.members) - 1
	v, err := c.value(value)
	m.members[i].Value = v
	return err
}

func duplicateKey(key, first *yaml.Node, text string) error {
	return refuse(key, "remove one of the two: readers disagree on which one counts",
		"the key %s is already there at line %d, column %d", quote(text), first.Line, first.Column)
}

func isMergeKey(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Style == 0 && n.Value == "<<"
}

// merge adds the members of source, the value of a merge key, that m lacks: a mapping, an alias to one, or
// a sequence of these in which earlier ones win.
func (c *yamlConverter) merge(source *yaml.Node, m *yamlMembers) error {
	if source.Kind != yaml.SequenceNode {
		return c.mergeOne(source, m)
	}
	if err := c.check(source); err != nil {
		return err
	}
	for _, one := range source.Content {
		if err := c.mergeOne(one, m); err != nil {
			return err
		}
	}
	return nil
}

func (c *yamlConverter) mergeOne(source *yaml.Node, m *yamlMembers) error {
	if source.Kind == yaml.AliasNode {
		if err := c.follow(source); err != nil {
			return err
		}
		defer c.unfollow()
		source = source.Alias
	}
	if source.Kind != yaml.MappingNode {
		return refuse(source, "", "the merge key << needs a mapping, or a sequence of mappings")
	}
	if c.depth++; c.depth > c.file.limits.Depth {
		return refuse(source, "", "%s", tooDeep(c.file.limits.Depth))
	}
	defer func() { c.depth-- }()
	return c.mergeMapping(source, m)
}

func (c *yamlConverter) mergeMapping(source *yaml.Node, m *yamlMembers) error {
	if err := c.check(source); err != nil {
		return err
	}
	nested, seen := -1, map[string]*yaml.Node{}
	for i := 0; i+1 < len(source.Content); i += 2 {
		key := source.Content[i]
		if isMergeKey(key) && nested < 0 {
			nested = i
			continue
		}
		text, err := c.key(key)
		if err != nil {
			return err
		}
		if first := seen[text]; first != nil {
			return duplicateKey(key, first, text)
		}
		seen[text] = key
		if first := m.keys.add(m.members, text, hashOf(text)); first >= 0 {
			if err := c.checkOverride(m, first, text); err != nil {
				return err
			}
			continue
		}
		if err := c.member(m, key, text, source.Content[i+1]); err != nil {
			return err
		}
	}
	if nested < 0 {
		return nil
	}
	return c.merge(source.Content[nested+1], m)
}

// checkOverride refuses, for Kubernetes, a merge key below an own key that it also brings: kubectl takes
// the merged value there, YAML says the own one wins.
func (c *yamlConverter) checkOverride(m *yamlMembers, first int, text string) error {
	own := m.keyNodes[first]
	before := own.Line < m.mergeAt.Line || own.Line == m.mergeAt.Line && own.Column < m.mergeAt.Column
	if c.schema == Kubernetes && first < m.own && before {
		return refuse(m.mergeAt, "write << above the keys that it must not replace",
			"readers disagree whether << replaces the key %s above it", quote(text))
	}
	return nil
}

// key returns the text of a key.
func (c *yamlConverter) key(n *yaml.Node) (string, error) {
	if n.Kind == yaml.AliasNode {
		if err := c.follow(n); err != nil {
			return "", err
		}
		defer c.unfollow()
		n = n.Alias
	}
	if n.Kind != yaml.ScalarNode {
		return "", refuse(n, "a template placeholder? Render the template first", "a key that is a mapping or a sequence")
	}
	if err := c.check(n); err != nil {
		return "", err
	}
	v, err := c.scalar(n)
	if err != nil {
		return "", err
	}
	switch {
	case v.Kind() == String:
		return v.Text(), nil
	case c.schema == Kubernetes && v.Kind() == Boolean:
		return strconv.FormatBool(v.Bool()), nil
	case c.schema == Kubernetes && v.Kind() == Number:
		return kubernetesNumberKey(n, v)
	}
	if v.Kind() == Null {
		return "", refuse(n, "write it in quotes", "a key that is null")
	}
	return "", refuse(n, "write it in quotes", "a key that is a %s", v.Kind())
}
