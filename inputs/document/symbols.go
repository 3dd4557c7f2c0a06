package document

// Symbol is the number of a string in a [Symbols] table; 0 means that it is not in the table.
type Symbol uint16

// Symbols numbers the strings that policies compare with, so that a decoded key can be matched by number
// instead of by bytes. A table is built once, is read-only afterwards, and is shared by every decoder and
// every program that exchanges values.
type Symbols struct{ byText map[string]Symbol }

// NewSymbols numbers texts from 1 in the order given; repeated texts get one number, texts beyond 65,535
// none.
func NewSymbols(texts ...string) *Symbols {
	s := &Symbols{byText: make(map[string]Symbol, len(texts))}
	for _, t := range texts {
		if _, ok := s.byText[t]; !ok && len(s.byText) < 1<<16-1 {
			s.byText[t] = Symbol(len(s.byText) + 1)
		}
	}
	return s
}

// Symbol returns the number of a string value that was decoded with a table, 0 for all others.
func (v Value) Symbol() Symbol { return v.sym }

// Of returns the number of text, 0 if it is not in the table. A nil table has no texts.
func (s *Symbols) Of(text string) Symbol {
	if s == nil {
		return 0
	}
	return s.byText[text]
}
