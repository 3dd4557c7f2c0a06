package artifact_test

import (
	"bytes"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/artifact"
)

const exampleKey = "not-a-real-fernet-key-of-32-bytes" // one byte too many; see fernetKey

func fernetKey() string { return base64.URLEncoding.EncodeToString([]byte(exampleKey[:32])) + "\n" }

func pemOf(kind string, headers map[string]string, content string) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: kind, Headers: headers, Bytes: []byte(content)}))
}

// keys tells what is found in a file of keys: its kind, and how they are protected.
func keys(t testing.TB, content string) string {
	t.Helper()
	b := inputs.Bytes{ReaderAt: strings.NewReader(content), Size: int64(len(content)), Start: []byte(content[:min(len(content), 4096)])}
	if !artifact.Keys.DetectBytes(b) {
		return ""
	}
	resources, err := artifact.Keys.Inspect(inputs.File{Path: "models/secret"}, b)
	if errors.Is(err, inputs.ErrNotInput) {
		return ""
	}
	if err != nil || len(resources) != 1 || resources[0].Type != "KeyFile" || resources[0].Name != "secret" {
		t.Fatalf("%v: %v", resources, err)
	}
	p := resources[0].Value.Get("properties")
	if text := resources[0].Value.AppendJSON(nil); len(text) > 150 || bytes.Contains(text, []byte("not-a-real")) {
		t.Fatalf("the resource holds more than it should: %s", text)
	}
	return p.Get("kind").Text() + " " + string(p.Get("protected").AppendJSON(nil))
}

func TestKeys(t *testing.T) {
	open, locked := pemOf("PRIVATE KEY", nil, "not-a-real-key"), pemOf("ENCRYPTED PRIVATE KEY", nil, "not-a-real-key")
	age := "# created: 2026-11-24T02:00:00Z\n# public key: age1x\n\n" + "AGE-SECRET-KEY-1" + strings.Repeat("Q", 58) + "\n"
	old := map[string]string{"Proc-Type": "4,ENCRYPTED", "DEK-Info": "AES-256-CBC,00"}
	ssh := func(cipher string) string {
		return pemOf("OPENSSH PRIVATE KEY", nil, "openssh-key-v1\x00\x00\x00\x00"+string(rune(len(cipher)))+cipher+"\x00\x00\x00\x06bcrypt")
	}
	for name, c := range map[string]struct{ content, want string }{
		"fernet":                     {fernetKey(), "fernet false"},
		"fernet without end of line": {strings.TrimSpace(fernetKey()), "fernet false"},
		"age":                        {age, "age false"},
		"pkcs8":                      {open, "pem false"},
		"pkcs1":                      {pemOf("RSA PRIVATE KEY", nil, "x"), "pem false"},
		"behind a certificate":       {pemOf("CERTIFICATE", nil, "x") + open, "pem false"},
		"behind a long chain":        {strings.Repeat(pemOf("CERTIFICATE", nil, strings.Repeat("x", 900)), 9) + open, "pem false"},
		"cut off":                    {open[:len(open)/2], "pem false"},
		"protected":                  {locked, "pem true"},
		"protected in the old way":   {pemOf("EC PRIVATE KEY", old, "x"), "pem true"},
		"protected and cut off":      {locked[:len(locked)-8], "pem false"},
		"one of two is protected":    {locked + open, "pem false"},
		"ssh":                        {ssh("none"), "pem false"},
		"protected ssh":              {ssh("aes256-ctr"), "pem true"},
		"certificate":                {pemOf("CERTIFICATE", nil, "x"), ""},
		"public key":                 {pemOf("PUBLIC KEY", nil, "x"), ""},
		"text about keys":            {"To make one:\n" + open, ""},
		"31 bytes":                   {base64.URLEncoding.EncodeToString([]byte(exampleKey[:31])), ""},
		"33 bytes":                   {base64.URLEncoding.EncodeToString([]byte(exampleKey[:33])), ""},
		"two lines":                  {fernetKey() + fernetKey(), ""},
		"words":                      {"the model is kept where nobody ever finds it", ""},
		"nothing":                    {"", ""},
		"large":                      {open + strings.Repeat("\n", 1<<20), ""},
	} {
		if got := keys(t, c.content); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func FuzzKeys(f *testing.F) {
	f.Add(fernetKey())
	f.Add(pemOf("ENCRYPTED PRIVATE KEY", nil, "x"))
	f.Add("# c\nAGE-SECRET-KEY-1Q\n")
	f.Fuzz(func(t *testing.T, content string) {
		found := keys(t, content)
		// A key in the open behind it is never protected by what stands before.
		if after := keys(t, content+"\n"+pemOf("PRIVATE KEY", nil, "x")); found == "pem true" && after != "pem false" {
			t.Fatalf("with a key in the open behind it is %q", after)
		}
	})
}
