package inputs

import (
	"path"

	"github.com/tipstaff/tipstaff/inputs/document"
	"github.com/tipstaff/tipstaff/inputs/hcl"
)

// A plan and the configuration it was made from describe the same resources.

// directory is where the configuration of a module instance is, false if that is not known.
func (p *terraformPlan) directory(scope []moduleStep) (string, bool) {
	dir := path.Dir(p.file.Path)
	for i, s := range scope {
		source := p.module(scope[:i]).At("module_calls", s.name, "source").Text()
		var ok bool
		if dir, ok = localModule(dir, source); !ok {
			return "", false
		}
	}
	return dir, true
}

// writtenAs returns the block that an object of a plan was made from, nil if that is not known.
func (p *terraformPlan) writtenAs(c *terraformChange) *Resource {
	if p.file.tree == nil {
		return nil
	}
	dir, ok := p.directory(c.scope)
	if !ok {
		return nil
	}
	m := p.file.tree.module(dir)
	if m == nil {
		return nil
	}
	block := m.blocks[c.kind+"."+c.name]
	if block == nil {
		return nil
	}
	hideWritten(c.after, block)
	return block
}

// hideWritten keeps the lines of a block from being quoted that hold what the plan says is sensitive. An attribute
// may come out under another name, so the lines are those of all arguments if there is any such.
func hideWritten(after document.Value, block *Resource) {
	for _, v := range after.All() {
		if v.Has(document.Sensitive) {
			block.Document.Hide(block.Node)
			return
		}
	}
}

// claim lists the blocks that the plan shows, so that they are not judged again.
func (p *terraformPlan) claim() {
	if p.file.tree != nil {
		p.claimModule(p.doc.Root.At("configuration", "root_module"), path.Dir(p.file.Path), 0)
	}
}

func (p *terraformPlan) claimModule(module document.Value, dir string, depth int) {
	if depth > maxHops {
		return
	}
	for _, r := range module.Get("resources").Elements() {
		p.file.tree.planned[dir+"\x00"+r.Get("type").Text()+"."+r.Get("name").Text()] = p.file.Path
	}
	for _, call := range module.Get("module_calls").Members() {
		p.file.tree.planned[dir+"\x00module."+call.Key.Text()] = p.file.Path
		if called, ok := localModule(dir, call.Value.Get("source").Text()); ok {
			p.claimModule(call.Value.Get("module"), called, depth+1)
		}
	}
}

// terraform reads the Terraform files that were put off until all plans had been read.
func (s *session) terraform() bool {
	for _, c := range s.later {
		if !s.alive(c.path) || !s.terraformFile(c) {
			return false
		}
	}
	return true
}

func (s *session) terraformFile(c candidate) bool {
	dir := path.Dir(c.path)
	m := c.tree.module(dir)
	if m == nil {
		return s.fail(FileError{Path: c.path, Reason: "the file has gone"})
	}
	for _, at := range sortedKeys(m.problems) {
		if (at == c.path || !hcl.IsFile(at)) && !s.reported[at] {
			s.reported[at] = true
			if !s.failAll(at, m.problems[at]) {
				return false
			}
		}
	}
	info, ok := m.infos[c.path]
	if !ok {
		return true
	}
	claimed := map[string]bool{}
	for _, r := range m.resources {
		if r.File != c.path {
			continue
		}
		if plan := s.planned[dir+"\x00"+r.ID]; plan != "" {
			claimed[plan] = true
			continue
		}
		info.Resources++
		if !s.resource(r, c.path, terraformName) {
			return false
		}
	}
	for _, plan := range sortedKeys(claimed) {
		reason := "judged as " + plan + " shows it"
		if info.Resources > 0 {
			reason = "in part " + reason
		}
		if !s.skip(c.path, reason) {
			return false
		}
	}
	for _, call := range m.parsed.Calls() {
		if call.File.Path == c.path && s.planned[dir+"\x00module."+call.Name] == "" && !s.skip(c.path+"#module."+call.Name, "a call of a module: only a plan shows what it makes") {
			return false
		}
	}
	return s.yield(Item{File: &info})
}

// alone reads a file that is one by name of the format only, without others beside it.
func (s *session) alone(in *input, text []byte) bool {
	resources, err := readTerraform(File{Path: in.path, Bytes: text})
	if err != nil {
		return s.failAll(in.path, err)
	}
	for _, r := range resources {
		r.Partial = true
		if !s.resource(r, in.path, terraformName) {
			return false
		}
	}
	info := in.info(terraformName)
	info.Resources, info.Documents = len(resources), 1
	return s.yield(Item{File: &info})
}
