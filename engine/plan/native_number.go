package plan

import (
	"math"
	"math/bits"
)

// integers is a function of two integers; it gives up when its result is none.
func integers(of func(a, b int64) (int64, bool)) native {
	return func(_ *Machine, args []Value) (Value, bool) {
		if args[0].kind != Number || args[1].kind != Number {
			return Value{}, false
		}
		a, ok := args[0].int64()
		b, also := args[1].int64()
		if !ok || !also {
			return Value{}, false
		}
		n, ok := of(a, b)
		return integer(n), ok
	}
}

// ofInteger is a function of an integer; it gives up when its result is none.
func ofInteger(of func(n int64) (int64, bool)) native {
	return func(_ *Machine, args []Value) (Value, bool) {
		if args[0].kind != Number {
			return Value{}, false
		}
		n, ok := args[0].int64()
		if !ok {
			return Value{}, false
		}
		n, ok = of(n)
		return integer(n), ok
	}
}

func itself(n int64) (int64, bool)      { return n, true }
func magnitudeOf(n int64) (int64, bool) { return int64(magnitude(n)), n > math.MinInt64 }

func plus(a, b int64) (int64, bool) {
	n := a + b
	return n, (n > a) == (b > 0)
}

func subtract(a, b int64) (int64, bool) {
	n := a - b
	return n, (n < a) == (b > 0)
}

func mul(a, b int64) (int64, bool) {
	high, low := bits.Mul64(magnitude(a), magnitude(b))
	if high != 0 || low >= 1<<63 {
		return 0, false
	}
	return a * b, true
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// div is exact or not at all. Dividing 0 may give -0.
func div(a, b int64) (int64, bool) {
	if a == 0 || b == 0 || b == -1 || a%b != 0 {
		return 0, false
	}
	return a / b, true
}

func rem(a, b int64) (int64, bool) {
	if a < 0 || b <= 0 {
		return 0, false
	}
	return a % b, true
}

// minus is a difference of numbers, or of sets.
func minus(m *Machine, args []Value) (Value, bool) {
	if args[0].kind != Set || args[1].kind != Set {
		return integers(subtract)(m, args)
	}
	without, out := args[1].set(), m.pool.set()
	m.charge(args[0].Len())
	for _, k := range args[0].set().keys {
		if without.find(k) < 0 {
			out.insert(k)
		}
	}
	return setOf(out), true
}

func toNumber(_ *Machine, args []Value) (Value, bool) {
	v := args[0]
	switch v.kind {
	case Null:
		return integer(0), true
	case Boolean:
		return integer(v.n), true
	case Number:
		return v, true
	case String:
		n, ok := parseInt(v.text())
		return integer(n), ok
	}
	return Value{}, false
}

func sum(m *Machine, args []Value) (Value, bool) {
	total := int64(0)
	items, ok := m.items(args[0])
	for i := 0; ok && i < items.Len(); i++ {
		v := items.item(i)
		if v.kind != Number {
			return Value{}, false
		}
		n, isInt := v.int64()
		if total, ok = plus(total, n); !isInt {
			return Value{}, false
		}
	}
	return integer(total), ok
}
