package arm

import (
	"encoding/base64"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// uri combines an address that ends in a slash with what comes behind it. Where the server looks for the last
// slash itself it is left to it.
func uri(args []document.Value) document.Value {
	return onTexts(args, func(s []string) document.Value {
		base, rest := s[0], strings.TrimPrefix(s[1], "/")
		u, err := url.Parse(base)
		if err != nil || u.Host == "" || !strings.HasSuffix(u.Path, "/") || strings.ContainsAny(base, "?#% ") || !plainPath(rest) {
			return document.Value{}
		}
		return text(base + rest)
	})
}

// plainPath reports whether a path stays as it is in an address.
func plainPath(s string) bool {
	for i := range len(s) {
		if !unreserved(s[i]) && s[i] != '/' {
			return false
		}
	}
	return !strings.Contains("/"+s+"/", "/../") && !strings.Contains("/"+s+"/", "/./") && !strings.HasPrefix(s, "/")
}

func unreserved(c byte) bool { return alphanumeric(c) || strings.IndexByte("-._~", c) >= 0 }

// uriComponent escapes all that is not unreserved.
func uriComponent(args []document.Value) document.Value {
	return onTexts(args, func(s []string) document.Value {
		const digits = "0123456789ABCDEF"
		var b strings.Builder
		for i := range len(s[0]) {
			if c := s[0][i]; unreserved(c) {
				b.WriteByte(c)
			} else {
				b.Write([]byte{'%', digits[c>>4], digits[c&15]})
			}
		}
		return text(b.String())
	})
}

func uriComponentToString(args []document.Value) document.Value {
	return onTexts(args, func(s []string) document.Value {
		decoded, err := url.PathUnescape(s[0])
		if err != nil || !utf8.ValidString(decoded) {
			return document.Value{}
		}
		return text(decoded)
	})
}

const dataPrefix = "data:text/plain;charset=utf8;base64,"

func dataURI(args []document.Value) document.Value {
	return onTexts(args, func(s []string) document.Value {
		return text(dataPrefix + base64.StdEncoding.EncodeToString([]byte(s[0])))
	})
}

// dataURIToString decodes what dataUri makes, with or without a charset.
func dataURIToString(args []document.Value) document.Value {
	kind, data, ok := strings.Cut(args[0].Text(), ";base64,")
	if !ok || !strings.HasPrefix(kind, "data:text/plain") && !strings.HasPrefix(kind, "data:;charset=utf8") && kind != "data:" {
		return document.Value{}
	}
	if _, charset, ok := strings.Cut(kind, "charset="); ok && charset != "utf8" && charset != "utf-8" {
		return document.Value{}
	}
	return base64Decode([]document.Value{document.StringValue(data)})
}

func base64ToJSON(args []document.Value) document.Value {
	s := base64Decode(args)
	if !s.Defined() {
		return s
	}
	return parseJSON([]document.Value{s})
}
