package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/engine/report"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// decideFlags are the flags of decide.
type decideFlags struct {
	policyFlags
	asOf, output string
	explain      bool
}

const decideExample = `  tipstaff decide request.json
  tipstaff decide - -o json < requests.jsonl

A request is what the OpenID AuthZEN Authorization API 1.0 takes:
  {"subject": {"type": "user", "id": "alice"}, "action": {"name": "read"},
   "resource": {"type": "dataset", "id": "claims", "properties": {"classification": "internal"}},
   "context": {"purpose": "fraud-detection"}}`

func (p *program) decideCommand() *cobra.Command {
	var f decideFlags
	cmd := &cobra.Command{
		Use: "decide [FILE|-]", Short: "Allow or deny access requests, with reasons", Example: decideExample,
		Long: "Decide reads one access request, an array of them, or JSON lines, and exits with 0 only if all are\n" +
			"allowed. A request that cannot be decided is denied.",
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return p.decide(cmd.Context(), &f, args) },
	}
	f.policyFlags.register(cmd)
	cmd.Flags().StringVar(&f.asOf, "as-of", "", "decide as if it were `RFC3339` time")
	cmd.Flags().StringVarP(&f.output, "output", "o", "text", "write `FORMAT`: text, json (one decision a line) or csv")
	cmd.Flags().BoolVar(&f.explain, "explain", false, "say what the rules that decided are for, and how little would have to be different")
	return cmd
}

func (p *program) decide(ctx context.Context, f *decideFlags, args []string) error {
	now, config, err := p.circumstances(f.asOf)
	if err != nil {
		return usage(err)
	}
	format, ok := decisionFormats[f.output]
	if !ok {
		return usage(fmt.Errorf("unknown output format %q: want text, json or csv", f.output))
	}
	e, err := f.load(ctx, config, p.makeRoom)
	if err != nil {
		return err
	}
	decide, err := e.Decider(now)
	if err != nil {
		return usage(err)
	}
	defer decide.Close()
	p.room(args)
	in, name, err := p.open(args)
	if err != nil {
		return &exitError{exitEvaluation, err}
	}
	defer func() { _ = in.Close() }()
	d := &decider{
		decide: decide, decoder: document.NewDecoder(document.DefaultLimits, nil),
		out: bufio.NewWriter(p.stdout), write: format.write, errors: p.stderr, name: name,
	}
	if f.explain {
		d.rules = e.DecisionRules()
	}
	_, _ = d.out.WriteString(format.header)
	err = d.run(ctx, in)
	return d.exit(errors.Join(err, d.out.Flush()))
}

// circumstances are the time to judge at and the configuration of the working directory.
func (p *program) circumstances(asOf string) (time.Time, *config, error) {
	now := p.now()
	if asOf != "" {
		t, err := time.Parse(time.RFC3339, asOf)
		if err != nil {
			return now, nil, fmt.Errorf("--as-of: %q is no RFC 3339 time such as 2026-11-24T02:00:00Z", asOf)
		}
		now = t
	}
	dir, err := os.Getwd()
	if err != nil {
		return now, nil, err
	}
	c, err := findConfig(dir)
	return now, c, err
}

func (p *program) open(args []string) (io.ReadCloser, string, error) {
	if len(args) == 0 || args[0] == "-" {
		return io.NopCloser(p.stdin), "stdin", nil
	}
	f, err := os.Open(args[0])
	return f, args[0], err
}

// decider decides one request after the other.
type decider struct {
	decide  *engine.Decider
	decoder *document.Decoder
	out     *bufio.Writer
	write   decisionWriter
	errors  io.Writer
	name    string                  // of the input
	rules   map[string]*engine.Rule // by id, if decisions are to be explained

	decided, denied, broken int
}

// run reads the input: JSON lines if the first line is a whole value and more follow, else one document.
func (d *decider) run(ctx context.Context, in io.Reader) error {
	r := bufio.NewReaderSize(in, 64<<10)
	for line := 1; ; line++ {
		text, err := readLine(r, document.DefaultLimits.Line)
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("%s:%d: %w", d.name, line, err)
		}
		atEnd := errors.Is(err, io.EOF)
		if d.decided+d.broken == 0 && !atEnd && len(bytes.TrimSpace(text)) > 0 && !json.Valid(text) {
			return d.document(ctx, text, r, line)
		}
		if len(bytes.TrimSpace(text)) > 0 {
			d.line(ctx, text, line)
		}
		if atEnd || ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// document decides a document of several lines whose first one has been read.
func (d *decider) document(ctx context.Context, first []byte, r io.Reader, line int) error {
	limit := document.DefaultLimits.Bytes
	rest, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return fmt.Errorf("read %s: %w", d.name, err)
	}
	d.line(ctx, append(bytes.Clone(first), rest...), line)
	return nil
}

// line decides one value: a request or an array of them.
func (d *decider) line(ctx context.Context, text []byte, line int) {
	doc, err := d.decoder.ParseJSONLine(text, line)
	if err != nil {
		d.refuse(line, err)
		return
	}
	if doc.Root.Kind() != document.Array {
		d.one(ctx, doc.Root, line)
		return
	}
	for _, v := range doc.Root.Elements() {
		at := line
		if span, ok := doc.Span(v.Node()); ok {
			at = span.Start.Line
		}
		d.one(ctx, v, at)
	}
}

func (d *decider) one(ctx context.Context, v document.Value, line int) {
	request, err := engine.NewRequest(v)
	if err != nil {
		d.refuse(line, err)
		return
	}
	decision := d.decide.Decide(ctx, request)
	d.decided++
	if !decision.Allow {
		d.denied++
	}
	if decision.Outcome == engine.Indeterminate {
		d.broken++
	}
	written := writtenDecision{request: request, Decision: decision, rules: d.rules}
	if d.rules != nil {
		written.NearMisses = d.decide.NearMisses(ctx, request, decision)
	}
	d.write(d.out, written)
}

// refuse denies what is no request.
func (d *decider) refuse(line int, err error) {
	d.broken++
	reason := err.Error()
	if _, ok := errors.AsType[*document.SyntaxError](err); ok {
		fmt.Fprintf(d.errors, "tipstaff: %s:%s\n", report.Escape(d.name), report.Escape(reason))
	} else {
		fmt.Fprintf(d.errors, "tipstaff: %s:%d: %s\n", report.Escape(d.name), line, report.Escape(reason))
	}
	d.write(d.out, writtenDecision{Decision: engine.Decision{
		Outcome: engine.Indeterminate, Determining: []engine.Determined{}, Obligations: []engine.Obligation{},
		Reasons: []engine.Reason{{Code: "invalid_request", Message: reason}},
	}})
}

func (d *decider) exit(err error) error {
	switch {
	case err != nil:
		return &exitError{exitEvaluation, err}
	case d.broken > 0:
		return &exitError{code: exitEvaluation}
	case d.decided == 0:
		return &exitError{exitInconclusive, fmt.Errorf("%s holds no request", d.name)}
	case d.denied > 0:
		return &exitError{code: exitFindings}
	default:
		return nil
	}
}

// readLine reads up to and including the next line end; over limit bytes it is an error.
func readLine(r *bufio.Reader, limit int) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		if len(line) > limit {
			return nil, fmt.Errorf("the line is longer than %d bytes", limit)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}
