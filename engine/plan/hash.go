package plan

import (
	"hash/maphash"
	"math"
	"strconv"
)

var hashSeed = maphash.MakeSeed()

// hash agrees with equal: 1 and 1.0 have one hash, and so have an object that was read and its copy.
func hash(v Value) uint64 {
	switch v.kind {
	case Boolean:
		return mix(2, uint64(v.n))
	case Number:
		return mix(3, math.Float64bits(float(v)))
	case String:
		return maphash.String(hashSeed, v.text())
	case Array:
		h := uint64(5)
		for i := range v.Len() {
			h = mix(h, hash(v.elem(i)))
		}
		return h
	case Object:
		h := uint64(6)
		for i := range v.Len() {
			k, val := v.member(i)
			h += mix(hash(k), hash(val))
		}
		return h
	case Set:
		h := uint64(7)
		for _, k := range v.set().keys {
			h += mix(7, hash(k))
		}
		return h
	}
	return uint64(v.kind)
}

// float is the float64 nearest to the number v; numbers that are equal have one.
func float(v Value) float64 {
	if n, ok := v.int64(); ok {
		return float64(n)
	}
	f, err := strconv.ParseFloat(v.text(), 64)
	if err != nil && !math.IsInf(f, 0) {
		return 0
	}
	return f + 0 // -0 is 0
}

func mix(a, b uint64) uint64 {
	a = (a ^ b) * 0x9e3779b97f4a7c15
	return a ^ a>>29
}
