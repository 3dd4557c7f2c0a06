package artifact

import (
	"bytes"
	"encoding/base64"
	"encoding/pem"
	"path"
	"regexp"
	"strings"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// Keys is the format of files that hold keys and nothing else, told by what is in them: a Fernet key, age identities, or
// private keys in PEM. What comes out is one resource of type KeyFile, with neither the key nor a digest of it. A key that
// a passphrase protects is told from one in the open. A file that has its keys in anything else is not found, nor is one
// of more than 1 MiB.
var Keys = inputs.Format{Name: keysName, DetectBytes: mayHoldKeys, Inspect: inspectKeys}

const (
	keysName    = "key-file"
	keysType    = "KeyFile"
	maxKeyFile  = 1 << 20
	pemStart    = "-----BEGIN "
	ageIdentity = "AGE-SECRET-KEY-1"
)

var privateKey = regexp.MustCompile(`(?m)^-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----`)

// mayHoldKeys takes all PEM: a key may stand behind a long chain of certificates.
func mayHoldKeys(b inputs.Bytes) bool {
	return keyIn(b.Start) != "" || strings.HasPrefix(firstLine(b.Start), pemStart)
}

// keyIn tells the kind of the key that a text starts with, behind comments and other blocks of PEM; empty if it is none.
func keyIn(text []byte) string {
	first := firstLine(text)
	switch {
	case isFernetKey(text):
		return "fernet"
	case strings.HasPrefix(first, ageIdentity):
		return "age"
	case strings.HasPrefix(first, pemStart) && privateKey.Match(text):
		return "pem"
	}
	return ""
}

// firstLine returns the first line that says something: age and others write comments first.
func firstLine(text []byte) string {
	for line := range bytes.Lines(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))) {
		if line = bytes.TrimSpace(line); len(line) > 0 && line[0] != '#' {
			return string(line)
		}
	}
	return ""
}

// isFernetKey tells 32 bytes in the Base64 of Fernet, which are a key by their looks alone.
func isFernetKey(text []byte) bool {
	const encoded, length = 44, 32
	if len(text) > 2*encoded {
		return false
	}
	text = bytes.TrimSpace(text)
	key, err := base64.URLEncoding.Strict().DecodeString(string(text))
	return len(text) == encoded && len(key) == length && err == nil && !bytes.ContainsAny(text, "\r\n")
}

func inspectKeys(f inputs.File, b inputs.Bytes) ([]*inputs.Resource, error) {
	if b.Size > maxKeyFile {
		return nil, inputs.ErrNotInput
	}
	text := make([]byte, b.Size)
	if n, err := b.ReadAt(text, 0); int64(n) < b.Size {
		return nil, err
	}
	kind := keyIn(text)
	if kind == "" {
		return nil, inputs.ErrNotInput
	}
	properties := document.ObjectValue(
		document.Field("kind", document.StringValue(kind)),
		document.Field("protected", document.BoolValue(kind == "pem" && isProtected(text))),
	)
	return []*inputs.Resource{{
		Type: keysType, ID: f.Path, Name: path.Base(f.Path), File: f.Path, Format: keysName, Observed: true,
		Value: document.ObjectValue(
			document.Field("type", document.StringValue(keysType)),
			document.Field("id", document.StringValue(f.Path)),
			document.Field("name", document.StringValue(path.Base(f.Path))),
			document.Field("properties", properties),
		),
	}}, nil
}

// isProtected reports whether every private key in a text is a whole block that a passphrase protects.
func isProtected(text []byte) bool {
	begun, protected := len(privateKey.FindAllIndex(text, -1)), 0
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		switch {
		case block.Type == "ENCRYPTED PRIVATE KEY" && len(block.Bytes) > 0,
			block.Type == "OPENSSH PRIVATE KEY" && isProtectedSSH(block.Bytes),
			strings.HasSuffix(block.Type, " PRIVATE KEY") && block.Headers["Proc-Type"] == "4,ENCRYPTED":
			protected++
		}
	}
	return begun == protected
}

// isProtectedSSH reads the name of the cipher, which stands first in a key of OpenSSH.
func isProtectedSSH(key []byte) bool {
	const start, none = "openssh-key-v1\x00", "\x00\x00\x00\x04none"
	cipher, ok := bytes.CutPrefix(key, []byte(start))
	return ok && len(cipher) > len(none) && !bytes.HasPrefix(cipher, []byte(none))
}
