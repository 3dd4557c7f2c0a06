package document

import "unsafe"

// arena hands out slices cut from chunks, so that a document costs a few allocations and not one for each
// array and object. Chunks live as long as any value in them.
type arena[T any] struct {
	free []T
	next int // size of the next chunk
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
		a.next = max(a.next, 8)
		a.free = make([]T, max(n, a.next))
		a.next = min(2*a.next, largestChunk)
	}
	copy(a.free, items)
	p := unsafe.Pointer(unsafe.SliceData(a.free))
	a.free = a.free[n:]
	return p
}
