package arm

import (
	"math"
	"math/bits"
	"strconv"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// integer returns the value of a number without fraction; templates have no other arithmetic.
func integer(v document.Value) (int64, bool) {
	if v.Kind() != document.Number {
		return 0, false
	}
	n, err := strconv.ParseInt(v.Text(), 10, 64)
	return n, err == nil
}

func number(n int64) document.Value { return document.NumberValue(strconv.FormatInt(n, 10)) }

// integers returns args, or the elements of the array that is the only one, as numbers.
func integers(args []document.Value) ([]int64, bool) {
	if len(args) == 1 && args[0].Kind() == document.Array {
		args = args[0].Elements()
	}
	all := make([]int64, len(args))
	for i, a := range args {
		n, ok := integer(a)
		if !ok {
			return nil, false
		}
		all[i] = n
	}
	return all, len(all) > 0
}

// arithmetic returns the function of two numbers that is f; undefined where f says that it has no result.
func arithmetic(f func(a, b int64) (int64, bool)) func([]document.Value) document.Value {
	return func(args []document.Value) document.Value {
		n, ok := integers(args)
		if !ok || len(n) != 2 {
			return document.Value{}
		}
		result, ok := f(n[0], n[1])
		if !ok {
			return document.Value{}
		}
		return number(result)
	}
}

func add(a, b int64) (int64, bool) {
	sum := a + b
	return sum, (sum > a) == (b > 0)
}

func sub(a, b int64) (int64, bool) {
	difference := a - b
	return difference, (difference < a) == (b > 0)
}

func mul(a, b int64) (int64, bool) {
	high, low := bits.Mul64(magnitude(a), magnitude(b))
	return a * b, high == 0 && low <= math.MaxInt64
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n) //nolint:gosec // two's complement: right for the least integer too
	}
	return uint64(n)
}

func div(a, b int64) (int64, bool) {
	if b == 0 || b == -1 && a == math.MinInt64 {
		return 0, false
	}
	return a / b, true
}

func mod(a, b int64) (int64, bool) {
	if b == 0 || b == -1 {
		return 0, b != 0
	}
	return a % b, true
}

func less(a, b int64) bool            { return a < b }
func lessOrEquals(a, b int64) bool    { return a <= b }
func greater(a, b int64) bool         { return a > b }
func greaterOrEquals(a, b int64) bool { return a >= b }

// comparison returns the function that compares two numbers. Strings are left to the server, which compares
// them by its culture.
func comparison(f func(a, b int64) bool) func([]document.Value) document.Value {
	return func(args []document.Value) document.Value {
		n, ok := integers(args)
		if !ok || len(n) != 2 {
			return document.Value{}
		}
		return document.BoolValue(f(n[0], n[1]))
	}
}

// extreme returns the function that picks the number that is before all others.
func extreme(before func(a, b int64) bool) func([]document.Value) document.Value {
	return func(args []document.Value) document.Value {
		n, ok := integers(args)
		if !ok {
			return document.Value{}
		}
		best := n[0]
		for _, m := range n[1:] {
			if before(m, best) {
				best = m
			}
		}
		return number(best)
	}
}

func toInt(args []document.Value) document.Value {
	if n, ok := integer(args[0]); ok {
		return number(n)
	}
	if args[0].Kind() != document.String {
		return document.Value{}
	}
	n, err := strconv.ParseInt(args[0].Text(), 10, 64)
	if err != nil {
		return document.Value{}
	}
	return number(n)
}
