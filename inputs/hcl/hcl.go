// Package hcl reads Terraform configurations: .tf files, and .tf.json files, which say the same in JSON.
//
// Nothing is run and nothing is fetched. What can be known from the text alone is known: literals, the defaults of
// variables, values from .tfvars files, locals, templates, and functions that only compute. Everything else is
// [document.Unknown]: attributes of resources and data sources, outputs of modules, each and count, and every call of
// a function that is not in the table of this package, as file() is not.
//
// Choices that are not obvious:
//
//   - Terraform takes terraform.tfvars and *.auto.tfvars by itself, other .tfvars files only if it is told to. A
//     variable that one of those gives another value than it has without them is unknown.
//   - What an override file sets is unknown in the block it overrides.
//   - A block with count or for_each is one block. With a literal count = 0 it is none.
//   - A value that came out of a variable or local stands where the expression that used it stands.
//   - A string in an argument whose name says that it is a secret is [document.Sensitive].
package hcl

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// Block is one resource block of a configuration.
type Block struct {
	Kind, Name string // "azurerm_key_vault", "main"
	File       *File
	// Place, KindPlace and NamePlace stand, undefined, where the block, its type and its name are.
	Place, KindPlace, NamePlace document.Value
	// Value has the arguments and blocks in it; blocks are arrays of objects. Meta-arguments are left out.
	Value document.Value
	// References has the shape of Value and says what each expression refers to, as a plan does: an object with a
	// list of references.
	References document.Value
}

// Call is one call of a module.
type Call struct {
	Name, Source string
	Arguments    []string
	File         *File
}

// File is one file of a configuration.
type File struct {
	Path string
	// Document finds the nodes of the blocks, once the module the file belongs to was read.
	Document *document.Document

	text      []byte
	override  bool
	extents   []document.Extent
	places    map[hclsyntax.Expression]document.Value // of a JSON file, whose expressions are made from values
	resources []*resource
	variables []variable
	locals    []local
	calls     []Call
}

// resource is a resource block as it is written.
type resource struct {
	kind, name                  string
	place, kindPlace, namePlace document.Value
	body                        *hclsyntax.Body           // in a .tf file
	object                      *hclsyntax.ObjectConsExpr // in a .tf.json file
}

type variable struct {
	name                string
	value, constraint   hclsyntax.Expression // nil if not given
	sensitive, withheld bool                 // withheld: ephemeral
}

type local struct {
	name  string
	value hclsyntax.Expression
}

// MaxBytes bounds the size of one file: people write them.
const MaxBytes = 4 << 20

// IsFile reports whether a path is that of a Terraform file.
func IsFile(path string) bool {
	return strings.HasSuffix(path, ".tf") || strings.HasSuffix(path, ".tf.json")
}

// IsValues reports whether a path is that of a file with values for variables.
func IsValues(path string) bool {
	return strings.HasSuffix(path, ".tfvars") || strings.HasSuffix(path, ".tfvars.json")
}

// Parse reads the syntax of one file. An error is a [*document.SyntaxError].
func Parse(path string, text []byte) (*File, error) {
	if len(text) > MaxBytes {
		return nil, &document.SyntaxError{Position: document.Position{Line: 1, Column: 1}, Reason: "the file is too large for a Terraform file", Hint: "check the plan instead: terraform show -json PLAN"}
	}
	stem := strings.TrimSuffix(strings.TrimSuffix(path, ".json"), ".tf")
	stem = stem[strings.LastIndexByte(stem, '/')+1:]
	f := &File{Path: path, text: text, override: stem == "override" || strings.HasSuffix(stem, "_override")}
	if strings.HasSuffix(path, ".json") {
		return f, f.parseJSON()
	}
	body, err := parseBody(text)
	if err != nil {
		return nil, err
	}
	f.node(hcl.Range{}, hcl.Range{End: hcl.Pos{Byte: len(text)}})
	f.collect(body)
	return f, nil
}

// parseBody parses text in HCL's own syntax.
func parseBody(text []byte) (*hclsyntax.Body, error) {
	tokens, _ := hclsyntax.LexConfig(text, "", hcl.InitialPos)
	if err := shallow(text, tokens); err != nil {
		return nil, err
	}
	file, problems := hclsyntax.ParseConfig(text, "", hcl.InitialPos)
	if problems.HasErrors() {
		return nil, syntaxError(text, problems)
	}
	return file.Body.(*hclsyntax.Body), nil
}

// syntaxError is the first problem of several.
func syntaxError(text []byte, problems hcl.Diagnostics) error {
	for _, p := range problems {
		if p.Severity != hcl.DiagError {
			continue
		}
		at := 0
		if p.Subject != nil {
			at = p.Subject.Start.Byte
		}
		return errorAt(text, at, strings.ToLower(p.Summary), strings.Join(strings.Fields(p.Detail), " "))
	}
	return errorAt(text, 0, "not a Terraform file", "")
}

func errorAt(text []byte, at int, reason, hint string) error {
	at = min(max(at, 0), len(text))
	span, _ := document.FromExtents(text, document.Value{}, []document.Extent{{Start: at, End: at}}).Span(1)
	return &document.SyntaxError{Position: span.Start, Reason: reason, Hint: hint}
}

// node makes a node of what stands at value, with a key before it.
func (f *File) node(key, value hcl.Range) document.Value {
	end := max(value.Start.Byte, min(value.End.Byte, len(f.text)))
	f.extents = append(f.extents, document.Extent{Key: key.Start.Byte, KeyEnd: key.End.Byte, Start: value.Start.Byte, End: end})
	return document.Value{}.Placed(document.Node(len(f.extents))) //nolint:gosec // a file is at most MaxBytes
}

// place is where an expression stands.
func (f *File) place(key hcl.Range, e hclsyntax.Expression) document.Value {
	if f.places != nil {
		return f.places[e]
	}
	return f.node(key, e.Range())
}
