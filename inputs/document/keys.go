package document

// manyKeys is the size of an object from which on a map finds duplicate keys faster than a loop.
const manyKeys = 24

// keySet finds the duplicate keys of one object whose members are fields[first:].
type keySet struct {
	first int
	seen  uint64 // one bit for every hash met: most new keys need no comparison
	index map[string]int
}

// add returns the index in fields of an earlier key with the same text, or -1. The caller then appends it.
func (s *keySet) add(fields []Member, key string) int {
	if len(fields)-s.first >= manyKeys {
		return s.addMany(fields, key)
	}
	bit := uint64(1) << (keyHash(key) % 64)
	if s.seen&bit == 0 {
		s.seen |= bit
		return -1
	}
	for i := s.first; i < len(fields); i++ {
		if fields[i].Key.Text() == key {
			return i
		}
	}
	return -1
}

func (s *keySet) addMany(fields []Member, key string) int {
	if s.index == nil {
		s.index = make(map[string]int, 4*manyKeys)
		for i := s.first; i < len(fields); i++ {
			s.index[fields[i].Key.Text()] = i
		}
	}
	if i, ok := s.index[key]; ok {
		return i
	}
	s.index[key] = len(fields)
	return -1
}

func keyHash(key string) uint {
	n := uint(len(key))
	if n == 0 {
		return 0
	}
	return n*7 + uint(key[0])*31 + uint(key[n/2])*13 + uint(key[n-1])*3
}
