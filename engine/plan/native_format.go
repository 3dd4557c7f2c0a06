package plan

import (
	"net"
	"strings"
	"time"
)

// sprintf formats strings with %s, integers with %d, and all scalars but other numbers with %v.
func sprintf(m *Machine, args []Value) (Value, bool) {
	if args[0].kind != String || args[1].kind != Array {
		return Value{}, false
	}
	format, list, next := args[0].text(), args[1], 0
	var room [16]string
	parts, length := room[:0], 0
	for format != "" {
		plain, rest, ok := strings.Cut(format, "%")
		parts, length = append(parts, plain), length+len(plain)
		if format = rest; !ok {
			break
		}
		if format == "" || next == list.Len() {
			return Value{}, false
		}
		part, ok := formatted(format[0], list.elem(next))
		if !ok {
			return Value{}, false
		}
		parts, length = append(parts, part), length+len(part)
		format, next = format[1:], next+1
	}
	if next < list.Len() || length > m.maxText() {
		return Value{}, false
	}
	return text(strings.Join(parts, "")), true
}

func formatted(verb byte, v Value) (string, bool) {
	switch v.kind {
	case String:
		return v.text(), verb == 's' || verb == 'v'
	case Number:
		_, ok := v.int64()
		return v.Text(), ok && (verb == 'd' || verb == 'v')
	case Null, Boolean:
		s, ok := templatePart(v)
		return s, ok && (verb == 's' || verb == 'v')
	}
	return "", false
}

func parseRFC3339(_ *Machine, args []Value) (Value, bool) {
	if args[0].kind != String {
		return Value{}, false
	}
	at, err := time.Parse(time.RFC3339, args[0].text())
	if err != nil {
		return Value{}, false
	}
	ns := at.UnixNano()
	return integer(ns), time.Unix(0, ns).Equal(at)
}

// cidrContains says whether a network holds an address. Networks in networks are OPA's.
func cidrContains(_ *Machine, args []Value) (Value, bool) {
	if args[0].kind != String || args[1].kind != String {
		return Value{}, false
	}
	_, network, err := net.ParseCIDR(args[0].text())
	ip := net.ParseIP(args[1].text())
	if err != nil || ip == nil {
		return Value{}, false
	}
	return boolean(network.Contains(ip)), true
}
