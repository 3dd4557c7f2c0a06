package inputs

import (
	"bytes"
	"fmt"
	"path"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// language is what a file of documents is parsed as.
type language int

const (
	none     language = iota // not at all
	guess                    // as JSON; if it is none, the file is no input
	onlyJSON                 // as JSON
	onlyYAML                 // as YAML
	either                   // as JSON, or else as YAML: a .yaml file that starts like JSON
	matter                   // its front matter as YAML
)

// languageOf tells what to parse a file as.
func (s *session) languageOf(in *input) language {
	switch {
	case s.Raw:
	case startsMatter(in.head) && (strings.EqualFold(path.Ext(in.path), ".md") || s.forced != nil && s.forced.Matter):
		return matter
	case path.Base(in.path) == mlmodelFile:
		return onlyYAML
	}
	return languageOf(in.candidate, in.head)
}

// languageOf tells what to parse a file as, by its name and how it starts. What is named .json is never
// parsed as YAML, which would accept what JSON forbids.
func languageOf(c candidate, head []byte) language {
	jsonLike := startsLikeJSON(head)
	switch ext := strings.ToLower(path.Ext(c.path)); {
	case ext == ".json":
		return onlyJSON
	case (ext == ".yaml" || ext == ".yml") && jsonLike:
		return either
	case ext == ".yaml" || ext == ".yml":
		return onlyYAML
	case isUTF16(head) && !c.named: // a log, perhaps
		return guess
	case isUTF16(head) && jsonLike:
		return onlyJSON
	case ext == ".jsonl" || ext == ".ndjson" || isBinary(head):
		return none
	case jsonLike && c.named:
		return onlyJSON
	case jsonLike:
		return guess
	case c.named && foreign[ext] == "":
		return onlyYAML
	}
	return none
}

// startsLikeJSON reports whether the first character is a bracket, whatever the encoding.
func startsLikeJSON(head []byte) bool {
	head = bytes.TrimLeft(head, "\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
	return len(head) > 0 && (head[0] == '{' || head[0] == '[')
}

// startsMatter reports whether a file starts with a line of three dashes.
func startsMatter(head []byte) bool {
	line, _, _ := bytes.Cut(bytes.TrimPrefix(head, byteOrderMark), []byte("\n"))
	return string(bytes.TrimRight(line, " \t\r")) == "---"
}

// isBinary reports whether a file is not text: it has NUL bytes, but not those of UTF-16.
func isBinary(head []byte) bool {
	return bytes.IndexByte(head, 0) >= 0 && !isUTF16(head)
}

func isUTF16(head []byte) bool {
	return bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff"))
}

// foreign says how to make input from files of other kinds, by the end of their names.
var foreign = map[string]string{
	".bicep":      "build first: az bicep build --file main.bicep, and check its output",
	".bicepparam": "build first: az bicep build-params --file main.bicepparam, and name the output with --parameters",
	".tf":         "run terraform plan -out=plan and check the output of terraform show -json plan",
	".tfplan":     "check the output of terraform show -json",
	".tgz":        "unpack it first", ".gz": "unpack it first", ".zip": "unpack it first", ".tar": "unpack it first",
}

// magics says the same for files without a telling name, by how they start.
var magics = []struct{ prefix, hint string }{
	{"PK\x03\x04", "a saved Terraform plan? Check the output of terraform show -json"},
	{"\x1f\x8b", "unpack it first"},
}

// unknown is the error for a named file that is in no known format.
func (s *session) unknown(in *input, head []byte) bool {
	if reason, hint := refusal(head); reason != "" {
		return s.fail(FileError{Path: in.path, Reason: reason, Hint: hint})
	}
	hint := foreign[strings.ToLower(path.Ext(in.path))]
	for _, m := range magics {
		if hint == "" && bytes.HasPrefix(head, []byte(m.prefix)) {
			hint = m.hint
		}
	}
	for _, f := range s.Formats {
		if f.Parameters != "" && hint == "" && strings.HasSuffix(strings.ToLower(in.path), f.Parameters) {
			hint = "parameters are read with their template: name that"
		}
	}
	switch {
	case len(head) == 0:
		return s.fail(FileError{Path: in.path, Reason: "the file is empty"})
	case hint == "" && s.Raw:
		hint = "only JSON and YAML are read"
	case hint == "":
		hint = "name its format with --format: " + s.names()
	}
	return s.fail(FileError{Path: in.path, Reason: "the file is in no known format", Hint: hint})
}

// decode parses the documents of a file.
func (s *session) decode(in *input, text []byte) ([]*document.Document, error) {
	if in.language == matter {
		front, err := frontMatter(text)
		if err != nil {
			return nil, err
		}
		return document.ParseYAML(front, s.limits, document.Core)
	}
	if in.language != onlyYAML {
		doc, err := document.ParseJSON(text, s.limits, s.Symbols)
		if err == nil {
			in.language = onlyJSON
			return []*document.Document{doc}, nil
		}
		if in.language != either {
			return nil, err
		}
	}
	in.language = onlyYAML
	return document.ParseEachYAML(text, s.limits, schemaOf)
}

// schemaOf gives Kubernetes objects the schema that kubectl reads them by. Our own descriptors look alike
// but are not.
func schemaOf(h document.Header) document.Schema {
	if h["kind"] != "" && h["apiVersion"] != "" && !strings.HasPrefix(h["apiVersion"], "tipstaff") && !isContract(h["kind"], h["apiVersion"]) {
		return document.Kubernetes
	}
	return document.Core
}

// raw yields the documents of a file as they are.
func (s *session) raw(in *input, docs []*document.Document) bool {
	format := "yaml"
	if in.language != onlyYAML {
		format = "json"
	}
	for _, d := range docs {
		id := in.path
		if len(docs) > 1 {
			id = fmt.Sprintf("%s#%d", in.path, d.Index)
		}
		r := &Resource{Type: "Document", ID: id, Name: path.Base(id), Value: d.Root, Document: d, Node: d.Root.Node()}
		if !s.resource(r, in.path, format) {
			return false
		}
	}
	info := in.info(format)
	info.Resources, info.Documents = len(docs), len(docs)
	return s.yield(Item{File: &info})
}
