package document

import "unsafe"

// arena hands out slices cut from chunks, so that a document costs a few allocations and not one for each
// array and object. Chunks live as long as any value in them.
type arena[T any] struct {
	free  []T
	chunk []T // of which free is the rest
	taken int // sizes of all chunks since the last reset
}

// largestChunk bounds what the last chunk of a document can waste.
const largestChunk = 4096

// take returns a copy of items in the arena. What is expected is how many more may be taken.
func (a *arena[T]) take(items []T, expected int) unsafe.Pointer {
	n := len(items)
	if n == 0 {
		return nil
	}
	if n > len(a.free) {
		a.chunk = make([]T, max(n, min(n+expected, largestChunk)))
		a.free = a.chunk
		a.taken += len(a.chunk)
	}
	copy(a.free, items)
	p := unsafe.Pointer(unsafe.SliceData(a.free))
	a.free = a.free[n:]
	return p
}

// reset makes all that was taken free again, in one chunk that has room for it unless that is too much to keep.
func (a *arena[T]) reset() {
	switch {
	case tooLarge[T](a.taken):
		a.chunk = nil
	case a.taken > len(a.chunk):
		a.chunk = make([]T, a.taken)
	}
	a.free, a.taken = a.chunk, len(a.chunk)
}

// largestReused bounds the memory, in bytes of one kind, that is kept for the next document.
const largestReused = 1 << 20

// reused returns the room of s, empty, unless it is too much to keep.
func reused[T any](s []T) []T {
	if tooLarge[T](cap(s)) {
		return nil
	}
	return s[:0]
}

func tooLarge[T any](n int) bool {
	var t T
	return uintptr(n)*unsafe.Sizeof(t) > largestReused
}
