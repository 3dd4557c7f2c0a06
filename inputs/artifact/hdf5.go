package artifact

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"sync"
)

// lambda is a layer of a Keras model that holds code.
type lambda struct {
	name, member string
	precision    string
}

// How well it is known that something is there.
const (
	exact     = "exact"
	heuristic = "heuristic"
)

// lambdaPattern is the description of a layer with code, in JSON that may stand anywhere in a file.
var lambdaPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`"class_name"\s*:\s*"(?:[^"\\]|\\.){0,40}"`)
})

// hdf5 looks for layers with code in a file of Keras, by the texts in it: that there is none is not proved.
func (x *inspection) hdf5(s *stream, at place) bool {
	x.found(at, "hdf5", s.size).searched = true
	const window, overlap = 1 << 20, 256
	buffer := make([]byte, 0, window+overlap)
	for {
		keep := min(overlap, len(buffer))
		copy(buffer, buffer[len(buffer)-keep:])
		n, err := io.ReadFull(s, buffer[keep:keep+window])
		buffer = buffer[:keep+n]
		x.lambdasIn(buffer, at)
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return true
		}
		if err != nil {
			x.broken(at, s.pos, err)
			return true
		}
	}
}

func (x *inspection) lambdasIn(b []byte, at place) {
	for _, found := range lambdaPattern().FindAll(b, -1) {
		name := unescape(found[bytes.IndexByte(found, ':')+1:])
		if bytes.Contains(name, []byte("ambda")) && !x.hasLambda(at.member) {
			x.lambdas = append(x.lambdas, lambda{member: at.member, precision: heuristic})
		}
	}
}

func (x *inspection) hasLambda(member string) bool {
	for _, l := range x.lambdas {
		if l.member == member {
			return true
		}
	}
	return false
}
