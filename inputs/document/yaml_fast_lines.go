package document

import "bytes"

// lines reads a literal or a folded block scalar with at least one line, and moves to the next line with
// contents. Of folded ones it reads those that are one paragraph.
func (p *yamlFast) lines(parent int) (Value, bool) {
	p.node++
	b, i, folded := p.b, p.at+1, p.b[p.at] == '>'
	strip := i < len(b) && b[i] == '-'
	if strip {
		i++
	}
	if i >= len(b) || b[i] != '\n' || b[len(b)-1] != '\n' {
		return Value{}, false
	}
	p.unquoted = p.unquoted[:0]
	for i++; i < len(b) && b[i] == '\n'; i++ {
		p.unquoted = append(p.unquoted, '\n')
	}
	indent := spacesFrom(b, i)
	if indent <= parent || b[i+indent] == '\n' {
		return Value{}, false
	}
	p.at = p.cutLines(i, indent)
	p.line()
	p.unquoted = bytes.TrimRight(p.unquoted, "\n")
	if folded && !fold(p.unquoted) {
		return Value{}, false
	}
	if !strip {
		p.unquoted = append(p.unquoted, '\n')
	}
	return p.made(), true
}

// cutLines appends the lines from i on that are indented to p.unquoted, and returns the offset of the next.
func (p *yamlFast) cutLines(i, indent int) int {
	for i < len(p.b) {
		n, end := spacesFrom(p.b, i), nextLine(p.b, i)
		if n < indent && p.b[i+n] != '\n' {
			break
		}
		p.unquoted = append(p.unquoted, p.b[min(i+indent, end-1):end]...)
		i = end
	}
	return i
}

// fold joins lines with spaces; false if one is empty or starts with a space.
func fold(text []byte) bool {
	if text[0] == '\n' {
		return false
	}
	for i, c := range text {
		if c != '\n' {
			continue
		}
		if text[i+1] == '\n' || text[i+1] == ' ' {
			return false
		}
		text[i] = ' '
	}
	return true
}

// spacesFrom returns how many spaces there are at i.
func spacesFrom(b []byte, i int) int {
	n := 0
	for i+n < len(b) && b[i+n] == ' ' {
		n++
	}
	return n
}
