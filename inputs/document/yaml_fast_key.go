package document

import "strings"

// maxFastKey is well below the length from which on the full parser sees no key.
const maxFastKey = 500

// firstByte and innerByte mark the bytes that plain scalars can start with and go on with, wherever they are:
// in a key, in a flow collection. Behind a space a # would start a comment, and before one a colon ends a key.
var firstByte, innerByte = func() (first, more [256]bool) {
	for c := range more {
		first[c] = 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '_' || c == '/' || c >= 0x80
		more[c] = first[c] || strings.IndexByte("-. @*()+=$;", byte(c)) >= 0
	}
	return first, more
}()

// nameEnd returns the offset behind the plain scalar at i, i itself if there is none or it is not simple.
func nameEnd(b []byte, i int) int {
	start := i
	if i == len(b) || !firstByte[b[i]] {
		return i
	}
	for i < len(b) && (innerByte[b[i]] || b[i] == ':' && i+1 < len(b) && firstByte[b[i+1]]) {
		i++
	}
	for b[i-1] == ' ' {
		i--
	}
	if i-start > maxFastKey {
		return start
	}
	return i
}

// quotedEnd returns the offset behind the text in quotes at i, i itself if it does not stand there as it is meant.
func quotedEnd(b []byte, i int) int {
	for end := i + 1; end < len(b) && end-i < maxFastKey && b[end] != '\\' && b[end] != '\n'; end++ {
		if b[end] == b[i] {
			return end + 1
		}
	}
	return i
}

// keyEnd returns the offset behind the key at i, where its colon is; 0 if there is no key.
func (p *yamlFast) keyEnd(i int) int {
	end := nameEnd(p.b, i)
	if i < len(p.b) && (p.b[i] == '"' || p.b[i] == '\'') {
		end = quotedEnd(p.b, i)
	}
	if end == i || end == len(p.b) || p.b[end] != ':' || end+1 < len(p.b) && p.b[end+1] != ' ' && p.b[end+1] != '\n' {
		return 0
	}
	return end
}

// key reads a key and its colon onto p.fields: a new key that is a string in every schema.
func (p *yamlFast) key(keys *keySet) bool {
	start, end := p.at, p.keyEnd(p.at)
	if end == 0 {
		return false
	}
	p.at = end + 1
	text, inQuotes := p.slice(start, end), p.b[start] == '"' || p.b[start] == '\''
	if inQuotes {
		text = text[1 : len(text)-1]
	} else if !isText(text) && (coreScalar(text).Kind() != String || kubernetesScalar(text).Kind() != String) {
		return false
	}
	if keys.add(p.fields, text, hashOf(text)) >= 0 {
		return false
	}
	p.fields = append(p.fields, Member{Key: StringValue(text)})
	return true
}
