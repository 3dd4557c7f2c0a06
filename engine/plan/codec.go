package plan

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"reflect"

	"github.com/open-policy-agent/opa/v1/ir"
)

// Plans are encoded field by field: numbers as varints, texts and lists behind their length, statements and
// operands behind the number of their type. Of a location, only where it begins is kept.

// statements are the types of statements, by number. New ones go to the end.
var statements = []reflect.Type{
	reflect.TypeFor[ir.ReturnLocalStmt](), reflect.TypeFor[ir.CallStmt](), reflect.TypeFor[ir.CallDynamicStmt](),
	reflect.TypeFor[ir.BlockStmt](), reflect.TypeFor[ir.BreakStmt](), reflect.TypeFor[ir.DotStmt](),
	reflect.TypeFor[ir.LenStmt](), reflect.TypeFor[ir.ScanStmt](), reflect.TypeFor[ir.NotStmt](),
	reflect.TypeFor[ir.AssignIntStmt](), reflect.TypeFor[ir.AssignVarStmt](), reflect.TypeFor[ir.AssignVarOnceStmt](),
	reflect.TypeFor[ir.ResetLocalStmt](), reflect.TypeFor[ir.MakeNullStmt](), reflect.TypeFor[ir.MakeNumberIntStmt](),
	reflect.TypeFor[ir.MakeNumberRefStmt](), reflect.TypeFor[ir.MakeArrayStmt](), reflect.TypeFor[ir.MakeObjectStmt](),
	reflect.TypeFor[ir.MakeSetStmt](), reflect.TypeFor[ir.EqualStmt](), reflect.TypeFor[ir.NotEqualStmt](),
	reflect.TypeFor[ir.IsArrayStmt](), reflect.TypeFor[ir.IsObjectStmt](), reflect.TypeFor[ir.IsSetStmt](),
	reflect.TypeFor[ir.IsDefinedStmt](), reflect.TypeFor[ir.IsUndefinedStmt](), reflect.TypeFor[ir.ArrayAppendStmt](),
	reflect.TypeFor[ir.ObjectInsertStmt](), reflect.TypeFor[ir.ObjectInsertOnceStmt](), reflect.TypeFor[ir.ObjectMergeStmt](),
	reflect.TypeFor[ir.SetAddStmt](), reflect.TypeFor[ir.WithStmt](), reflect.TypeFor[ir.NopStmt](),
	reflect.TypeFor[ir.ResultSetAddStmt](),
}

// values are the types of operands, by number.
var values = []reflect.Type{reflect.TypeFor[ir.Local](), reflect.TypeFor[ir.Bool](), reflect.TypeFor[ir.StringIndex]()}

var (
	locationType  = reflect.TypeFor[ir.Location]()
	statementType = reflect.TypeFor[ir.Stmt]()
)

// typesOf are the types that an interface holds; statements are held by pointer.
func typesOf(t reflect.Type) []reflect.Type {
	if t == statementType {
		return statements
	}
	return values
}

// encoding is the state of encoding; bad is a type that no plan has.
type encoding struct {
	b   []byte
	bad reflect.Type
}

// encode returns the encoding of v, which a plan is made of.
func encode(v any) ([]byte, error) {
	e := &encoding{}
	if e.value(reflect.ValueOf(v)); e.bad != nil {
		return nil, fmt.Errorf("a plan with a %v cannot be encoded", e.bad)
	}
	return e.b, nil
}

func (e *encoding) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice:
		e.b = binary.AppendUvarint(e.b, uint64(v.Len()))
		if v.Type().Elem().Kind() == reflect.Uint8 {
			e.b = append(e.b, v.Bytes()...)
			return
		}
		for i := range v.Len() {
			e.value(v.Index(i))
		}
	case reflect.Pointer:
		if v.IsNil() {
			e.bad = v.Type()
			return
		}
		e.value(v.Elem())
	case reflect.Interface:
		e.held(v)
	case reflect.Struct:
		for i := range fields(v.Type()) {
			e.value(v.Field(i))
		}
	default:
		e.scalar(v)
	}
}

func (e *encoding) scalar(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			e.b = append(e.b, 1)
		} else {
			e.b = append(e.b, 0)
		}
	case reflect.Int, reflect.Int32, reflect.Int64:
		e.b = binary.AppendVarint(e.b, v.Int())
	case reflect.Uint32:
		e.b = binary.AppendUvarint(e.b, v.Uint())
	case reflect.String:
		e.b = append(binary.AppendUvarint(e.b, uint64(v.Len())), v.String()...)
	default:
		e.bad = v.Type()
	}
}

// held encodes what an interface holds.
func (e *encoding) held(v reflect.Value) {
	if v.IsNil() {
		e.bad = v.Type()
		return
	}
	held := reflect.Indirect(v.Elem())
	for i, t := range typesOf(v.Type()) {
		if held.Type() == t {
			e.b = append(e.b, byte(i))
			e.value(held)
			return
		}
	}
	e.bad = held.Type()
}

// fields is how many fields of a type are kept.
func fields(t reflect.Type) int {
	if t == locationType {
		return 3 // file, column, row
	}
	return t.NumField()
}

// maxNesting bounds how deep a plan may be nested, as a whole a few times that of the Rego it is made of.
const maxNesting = 10_000

// decoding is the state of decoding; bad is set once the encoding makes no sense.
type decoding struct {
	b     []byte
	depth int
	bad   bool
}

// decode sets *into to what encode was given.
func decode(b []byte, into any) error {
	d := &decoding{b: b}
	d.value(reflect.ValueOf(into).Elem())
	if d.bad || len(d.b) > 0 {
		return errImage
	}
	return nil
}

func (d *decoding) value(v reflect.Value) {
	if d.depth++; d.depth > maxNesting {
		d.bad = true
	}
	if d.bad {
		return
	}
	defer func() { d.depth-- }()
	switch v.Kind() {
	case reflect.Slice:
		d.list(v)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(v.Elem())
	case reflect.Interface:
		d.held(v)
	case reflect.Struct:
		for i := range fields(v.Type()) {
			d.value(v.Field(i))
		}
	default:
		d.scalar(v)
	}
}

func (d *decoding) scalar(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(bytes.Equal(d.take(1), []byte{1}))
	case reflect.Uint32:
		n, size := binary.Uvarint(d.b)
		if size <= 0 || v.OverflowUint(n) {
			d.bad = true
			return
		}
		d.b = d.b[size:]
		v.SetUint(n)
	case reflect.Int, reflect.Int32, reflect.Int64:
		n, size := binary.Varint(d.b)
		if size <= 0 || v.OverflowInt(n) {
			d.bad = true
			return
		}
		d.b = d.b[size:]
		v.SetInt(n)
	case reflect.String:
		v.SetString(string(d.take(d.number())))
	default:
		d.bad = true
	}
}

func (d *decoding) list(v reflect.Value) {
	n := d.number()
	if v.Type().Elem().Kind() == reflect.Uint8 {
		v.SetBytes(d.take(n))
		return
	}
	if n > len(d.b) { // every element takes a byte at least
		d.bad = true
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), n, n))
	for i := range n {
		d.value(v.Index(i))
	}
}

// held decodes what an interface holds.
func (d *decoding) held(v reflect.Value) {
	types := typesOf(v.Type())
	which := d.take(1)
	if d.bad || int(which[0]) >= len(types) {
		d.bad = true
		return
	}
	held := reflect.New(types[which[0]])
	d.value(held.Elem())
	if v.Type() == statementType {
		v.Set(held)
		return
	}
	v.Set(held.Elem())
}

// number is a length.
func (d *decoding) number() int {
	n, size := binary.Uvarint(d.b)
	if size <= 0 || n > uint64(len(d.b)) {
		d.bad = true
		return 0
	}
	d.b = d.b[size:]
	return int(n)
}

func (d *decoding) take(n int) []byte {
	if n > len(d.b) {
		d.bad = true
		return nil
	}
	taken := d.b[:n:n]
	d.b = d.b[n:]
	return taken
}
