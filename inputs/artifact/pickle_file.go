package artifact

import (
	"bytes"
	"strings"
)

// torchMagic is the first of the pickles that torch.save wrote before it wrote zip archives.
var torchMagic = []byte("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.")

// torchPickles is how many pickles there are in such a file; the bytes of tensors follow.
const torchPickles = 5

// looksLikePickle reports whether what starts like this may be a pickle: whether it makes sense as one, as far as
// it can be seen. A pickle in protocol 0 is text.
func looksLikePickle(start []byte, _ int64) bool {
	const glance = 512 // ends most texts
	switch {
	case !startsPickle(start):
		return false
	case start[0] == 0x80 && start[1] <= 5:
		return true
	}
	return len(start) > glance && makesSense(start[:glance]) && makesSense(start) || len(start) <= glance && makesSense(start)
}

func makesSense(start []byte) bool {
	p := newPickle(newInspection(), inMemory(start), place{depth: maxDepth})
	p.run()
	return p.called || p.ended || p.s.ended()
}

// pickle inspects a file of pickles, one behind the other.
func (x *inspection) pickle(s *stream, at place) bool {
	f := pickleFile{x: x, s: s, at: at, part: x.found(at, "pickle", s.size)}
	f.certain = hasPickleName(at.member) && len(s.peek(2)) == 2 && s.peek(2)[0] == 0x80 && s.peek(2)[1] <= 5
	f.legacy = bytes.HasPrefix(s.peek(len(torchMagic)), torchMagic)
	if f.legacy {
		f.part.format = "pytorch"
	}
	n := 0
	for n < torchPickles && f.legacy || !f.legacy && !s.ended() {
		if n++; !f.next(n) {
			break
		}
	}
	if f.legacy && n == torchPickles {
		newPickle(x, s, at).reread()
	}
	f.certain = f.certain || s.ended() && !f.unlike
	_, err := s.rest()
	x.broken(at, s.pos, err)
	return f.certain
}

// pickleFile is the reading of pickles that follow each other.
type pickleFile struct {
	x       *inspection
	s       *stream
	at      place
	part    *part
	legacy  bool // it was made by an old torch.save
	certain bool // there are pickles
	unlike  bool // there is something else
}

// next reads the nth pickle, and reports whether another may follow.
func (f *pickleFile) next(n int) bool {
	start := f.s.pos
	y := f.x.fork()
	p := newPickle(y, f.s, f.at)
	p.run()
	if p.joblib {
		f.part.format = "joblib"
	}
	const many = 64 // instructions, more than a text survives
	like := p.convincing() || p.steps >= many
	f.certain = f.certain || like
	if n == 1 || like || p.ended && f.s.ended() || y.err != nil {
		f.x.pickles++
		f.x.join(y)
	} else {
		f.x.problem(f.at, trailingData, start, "there is something behind the pickle that is none")
	}
	f.unlike = f.unlike || !like && !p.ended
	return p.ended
}

// hasPickleName reports whether what is at a place is a pickle if its name is right. A file of its own needs no
// name for that: only in containers there is other data that may look the same.
func hasPickleName(member string) bool {
	return member == "" || strings.HasSuffix(strings.ToLower(member), ".pkl") || strings.HasSuffix(strings.ToLower(member), ".pickle")
}
