package document

import "unsafe"

// arena hands out slices cut from chunks, so that a document costs a few allocations and not one for each
// array and object. Chunks live as long as any value in them.
type arena[T any] struct {
	free  []T
	next  int // size of the next chunk
	chunk []T // of which free is the rest
	taken int // sizes of all chunks since the last reset
}

// largestChunk bounds what the last chunk of a document can waste.
const largestChunk = 4096

// take returns a copy of items in the arena.
func (a *arena[T]) take(items []T) unsafe.Pointer {
	n := len(items)
	if n == 0 {
		return nil
	}
	if n > len(a.free) {
		a.grow(n)
	}
	copy(a.free, items)
	p := unsafe.Pointer(unsafe.SliceData(a.free))
	a.free = a.free[n:]
	return p
}

func (a *arena[T]) grow(n int) {
	a.next = max(a.next, 8)
	a.chunk = make([]T, max(n, a.next))
	a.free = a.chunk
	a.taken += len(a.chunk)
	a.next = min(2*a.next, largestChunk)
}

// reset makes all that was taken free again. If it did not fit into one chunk, the next one will be larger.
func (a *arena[T]) reset() {
	if a.taken > len(a.chunk) {
		a.next, a.chunk = a.taken, nil
	}
	a.chunk = reused(a.chunk)
	a.free = a.chunk[:cap(a.chunk)]
	a.chunk = a.free
	a.taken = len(a.chunk)
}

// reused returns the room of s, empty, unless it is too much to keep.
func reused[T any](s []T) []T {
	var t T
	if uintptr(cap(s))*unsafe.Sizeof(t) > largestReused {
		return nil
	}
	return s[:0]
}
