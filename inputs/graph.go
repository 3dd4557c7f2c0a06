package inputs

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// Graph is the format of live Azure resources as Resource Graph, the ARM REST API and the az command line
// print them: an array of resources, an object that holds one in data, value or Resources, or one resource.
//
// A list of which a part is missing (a next page, truncated results) is an error. So is a resource whose
// properties the az command line has moved to its top level, except for the types where that can be undone
// exactly: it must not be judged as if it had no properties. If a row shows nothing of its properties they
// are unknown. Members that are null are absent, and the value of a Key Vault secret is dropped.
var Graph = Format{Name: graphName, Detect: graphDetect, Read: graphRead}

const (
	graphName               = "graph"
	graphRoleDefinitionType = "Microsoft.Authorization/roleDefinitions"
)

// graphDetect looks for resources of the running Azure: an id that is a path and a type with a namespace.
// Templates have no ids, Kubernetes has no namespaces with a slash, plans have neither.
func graphDetect(root document.Value) bool {
	rows, ok := graphRows(root)
	if !ok {
		return false
	}
	if slices.ContainsFunc(rows, graphIsResource) {
		return true
	}
	// Only az graph query counts what it found, even if that is nothing.
	return len(rows) == 0 && graphMember(root, "data").Kind() == document.Array &&
		graphMember(root, "total_records").Kind() == document.Number
}

// graphRows returns what may be resources in a document.
func graphRows(root document.Value) ([]document.Value, bool) {
	if root.Kind() == document.Array {
		return root.Elements(), true
	}
	if root.Kind() != document.Object || graphMember(root, "contentVersion").Defined() {
		return nil, false
	}
	if graphIsResource(root) {
		return []document.Value{root}, true
	}
	for _, name := range []string{"data", "value", "resources"} {
		if list := graphMember(root, name); list.Kind() == document.Array {
			return list.Elements(), true
		}
	}
	return nil, false
}

// graphIsResource reports whether a row is a resource. The rows of az role definition list may lack an id.
func graphIsResource(row document.Value) bool {
	namespace, rest, _ := strings.Cut(graphMember(row, "type").Text(), "/")
	if !strings.Contains(namespace, ".") || rest == "" || strings.ContainsAny(namespace+rest, " :[]()") {
		return false
	}
	return graphID(row) != ""
}

func graphID(row document.Value) string {
	id := strings.TrimRight(graphMember(row, "id").Text(), "/")
	if strings.HasPrefix(id, "/") {
		return id
	}
	kind, name := graphMember(row, "type").Text(), graphMember(row, "name").Text()
	isRole := strings.EqualFold(kind, graphRoleDefinitionType) && graphMember(row, "roleName").Defined()
	if id == "" && isRole && name != "" && !strings.Contains(name, "/") {
		return "/providers/" + graphRoleDefinitionType + "/" + name
	}
	return ""
}

func graphRead(f File) ([]*Resource, error) {
	var all []*Resource
	for _, d := range f.Documents {
		r := graphReader{file: f.Path, document: d}
		if err := r.read(); err != nil {
			return nil, err
		}
		all = append(all, r.resources...)
	}
	return all, nil
}

// graphReader reads the resources of one document.
type graphReader struct {
	file      string
	document  *document.Document
	resources []*Resource
	seen      map[string]bool // ids, in lower case; nil if there is but one row
}

func (r *graphReader) fail(at document.Value, reason, hint string) error {
	return &Error{Document: r.document, Node: at.Node(), Reason: reason, Hint: hint}
}

func (r *graphReader) read() error {
	root := r.document.Root
	rows, ok := graphRows(root)
	if !ok {
		return r.fail(root, "these are not Azure resources", "az graph query and az resource show print what can be read")
	}
	if err := r.complete(root, len(rows)); err != nil {
		return err
	}
	if len(rows) > 1 {
		r.seen = make(map[string]bool, len(rows))
	}
	for _, row := range rows {
		if err := r.add(row); err != nil {
			return err
		}
	}
	return nil
}

// complete refuses a list of which there is more elsewhere.
func (r *graphReader) complete(root document.Value, rows int) error {
	if graphIsResource(root) {
		return nil
	}
	for _, name := range []string{"nextLink", "@odata.nextLink", "$skipToken", "skip_token", "skipToken"} {
		if v := graphMember(root, name); v.Text() != "" {
			return r.fail(v, "this is only one page of a longer list: "+name+" is set", graphPaging)
		}
	}
	if v := graphMember(root, "resultTruncated"); v.Bool() || strings.EqualFold(v.Text(), "true") {
		return r.fail(v, "the result is truncated", graphPaging)
	}
	for _, name := range []string{"total_records", "totalRecords"} {
		v := graphMember(root, name)
		if n, err := strconv.Atoi(v.Text()); err == nil && n > rows {
			return r.fail(v, fmt.Sprintf("the list holds %d of %d resources", rows, n), graphPaging)
		}
	}
	return nil
}

const graphPaging = "collect all pages into one array"

// add reads one row.
func (r *graphReader) add(row document.Value) error {
	if !graphIsResource(row) {
		return r.fail(row, "this row is not an Azure resource", "it needs an id that starts with / and a type like "+
			"Microsoft.KeyVault/vaults: let the query return whole resources")
	}
	if err := r.checkNames(row); err != nil {
		return err
	}
	id := graphID(row)
	if r.repeats(id) {
		return r.fail(row, "the resource "+id+" is there twice", "a query with mv-expand or join repeats resources")
	}
	value, err := r.shape(row, id)
	if err != nil {
		return err
	}
	r.resources = append(r.resources, &Resource{
		Type:     value.Get("type").Text(),
		ID:       id,
		Name:     value.Get("name").Text(),
		Value:    value,
		Document: r.document,
		Node:     row.Node(),
		File:     r.file,
		Format:   graphName,
		Observed: true,
	})
	return nil
}

// repeats reports whether a row before had the id.
func (r *graphReader) repeats(id string) bool {
	if r.seen == nil {
		return false
	}
	key := strings.ToLower(id)
	again := r.seen[key]
	r.seen[key] = true
	return again
}

// checkNames refuses rows in which two members differ only in case: one of them would not be seen.
func (r *graphReader) checkNames(row document.Value) error {
	names := make([]string, 0, 32) // not more in most rows: no allocation
	for _, m := range row.Members() {
		names = append(names, strings.ToLower(m.Key.Text()))
	}
	slices.Sort(names)
	if len(slices.Compact(names)) == row.Len() {
		return nil
	}
	seen := map[string]bool{}
	for _, m := range row.Members() {
		name := strings.ToLower(m.Key.Text())
		if seen[name] {
			return r.fail(m.Value, fmt.Sprintf("the member %q is there twice", m.Key.Text()),
				"names that differ only in case are the same")
		}
		seen[name] = true
	}
	return nil
}

// graphMember returns a member by a name in which case does not matter; undefined if it is null.
func graphMember(v document.Value, name string) document.Value {
	for _, m := range v.Members() {
		if strings.EqualFold(m.Key.Text(), name) {
			if m.Value.Kind() == document.Null {
				return document.Value{}
			}
			return m.Value
		}
	}
	return document.Value{}
}
