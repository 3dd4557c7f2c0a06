package plan

// trie finds planned functions by path, for calls whose path is known only when they are made.
type trie struct {
	next map[string]*trie
	fn   *function
}

func (t *trie) insert(path []string, fn *function) {
	for _, step := range path {
		if t.next == nil {
			t.next = map[string]*trie{}
		}
		if t.next[step] == nil {
			t.next[step] = &trie{}
		}
		t = t.next[step]
	}
	t.fn = fn
}

// step follows one step; nil if there is none.
func (t *trie) step(key Value) *trie {
	if t == nil || key.kind != String {
		return nil
	}
	return t.next[key.text()]
}

// under lists the functions that a path may lead to, of which only the constants are known.
func (t *trie) under(path []operand) []*function {
	for _, step := range path {
		if step.local >= 0 || t == nil {
			break
		}
		t = t.step(step.constant)
	}
	return t.all(nil)
}

// all appends every function in t.
func (t *trie) all(found []*function) []*function {
	if t == nil {
		return found
	}
	if t.fn != nil {
		found = append(found, t.fn)
	}
	for _, next := range t.next {
		found = next.all(found)
	}
	return found
}
