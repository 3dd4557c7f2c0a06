package plan

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/topdown/builtins"
)

// host is what OPA's built-in functions are given, made when the first of them is called.
type host struct {
	bctx   topdown.BuiltinContext
	ready  bool
	terms  map[Value]*ast.Term
	cancel watch

	answers chan answer // of a function that is watched
	timer   *time.Timer // how long that is
}

// watching returns what is needed to watch a function, of which there is one at a time.
func (h *host) watching() (chan answer, *time.Timer) {
	if h.timer == nil {
		h.answers, h.timer = make(chan answer, 1), time.NewTimer(maxForeign+grace)
	} else {
		h.timer.Reset(maxForeign + grace)
	}
	return h.answers, h.timer
}

func (h *host) reset() {
	h.ready = false
	clear(h.terms)
}

// context is the context of a call at a place.
func (h *host) context(m *Machine, at *ast.Location) topdown.BuiltinContext {
	if !h.ready {
		now := m.now
		if now.IsZero() {
			now = time.Now()
		}
		h.cancel = watch{m: m, until: time.Now().Add(maxForeign)}
		h.bctx = topdown.BuiltinContext{
			Context:      m.ctx,
			Time:         ast.NumberTerm(json.Number(strconv.FormatInt(now.UnixNano(), 10))),
			Seed:         strings.NewReader(strings.Repeat("0", 1024)),
			Cancel:       &h.cancel,
			Cache:        builtins.Cache{},
			Runtime:      ast.ObjectTerm(),
			Capabilities: m.program.linker.capabilities(),
		}
		h.ready = true
	}
	h.bctx.Location = at
	return h.bctx
}

// term is v for OPA; the term of a container is made once in an evaluation.
func (h *host) term(v Value) *ast.Term {
	if v.kind < Array {
		return toTerm(v)
	}
	if t, ok := h.terms[v]; ok {
		return t
	}
	t := toTerm(v)
	if h.terms == nil {
		h.terms = map[Value]*ast.Term{}
	}
	h.terms[v] = t
	return t
}

// maxForeign is how long OPA's built-in functions may run in one evaluation. Those that can take long ask.
const maxForeign = time.Second

// watch tells built-in functions to stop.
type watch struct {
	m     *Machine
	until time.Time
	done  bool
}

// Cancel makes the functions stop.
func (w *watch) Cancel() { w.done = true }

// Cancelled reports whether they shall stop.
func (w *watch) Cancelled() bool {
	return w.done || w.m.ctx.Err() != nil || time.Now().After(w.until)
}

// isOperandError says that an operand has the wrong type.
func isOperandError(err error) bool {
	_, ok := errors.AsType[builtins.ErrOperand](err)
	return ok
}
