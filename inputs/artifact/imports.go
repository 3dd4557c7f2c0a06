package artifact

import (
	_ "embed"
	"strings"
	"sync"
)

// imported is a name that a file imports from a Python module when it is loaded.
type imported struct {
	module, name string
	listed       string // allowed, denied or unknown
	opcode       string // what imports it
	member       string
	offset       int64
	count        int
	called       bool
}

// What the lists say about an import.
const (
	allowed = "allowed"
	denied  = "denied"
	unknown = "unknown"
)

//go:embed allowed.txt
var allowedText string

//go:embed denied.txt
var deniedText string

// lists are names by module; a module with the name * is on the list with all that is in it, and with all
// modules below it.
type lists struct{ allowed, denied map[string]map[string]bool }

var theLists = sync.OnceValue(func() lists { return lists{parseList(allowedText), parseList(deniedText)} })

// parseList reads lines of a module and names in it. # starts a comment.
func parseList(text string) map[string]map[string]bool {
	list := map[string]map[string]bool{}
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		if list[words[0]] == nil {
			list[words[0]] = map[string]bool{}
		}
		for _, name := range words[1:] {
			list[words[0]][name] = true
		}
	}
	return list
}

// renamed are modules of Python 2 by the name that they have now.
var renamed = map[string]string{
	"__builtin__": "builtins", "copy_reg": "copyreg", "cPickle": "_pickle", "commands": "subprocess", "exceptions": "builtins",
	"urllib2": "urllib.request", "httplib": "http.client", "thread": "_thread", "dummy_thread": "_thread",
}

// listing says what the lists say about a name in a module. A name with dots is one of something in the module,
// such as os.system in torch, and never allowed.
func listing(module, name string) string {
	if now := renamed[module]; now != "" {
		module = now
	}
	l := theLists()
	switch {
	case l.allowed[module][name]:
		return allowed
	case l.denies(module, name), reaches(strings.Split(module+"."+name, ".")):
		return denied
	}
	return unknown
}

func (l lists) denies(module, name string) bool {
	path := strings.Split(module+"."+name, ".")
	for n := 1; n < len(path); n++ {
		names := l.denied[strings.Join(path[:n], ".")]
		if names["*"] || names[path[n]] || names[strings.Join(path[n:], ".")] {
			return true
		}
	}
	return false
}

// dangerous are modules that many others import, so that they can be reached through those.
var dangerous = map[string]bool{
	"os": true, "sys": true, "subprocess": true, "posix": true, "nt": true, "builtins": true, "importlib": true, "shutil": true,
	"socket": true, "ctypes": true, "runpy": true, "pty": true,
}

// namespaces are modules with the names of special attributes: the program itself, and what TorchScript defines.
var namespaces = map[string]bool{"__main__": true, "__torch__": true}

// reaches reports whether a path goes through another module that is dangerous, or a special attribute such as
// __globals__.
func reaches(path []string) bool {
	for i, step := range path {
		special := strings.HasPrefix(step, "__") && strings.HasSuffix(step, "__") && !(i == 0 && namespaces[step])
		if special || i > 0 && dangerous[step] {
			return true
		}
	}
	return false
}
