package document

import (
	"encoding/binary"
	"hash/maphash"
	"math/bits"
	"unsafe"
)

// manyKeys is the size of an object from which on a hash table finds duplicate keys faster than a loop.
const manyKeys = 24

// keySet finds the duplicate keys of one object whose members are fields[first:].
type keySet struct {
	first int
	seen  uint64  // one bit for every hash met: most new keys need no comparison
	table []slot  // the keys of an object that has many, on top of stack
	stack *[]slot // room for the tables of all objects that are open
}

// slot is a place in a hash table of keys: 32 bits of a key's hash and the number of its member from 1, or 0.
type slot struct{ hash, member uint32 }

// seed makes it impossible to choose keys that slow the table down.
var seed = maphash.MakeSeed()

// add returns the index in fields of an earlier key with the same text, or -1. The caller then appends it.
// hash is the key's hashOf.
func (s *keySet) add(fields []Member, key string, hash uint64) int {
	if len(fields)-s.first >= manyKeys {
		return s.addMany(fields, key)
	}
	bit := uint64(1) << (hash >> 58)
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
	if n := len(fields) - s.first; 2*n >= len(s.table) {
		s.grow(4 * n)
		for i := s.first; i < len(fields); i++ {
			s.put(fields, fields[i].Key.Text(), i)
		}
	}
	return s.put(fields, key, len(fields))
}

// grow empties the table and gives it room for n slots, or some more. The tables of nested objects are gone
// when their parent goes on, so the table is on top of the stack.
func (s *keySet) grow(n int) {
	base := len(*s.stack) - len(s.table)
	size := 1 << bits.Len(uint(n))
	*s.stack = append((*s.stack)[:base], make([]slot, size)...)
	s.table = (*s.stack)[base:]
}

// put enters a key as fields[at], unless it is there: then it returns its index, and otherwise -1.
func (s *keySet) put(fields []Member, key string, at int) int {
	hash := uint32(maphash.String(seed, key))
	mask := uint32(len(s.table) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		known := s.table[i]
		if known.member == 0 {
			s.table[i] = slot{hash, uint32(at-s.first) + 1}
			return -1
		}
		if j := s.first + int(known.member) - 1; known.hash == hash && fields[j].Key.Text() == key {
			return j
		}
	}
}

// done gives the room of the table back to the stack.
func (s *keySet) done() { *s.stack = (*s.stack)[:len(*s.stack)-len(s.table)] }

// hashOf mixes the length of a text with its beginning, middle and end: quick, and good enough where equal
// hashes cost no more than a comparison.
func hashOf(text string) uint64 {
	t, n := unsafe.Slice(unsafe.StringData(text), len(text)), len(text)
	var a, b uint64
	switch order := binary.LittleEndian; {
	case n > 16:
		a = order.Uint64(t) ^ bits.RotateLeft64(order.Uint64(t[n/2-4:]), 29)
		b = order.Uint64(t[n-8:])
	case n >= 8:
		a, b = order.Uint64(t), order.Uint64(t[n-8:])
	case n >= 4:
		a, b = uint64(order.Uint32(t)), uint64(order.Uint32(t[n-4:]))
	case n > 0:
		a = uint64(t[0]) | uint64(t[n/2])<<8 | uint64(t[n-1])<<16
	}
	high, low := bits.Mul64(a^0x9E3779B97F4A7C15, b^uint64(n)^0xD1B54A32D192ED03)
	return high ^ low
}
