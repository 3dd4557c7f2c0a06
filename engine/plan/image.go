package plan

import (
	"errors"

	"github.com/open-policy-agent/opa/v1/ir"
)

// source is what a program is made of: a policy at hand, or one in an image, whose functions are decoded when
// they are needed.
type source struct {
	strings []string
	files   []string
	plans   []planned
	funcs   []planned
}

// planned is a function, or a plan, which has nothing but a name and blocks.
type planned struct {
	name   string
	path   []string
	params []ir.Local
	result ir.Local
	bad    string // why OPA must evaluate it although there is a plan
	blocks func() ([]*ir.Block, error)
}

// sourceOf returns policy as a source. The plans of pitfalls are bad.
func sourceOf(policy *ir.Policy, pitfalls Pitfalls) (*source, error) {
	if policy == nil || policy.Plans == nil || policy.Static == nil || policy.Funcs == nil {
		return nil, &UnsupportedError{Stmt: "an incomplete policy"}
	}
	s := &source{strings: texts(policy.Static.Strings), files: texts(policy.Static.Files)}
	for _, p := range policy.Plans.Plans {
		s.plans = append(s.plans, planned{name: p.Name, blocks: given(p.Blocks)})
	}
	for _, f := range policy.Funcs.Funcs {
		bad := ""
		if len(f.Path) > 0 {
			bad = pitfalls.of(f.Path[1:]) // behind the generation
		}
		s.funcs = append(s.funcs, planned{f.Name, f.Path, f.Params, f.Return, bad, given(f.Blocks)})
	}
	return s, nil
}

func given(blocks []*ir.Block) func() ([]*ir.Block, error) {
	return func() ([]*ir.Block, error) { return blocks, nil }
}

func texts(constants []*ir.StringConst) []string {
	all := make([]string, len(constants))
	for i, c := range constants {
		all[i] = c.Value
	}
	return all
}

// image is a policy as it is kept: what says which functions there are, and each of them for itself.
type image struct {
	Format  string
	Strings []string
	Files   []string
	Plans   []imagePart
	Funcs   []imagePart
}

// imagePart is a function or plan. Blocks is the encoding of its blocks.
type imagePart struct {
	Name   string
	Path   []string
	Params []ir.Local
	Result ir.Local
	Bad    string
	Blocks []byte
}

// imageFormat changes whenever an image of before would be read wrongly.
const imageFormat = "tipstaff plan 1"

// Image returns policy, which has pitfalls, in a form that can be kept, for [LinkImage] and [CompileImage].
func Image(policy *ir.Policy, pitfalls Pitfalls) ([]byte, error) {
	s, err := sourceOf(policy, pitfalls)
	if err != nil {
		return nil, err
	}
	out := image{Format: imageFormat, Strings: s.strings, Files: s.files}
	if out.Plans, err = imageParts(s.plans); err != nil {
		return nil, err
	}
	if out.Funcs, err = imageParts(s.funcs); err != nil {
		return nil, err
	}
	return encode(out)
}

func imageParts(all []planned) ([]imagePart, error) {
	parts := make([]imagePart, len(all))
	for i, p := range all {
		blocks, err := p.blocks()
		if err != nil {
			return nil, err
		}
		b, err := encode(blocks)
		if err != nil {
			return nil, err
		}
		parts[i] = imagePart{p.name, p.path, p.params, p.result, p.bad, b}
	}
	return parts, nil
}

var errImage = errors.New("this is no image of a plan")

// openImage returns what an image holds.
func openImage(b []byte) (*source, error) {
	var in image
	if err := decode(b, &in); err != nil {
		return nil, err
	}
	if in.Format != imageFormat {
		return nil, errImage
	}
	return &source{strings: in.Strings, files: in.Files, plans: fromParts(in.Plans), funcs: fromParts(in.Funcs)}, nil
}

func fromParts(parts []imagePart) []planned {
	all := make([]planned, len(parts))
	for i, p := range parts {
		all[i] = planned{p.Name, p.Path, p.Params, p.Result, p.Bad, func() ([]*ir.Block, error) {
			var blocks []*ir.Block
			err := decode(p.Blocks, &blocks)
			return blocks, err
		}}
	}
	return all
}
