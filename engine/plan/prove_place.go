package plan

import (
	"unsafe"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// places are those in the input where something unknown was looked at: the containers, and the keys in them.
type places struct{ touched []touched }

type touched struct {
	container unsafe.Pointer
	key       Value
}

// touch notes that what a container has under a key is unknown.
func (p *places) touch(container, key Value) {
	if container.isRead() {
		p.touched = append(p.touched, touched{container.p, key})
	}
}

// touchAll notes what is unknown below v.
func (p *places) touchAll(v Value) {
	if v.kind < Array || v.isFrozen() || weight(v) > heavy {
		return
	}
	for i := range v.Len() {
		key, val := v.entry(i)
		if val.kind == Undefined && val.form&hidden != 0 {
			p.touch(v, key)
		}
		p.touchAll(val)
	}
}

// named are the paths of the places, in the order of the input. Values keep no account of where they came from, so
// the containers are looked for.
func (p *places) named(input Value) []document.Path {
	if len(p.touched) == 0 {
		return nil
	}
	wanted := map[unsafe.Pointer][]Value{}
	for _, t := range p.touched {
		wanted[t.container] = append(wanted[t.container], t.key)
	}
	var paths []document.Path
	var walk func(v Value, at document.Path)
	walk = func(v Value, at document.Path) {
		if v.kind < Array {
			return
		}
		keys := wanted[v.p]
		for i := range v.Len() {
			key, val := v.entry(i)
			below := at.Key(key.Text())
			if v.kind == Array {
				below = at.Index(i)
			}
			for _, k := range keys {
				if equal(k, key) {
					paths = append(paths, below)
					break
				}
			}
			walk(val, below)
		}
	}
	walk(input, nil)
	return paths
}
