package artifact

import (
	"bytes"
	"regexp"
	"sync"
)

// objectType is how a header says that an array, or a field of it, holds Python objects.
var objectType = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`['"][<>|=]?O[0-9]*['"]`)
})

// npy reads the header of an array. Objects in it are a pickle.
func (x *inspection) npy(s *stream, at place) bool {
	x.found(at, "npy", s.size)
	const magic = 6
	x.broken(at, 0, x.array(s, at, s.skip(magic)))
	return true
}

func (x *inspection) array(s *stream, at place, err error) error {
	if err != nil {
		return err
	}
	version, err := s.number(2)
	if err != nil {
		return err
	}
	width := 2
	if major := version & 0xff; major == 2 || major == 3 {
		width = 4
	} else if major != 1 {
		return wrong(unsupported, "there is no version %d of npy", major)
	}
	n, err := s.number(width)
	if err == nil && n > bufferSize {
		err = wrong(limitReached, "the header has %d bytes", n)
	}
	if err != nil {
		return err
	}
	header, err := s.take(int64(n)) //nolint:gosec // not more than bufferSize
	if err != nil {
		return err
	}
	header = bytes.TrimSpace(header)
	if !bytes.HasPrefix(header, []byte("{")) || !bytes.HasSuffix(header, []byte("}")) || !bytes.Contains(header, []byte("descr")) {
		return wrong(malformed, "the header is no dict")
	}
	if !objectType().Match(unescape(header)) {
		return nil
	}
	x.objects = append(x.objects, at.member)
	x.pickles++
	p := newPickle(x, s, at)
	p.run()
	return nil
}
