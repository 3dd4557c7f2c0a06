package plan

import (
	"encoding/json"
	"errors"

	"github.com/open-policy-agent/opa/v1/ast"
)

// toTerm is v for OPA's own built-ins. Text is copied, because what they return may live longer than v.
func toTerm(v Value) *ast.Term {
	switch v.kind {
	case Boolean:
		return ast.InternedTerm(v.n != 0)
	case Number:
		return numberTerm(v)
	case String:
		return ast.StringTerm(string([]byte(v.text())))
	case Array:
		elems := make([]*ast.Term, v.Len())
		for i := range elems {
			elems[i] = toTerm(v.elem(i))
		}
		return ast.ArrayTerm(elems...)
	case Object:
		pairs := make([][2]*ast.Term, 0, v.Len())
		for i := range v.Len() {
			if k, val := v.member(i); val.Defined() {
				pairs = append(pairs, [2]*ast.Term{toTerm(k), toTerm(val)})
			}
		}
		return ast.ObjectTerm(pairs...)
	case Set:
		elems := make([]*ast.Term, v.Len())
		for i, k := range v.set().keys {
			elems[i] = toTerm(k)
		}
		return ast.SetTerm(elems...)
	}
	return ast.NullTerm()
}

func numberTerm(v Value) *ast.Term {
	if v.form == made {
		return ast.IntNumberTerm(int(v.n))
	}
	return ast.NumberTerm(json.Number(string([]byte(v.text()))))
}

var errNotData = errors.New("a term that is not data")

// FromTerm returns the value of an OPA term.
func FromTerm(t *ast.Term) (Value, error) {
	switch x := t.Value.(type) {
	case ast.Null:
		return null(), nil
	case ast.Boolean:
		return boolean(bool(x)), nil
	case ast.Number:
		return number(string(x)), nil
	case ast.String:
		return text(string(x)), nil
	case *ast.Array:
		return fromArray(x)
	case ast.Object:
		return fromObject(x)
	case ast.Set:
		return fromSet(x)
	}
	return Value{}, errNotData
}

func fromArray(x *ast.Array) (Value, error) {
	a := &array{elems: make([]Value, x.Len())}
	for i := range a.elems {
		v, err := FromTerm(x.Elem(i))
		if err != nil {
			return Value{}, err
		}
		a.elems[i] = v
	}
	return arrayOf(a), nil
}

func fromObject(x ast.Object) (Value, error) {
	o := &object{}
	err := x.Iter(func(k, v *ast.Term) error {
		key, err := FromTerm(k)
		if err != nil {
			return err
		}
		val, err := FromTerm(v)
		if err != nil {
			return err
		}
		o.append(key, val)
		return nil
	})
	o.sort()
	return objectOf(o), err
}

func fromSet(x ast.Set) (Value, error) {
	s := &set{}
	err := x.Iter(func(k *ast.Term) error {
		key, err := FromTerm(k)
		s.insert(key)
		return err
	})
	s.sort()
	return setOf(s), err
}

// ToTerm returns v as an OPA term; nil if v is undefined. It shares nothing with v.
func ToTerm(v Value) *ast.Term {
	if !v.Defined() {
		return nil
	}
	return toTerm(v)
}
