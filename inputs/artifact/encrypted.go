package artifact

import (
	"bytes"
	"encoding/base64"
	"io"
	"strings"
	"time"
)

// encryption is how a file looks that seems to be encrypted. Whether it is, only the key can tell.
type encryption struct {
	looks, created string
}

// envelopes are how encrypted files start, by what they look like.
var envelopes = []struct{ start, looks string }{
	{"age-encryption.org/v1\n", "age"},
	{"-----BEGIN AGE ENCRYPTED FILE-----", "age"},
	{"-----BEGIN PGP MESSAGE-----", "pgp"},
	{"-----BEGIN CMS-----", "cms"},
	{"-----BEGIN PKCS7-----", "cms"},
	{"Salted__", "openssl"},
}

const fernetStart = "gAAAA" // the version, and a time in this century

func startsEncrypted(b []byte, _ int64) bool {
	return bytes.HasPrefix(b, []byte(fernetStart)) || looksEncrypted(b) != ""
}

// looksEncrypted tells all but Fernet.
func looksEncrypted(b []byte) string {
	for _, e := range envelopes {
		if bytes.HasPrefix(b, []byte(e.start)) {
			return e.looks
		}
	}
	switch {
	case isEnveloped(b):
		return "cms"
	case isPGP(b):
		return "pgp"
	}
	return ""
}

func (x *inspection) encrypted(s *stream, at place) bool {
	found := encryption{looks: looksEncrypted(s.peek(peekSize))}
	if found.looks == "" {
		created, ok := fernet(s)
		if !ok {
			return false
		}
		found = encryption{"fernet", created}
	}
	x.encryption = found
	x.found(at, "encrypted", s.size).opaque = true
	return true
}

// fernet reads a file that may be a Fernet token: Base64 of a version, a time, a vector, blocks of 16 bytes and a
// signature. It is read to the end, for the length counts.
func fernet(s *stream) (created string, ok bool) {
	const header, shortest, overhead, block = 9, 73, 57, 16
	d := base64.NewDecoder(base64.URLEncoding, &spaceless{s})
	b := make([]byte, header)
	if _, err := io.ReadFull(d, b); err != nil || b[0] != 0x80 {
		return "", false
	}
	n, err := io.Copy(io.Discard, d)
	if n += header; err != nil || n < shortest || (n-overhead)%block != 0 {
		return "", false
	}
	seconds := int64(0)
	for _, c := range b[1:header] {
		seconds = seconds<<8 | int64(c)
	}
	const last = 253402300799 // of the year 9999
	if seconds < 0 || seconds > last {
		return "", false
	}
	return time.Unix(seconds, 0).UTC().Format(time.RFC3339), true
}

// spaceless makes the white space that a file may end with disappear, and everything behind it an error.
type spaceless struct{ s *stream }

// Read reads as [io.Reader] says.
func (r *spaceless) Read(b []byte) (int, error) {
	n, err := r.s.Read(b)
	trimmed := bytes.TrimRight(b[:n], " \t\r\n")
	if len(trimmed) < n && !r.s.ended() {
		return 0, base64.CorruptInputError(r.s.pos)
	}
	return len(trimmed), err
}

// envelopedOID is the object identifier of CMS data that is encrypted.
var envelopedOID = []byte("\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03")

// isEnveloped tells CMS by its outermost sequence and the identifier in it.
func isEnveloped(b []byte) bool {
	if len(b) < 2 || b[0] != 0x30 {
		return false
	}
	length := 0
	if b[1] >= 0x80 {
		length = int(b[1] & 0x7f)
	}
	return length <= 4 && len(b) > 2+length && bytes.HasPrefix(b[2+length:], envelopedOID)
}

// isPGP tells a packet with a session key, which encrypted data in OpenPGP begins with: its tag, its version, and
// for one that a public key encrypts, an algorithm that exists.
func isPGP(b []byte) bool {
	const publicKey, passphrase = 1, 3
	if len(b) < 16 || b[0]&0x80 == 0 {
		return false
	}
	tag, header := int(b[0]&0x3f), 2
	if b[0]&0x40 == 0 {
		tag, header = int(b[0]>>2&0x0f), 2+int(b[0]&3)
		if b[0]&3 > 1 {
			return false // longer than any key
		}
	} else if b[1] >= 192 {
		header = 3
	}
	version := b[header]
	switch tag {
	case publicKey:
		return version == 3 && strings.IndexByte("\x01\x02\x10\x12\x19\x1a", b[header+9]) >= 0 || version == 6
	case passphrase:
		return (version == 4 || version == 5 || version == 6) && b[header+1] >= 1 && b[header+1] <= 13
	}
	return false
}
