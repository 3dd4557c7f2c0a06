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
