package access_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/engine/access"
)

func TestPattern(t *testing.T) {
	tests := []struct {
		pattern, action string
		want            access.Answer
	}{
		{"*", "microsoft.keyvault/vaults/read", both(access.Yes)},
		{"*/read", "microsoft.keyvault/vaults/read", both(access.Yes)},
		{"*/read", "microsoft.keyvault/vaults/reader", both(access.No)},
		{"Microsoft.KeyVault/vaults/READ", "microsoft.keyvault/vaults/read", both(access.Yes)},
		{"Microsoft.X/*/read", "microsoft.x/a/b/read", both(access.Yes)},
		{"Microsoft.X/registries*", "microsoft.x/registries/a/write", both(access.Yes)},
		{"a/*/b/*/c", "a/1/b/2/b/3/c", both(access.Yes)},
		{"a*b", "ab", both(access.Yes)},
		{"a*ab", "ab", both(access.No)},
		{"a/?/read", "a/b/read", both(access.No)},
		{"a/{operationName}/read", "a/{operationname}/read", both(access.Yes)},
		{"a/{b,c}/read", "a/b/read", both(access.No)},
		{"a/[b]/read", "a/b/read", both(access.No)},
		{"a.b/read", "axb/read", both(access.No)},
		{"workspaces/*/read", "workspaces/read", access.Answer{Plain: access.No, Wide: access.Yes}},
		{"workspaces/*/*/read", "workspaces/read", access.Answer{Plain: access.No, Wide: access.Yes}},
		{"workspaces/*/read", "workspaces/xread", both(access.No)},
		{"*/*/read", "a/read", access.Answer{Plain: access.No, Wide: access.Yes}},
		{"", "a", both(access.No)},
		{"", "", both(access.Yes)},
	}
	for _, tt := range tests {
		if got := access.NewPattern(tt.pattern).Match(tt.action); got != tt.want {
			t.Errorf("%s on %s: got %v, want %v", tt.pattern, tt.action, got, tt.want)
		}
	}
}

func both(t access.Truth) access.Answer { return access.Answer{Plain: t, Wide: t} }

// expressions returns the regular expressions that a pattern is under both readings.
func expressions(pattern string) (plain, wide *regexp.Regexp) {
	quoted := regexp.QuoteMeta(strings.ToLower(pattern))
	plain = regexp.MustCompile(`(?s)^` + strings.ReplaceAll(quoted, `\*`, `.*`) + `$`)
	const optional = `(?:.*/)?`
	quoted = strings.ReplaceAll(quoted, `/\*/`, `/`+optional)
	for strings.Contains(quoted, optional+`\*/`) { // /*/*/ shares a slash
		quoted = strings.ReplaceAll(quoted, optional+`\*/`, optional+optional)
	}
	return plain, regexp.MustCompile(`(?s)^` + strings.ReplaceAll(quoted, `\*`, `.*`) + `$`)
}

// FuzzPattern compares the matcher with regular expressions.
func FuzzPattern(f *testing.F) {
	for _, seed := range []string{"*", "*/read", "a/*/read", "a/*/*/b", "/*/", "/*/*/*/", "a**b", "*a*", "**/", "/**/", "a/*b/*/"} {
		for _, s := range []string{"", "/", "a/read", "a/b/read", "a//b", "ab", "//", "aab", "a/x/b/"} {
			f.Add(seed, s)
		}
	}
	f.Fuzz(func(t *testing.T, pattern, s string) {
		if len(pattern) > 40 || len(s) > 60 || pattern != strings.ToValidUTF8(pattern, "") || s != strings.ToValidUTF8(s, "") {
			return
		}
		s = strings.ToLower(s)
		plain, wide := expressions(pattern)
		got := access.NewPattern(pattern).Match(s)
		if (got.Plain == access.Yes) != plain.MatchString(s) || (got.Wide == access.Yes) != wide.MatchString(s) {
			t.Errorf("%q on %q: got %v; %s says %v, %s says %v", pattern, s, got, plain, plain.MatchString(s), wide, wide.MatchString(s))
		}
	})
}
