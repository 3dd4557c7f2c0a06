package document

import (
	"strings"
	"unsafe"
)

// slice returns a part of the file without a copy.
func (p *yamlFast) slice(from, to int) string {
	if from == to {
		return ""
	}
	return unsafe.String(&p.b[from], to-from)
}

// plain reads a plain scalar, up to the end of the line or a comment.
func (p *yamlFast) plain() (Value, bool) {
	b, start, i := p.b, p.at, p.at
	if strings.IndexByte("?:,[]{}#&*!|>'\"%@`", b[i]) >= 0 || p.dash() {
		return Value{}, false
	}
	for ; i < len(b) && b[i] != '\n'; i++ {
		if b[i] == ':' && (i+1 == len(b) || b[i+1] == ' ' || b[i+1] == '\n') {
			return Value{}, false
		}
		if b[i] == '#' && b[i-1] == ' ' {
			break
		}
	}
	for b[i-1] == ' ' {
		i--
	}
	p.at = i
	return p.resolve(start, i)
}

// unsettled marks a scalar that is not the same in every schema.
const unsettled Mark = 1 << 7

// resolve returns the value of a plain scalar.
func (p *yamlFast) resolve(start, end int) (Value, bool) {
	p.node++
	text := p.slice(start, end)
	if isText(text) {
		return StringValue(text).at(p.node), true
	}
	v, reason, _ := plainScalar(text, Core)
	other, otherReason, _ := plainScalar(text, Kubernetes)
	if reason != "" || otherReason != "" {
		return Value{}, false
	}
	if v.Kind() != other.Kind() || v.Text() != other.Text() || v.Bool() != other.Bool() {
		v, p.open = StringValue(text).With(unsettled), true
	}
	return v.at(p.node), true
}

// settle resolves by schema what v holds of unsettled scalars.
func settle(v *Value, schema Schema) {
	if v.Has(unsettled) {
		settled, _, _ := plainScalar(v.Text(), schema)
		*v = settled.at(v.Node())
	}
	for i := range v.Elements() {
		settle(&v.Elements()[i], schema)
	}
	for i := range v.Members() {
		settle(&v.Members()[i].Value, schema)
	}
}

// quoted reads a scalar in single or double quotes on one line.
func (p *yamlFast) quoted() (Value, bool) {
	p.node++
	b, quote, i := p.b, p.b[p.at], p.at+1
	start := i
	for i < len(b) && b[i] != quote && b[i] != '\n' && (b[i] != '\\' || quote == '\'') {
		i++
	}
	if i < len(b) && b[i] == quote && (quote == '"' || i+1 == len(b) || b[i+1] != quote) {
		p.at = i + 1
		return StringValue(p.slice(start, i)).at(p.node), true
	}
	p.unquoted = append(p.unquoted[:0], b[start:i]...)
	for ; i < len(b) && b[i] != '\n'; i++ {
		c := b[i]
		switch {
		case c == '\'' && quote == c && i+1 < len(b) && b[i+1] == c:
			i++
		case c == quote:
			p.at = i + 1
			return p.made(), true
		case c == '\\' && quote == '"':
			if i++; i == len(b) {
				return Value{}, false
			}
			if c = fastEscapes[b[i]]; c == 0 {
				return Value{}, false
			}
		}
		p.unquoted = append(p.unquoted, c)
	}
	return Value{}, false
}

// fastEscapes are the usual ones of those in double quotes.
var fastEscapes = [256]byte{'"': '"', '\\': '\\', 'n': '\n', 't': '\t'}

// made returns p.unquoted as a string.
func (p *yamlFast) made() Value {
	n := len(p.unquoted)
	return Value{headOf(String, p.node), int64(n), p.text.take(p.unquoted, min(n, len(p.b)-p.at))}
}
