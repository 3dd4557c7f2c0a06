package document

import "math/bits"

// Symbol is the number of a string in a [Symbols] table; 0 means that it is not in the table.
type Symbol uint16

// Symbols numbers the strings that policies compare with, so that a decoded key can be matched by number
// instead of by bytes. A table is built once, is read-only afterwards, and is shared by every decoder and
// every program that exchanges values.
type Symbols struct{ table []named }

// named is a place in the hash table of symbols; symbol 0 marks an empty one.
type named struct {
	hash   uint32
	symbol Symbol
	text   string
}

// NewSymbols numbers texts from 1 in the order given; repeated texts get one number, texts beyond 65,535
// none.
func NewSymbols(texts ...string) *Symbols {
	s := &Symbols{table: make([]named, 1<<bits.Len(uint(4*min(len(texts), 1<<16))))}
	n := 0
	for _, t := range texts {
		if at := s.at(t, hashOf(t)); at.symbol == 0 && n < 1<<16-1 {
			n++
			*at = named{uint32(hashOf(t)), Symbol(n), t}
		}
	}
	return s
}

// at returns the place where text is, or else would be.
func (s *Symbols) at(text string, hash uint64) *named {
	mask := len(s.table) - 1
	for i := int(hash>>32) & mask; ; i = (i + 1) & mask {
		known := &s.table[i]
		if known.symbol == 0 || known.hash == uint32(hash) && known.text == text {
			return known
		}
	}
}

// Symbol returns the number of a string value that was decoded with a table, 0 for all others.
func (v Value) Symbol() Symbol { return Symbol(v.head >> symbolShift) }

// Of returns the number of text, 0 if it is not in the table. A nil table has no texts.
func (s *Symbols) Of(text string) Symbol {
	if s == nil {
		return 0
	}
	return s.at(text, hashOf(text)).symbol
}
