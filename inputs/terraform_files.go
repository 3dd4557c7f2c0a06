package inputs

import (
	"errors"
	"path"

	"github.com/tipstaff/tipstaff/inputs/document"
	"github.com/tipstaff/tipstaff/inputs/hcl"
)

const terraformName = "terraform"

// Terraform reads .tf and .tf.json files: what can be known of resources without a plan. The resources are those of
// the blocks, by type.name, in the shape in which a plan has them.
//
// The files of a directory belong together, and the .tfvars files beside them say what the variables are. A [Reader]
// reads them after everything else: a block of a configuration that a plan was made from is not judged twice, it
// only says where findings of the plan are to be mended. A variable that another module sets is unknown.
//
// What a provider would send for an attribute that is not there is taken from the table in azurerm_defaults.go.
var Terraform = Format{Name: terraformName, Read: readTerraform}

// readTerraform reads one file by itself.
func readTerraform(f File) ([]*Resource, error) {
	file, err := hcl.Parse(f.Path, f.Bytes)
	if err != nil {
		return nil, err
	}
	m := &terraformModule{dir: path.Dir(f.Path), parsed: hcl.Module{Files: []*hcl.File{file}}}
	if err := m.read(); err != nil {
		return nil, err
	}
	return m.resources, nil
}

// terraformModule is the configuration in one directory.
type terraformModule struct {
	dir       string
	parsed    hcl.Module
	infos     map[string]FileInfo // of the files that could be read
	problems  map[string]error    // by path
	resources []*Resource
	blocks    map[string]*Resource // by type.name; what was merged into another block is that one
	partial   bool
}

// read turns blocks into resources.
func (m *terraformModule) read() error {
	p := newTerraformPlan(File{}, terraformName)
	p.doc = &document.Document{}
	for _, b := range m.parsed.Blocks() {
		c := blockChange(b)
		if p.byAddress[c.address] != nil {
			return &Error{Document: c.doc, Node: c.element.Node(), Reason: c.address + " is there twice", Hint: "a configuration has each resource once"}
		}
		c.hide()
		p.changes = append(p.changes, c)
		p.byAddress[c.address] = c
		p.index(c)
	}
	m.blocks = map[string]*Resource{}
	m.resources = nil
	m.partial = m.partial || len(m.parsed.Calls()) > 0
	return p.each(func(r *Resource) bool {
		r.Within, r.Partial = m.dir, m.partial
		m.resources = append(m.resources, r)
		m.blocks[r.ID] = r
		return true
	})
}

// blockChange is a block as a plan would show it.
func blockChange(b hcl.Block) *terraformChange {
	address := b.Kind + "." + b.Name
	element := document.ObjectValue(
		document.Field("address", document.StringValue(address).From(b.NamePlace)),
		document.Field("type", document.StringValue(b.Kind).From(b.KindPlace)),
		document.Field("name", document.StringValue(b.Name).From(b.NamePlace)),
	).From(b.Place)
	return &terraformChange{
		element: element, address: address, kind: b.Kind, name: b.Name, after: b.Value, expressions: b.References,
		doc: b.File.Document, file: b.File.Path, written: true,
	}
}

// problem is what is wrong with a file of the module, and which file that is.
func (m *terraformModule) problem(err error) (string, error) {
	if bad, ok := errors.AsType[*Error](err); ok {
		for _, f := range m.parsed.Files {
			if f.Document == bad.Document {
				return f.Path, err
			}
		}
	}
	return m.dir, err
}
