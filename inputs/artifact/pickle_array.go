package artifact

import (
	"math"
	"regexp"
	"strconv"
	"sync"
)

// arrayWrapper is the class that joblib puts before the bytes of an array. They follow the BUILD that completes
// it, between the instructions.
const arrayWrapper = "joblib.numpy_pickle.NumpyArrayWrapper"

// array leaves out the bytes of an array that a wrapper with this state stands before.
func (p *pickle) array(state value) {
	p.joblib = true
	p.reread()
	dtype, _ := state.get("dtype")
	size, object, ok := itemSize(dtype)
	shape, found := state.get("shape")
	if !ok || !found {
		p.failed = wrong(malformed, "nobody can tell how large an array is")
		return
	}
	if object {
		p.x.objects = append(p.x.objects, p.place.member)
		p.objects()
		return
	}
	count, ok := elements(shape)
	if !ok || size > 0 && count > math.MaxInt64/size {
		p.failed = wrong(malformed, "the shape of an array is none")
		return
	}
	if alignment, _ := state.get("numpy_array_alignment_bytes"); alignment.kind == intValue {
		padding, err := p.s.one()
		if err == nil {
			err = p.s.skip(int64(padding))
		}
		if err != nil {
			p.failed = cutOff(err)
			return
		}
	}
	p.failed = p.s.skip(count * size)
}

// objects reads the pickle that an array of objects is, in the middle of another.
func (p *pickle) objects() {
	q := newPickle(p.x, p.s, p.place.deeper())
	if q.place.depth > maxDepth {
		p.failed = wrong(limitReached, "arrays of objects are nested deeper than %d", maxDepth)
		return
	}
	p.x.pickles++
	q.run()
	p.called = p.called || q.called
	p.failed = q.failed
}

// elements returns how many elements an array of a shape has.
func elements(shape value) (int64, bool) {
	if shape.kind != tupleValue || shape.box == nil {
		return 0, false
	}
	count := int64(1)
	for _, n := range shape.items {
		if n.kind != intValue || n.long || n.number < 0 || n.number > 0 && count > math.MaxInt64/n.number {
			return 0, false
		}
		count *= n.number
	}
	return count, true
}

var dtypePattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[<>|=]?([?bBiufcmMSUVO])([0-9]*)$`)
})

// itemSize returns how many bytes an element of an array takes, by the call that makes its dtype and the state
// which that is given.
func itemSize(dtype value) (size int64, object, ok bool) {
	if dtype.kind != madeValue || dtype.text != "numpy.dtype" || len(dtype.items) == 0 {
		return 0, false, false
	}
	m := dtypePattern().FindStringSubmatch(dtype.items[0].text)
	if m == nil {
		return 0, false, false
	}
	size = 1
	if m[2] != "" {
		n, err := strconv.ParseInt(m[2], 10, 32)
		if err != nil {
			return 0, false, false
		}
		size = n
	}
	if m[1] == "U" {
		size *= 4
	}
	return size, m[1] == "O" || holdsObjects(dtype.state), true
}

// holdsObjects reports whether the state of a dtype of several fields says that one of them is an object.
func holdsObjects(state value) bool {
	const flags = 7 // where in the state they are
	return state.kind == tupleValue && state.box != nil && len(state.items) > flags && state.items[flags].number&1 != 0
}
