package plan

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// ErrStuck is why a machine must not be used any more: one of OPA's built-in functions did not return, though
// it was told to, and still runs.
var ErrStuck = errors.New("a built-in function does not return")

// grace is how long a function may go on after it was told to stop.
const grace = time.Second

// quick are functions that take no longer than their operands are large: they are waited for.
var quick = namesIn(`
	abs and array.concat array.flatten array.reverse array.slice base64.decode base64.encode base64.is_valid
	base64url.decode base64url.encode base64url.encode_no_pad bits.and bits.negate bits.or bits.rsh bits.xor ceil concat
	contains count crypto.md5 crypto.sha1 crypto.sha256 div endswith equal floor format_int glob.quote_meta gt gte
	hex.decode hex.encode indexof indexof_n internal.member_2 internal.member_3 internal.template_string intersection
	is_array is_boolean is_null is_number is_object is_set is_string json.is_valid json.marshal json.unmarshal lower lt lte
	max min minus mul neq net.cidr_contains net.cidr_intersects net.cidr_is_valid object.filter object.get object.keys
	object.remove object.subset object.union or plus product regex.is_valid rem replace round semver.compare
	semver.is_valid sort split sprintf startswith strings.any_prefix_match strings.any_suffix_match strings.count
	strings.replace_n strings.reverse substring sum time.add_date time.clock time.date time.diff time.format
	time.now_ns time.parse_duration_ns time.parse_ns time.parse_rfc3339_ns time.weekday to_number trim trim_left
	trim_prefix trim_right trim_space trim_suffix type_name union units.parse units.parse_bytes upper uri.is_valid
	uri.parse urlquery.decode urlquery.decode_object urlquery.encode urlquery.encode_object uuid.parse`)

func namesIn(list string) map[string]bool {
	names := map[string]bool{}
	for name := range strings.FieldsSeq(list) {
		names[name] = true
	}
	return names
}

// answer is what a function gave.
type answer struct {
	values []Value
	err    error
	panics any
}

// host has OPA make the call.
func (b *builtin) host(m *Machine, args []Value) (Value, error) {
	terms := make([]*ast.Term, len(args))
	for i, a := range args {
		terms[i] = m.host.term(a)
	}
	bctx := m.host.context(m, b.at)
	var a answer
	if b.quick {
		a = b.ask(bctx, terms)
	} else {
		a = b.await(m, bctx, terms)
	}
	switch {
	case a.panics != nil:
		panic(a.panics) //nolint:forbidigo // it goes on, in the goroutine of the machine
	case a.err != nil:
		return Value{}, a.err
	case b.relation:
		return arrayOf(&array{elems: a.values}), nil
	case len(a.values) == 0:
		return Value{}, nil
	}
	return a.values[0], nil
}

func (b *builtin) ask(bctx topdown.BuiltinContext, terms []*ast.Term) (a answer) {
	a.err = b.foreign(bctx, terms, func(t *ast.Term) error {
		v, err := FromTerm(t)
		a.values = append(a.values, v)
		return err
	})
	return a
}

// await is ask, but gives up on a function that goes on for too long. That one keeps its terms and the context of
// the call, which nobody else changes: the machine is of no more use.
func (b *builtin) await(m *Machine, bctx topdown.BuiltinContext, terms []*ast.Term) answer {
	answers, timer := m.host.watching()
	defer timer.Stop()
	go func() {
		var a answer
		defer func() {
			a.panics = recover()
			answers <- a
		}()
		a = b.ask(bctx, terms)
	}()
	select {
	case a := <-answers:
		return a
	case <-timer.C:
		m.stuck = (&topdown.Error{
			Code: topdown.CancelErr, Location: b.at, Message: fmt.Sprintf("%s: %v", b.name, ErrStuck),
		}).Wrap(ErrStuck)
		return answer{err: topdown.Halt{Err: m.stuck}}
	}
}
