package access_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/engine/access"
)

const roleWrite = "Microsoft.Authorization/roleAssignments/write"

func attributes(t testing.TB, pairs ...string) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for i := 0; i < len(pairs); i += 2 {
		name, ok := access.AttributeName(pairs[i])
		if !ok {
			t.Fatalf("%s is no attribute", pairs[i])
		}
		if pairs[i+1] == "" {
			all[name] = nil
			continue
		}
		all[name] = strings.Split(pairs[i+1], "|")
	}
	return all
}

func TestCondition(t *testing.T) {
	const (
		yes, no, unknown = access.Yes, access.No, access.Unknown
		role             = "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]"
		tag              = "@Request[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project<$key_case_sensitive$>]"
	)
	tests := []struct {
		condition string
		known     []string
		want      access.Truth
	}{
		// The examples of the documentation.
		{"ActionMatches{'Microsoft.Authorization/roleAssignments/*'}", nil, yes},
		{"ActionMatches{'Microsoft.Authorization/roleDefinitions/*'}", nil, no},
		{"@Resource[name1] StringLike 'a*c?'", []string{"@Resource[name1]", "abcd"}, yes},
		{"@Resource[name1] StringLike 'A*C?'", []string{"@Resource[name1]", "abcd"}, no},
		{"@Resource[name1] StringLike 'a*c'", []string{"@Resource[name1]", "abcd"}, no},
		{"{'red', 'blue'} ForAnyOfAnyValues:StringEquals {'blue', 'green'}", nil, yes},
		{"{'red', 'blue'} ForAnyOfAnyValues:StringEquals {'orange', 'green'}", nil, no},
		{"{'red', 'blue'} ForAllOfAnyValues:StringEquals {'orange', 'red', 'blue'}", nil, yes},
		{"{'red', 'blue'} ForAllOfAnyValues:StringEquals {'red', 'green'}", nil, no},
		{"{10, 20} ForAnyOfAllValues:NumericLessThan {15, 18}", nil, yes},
		{"{10, 20} ForAllOfAllValues:NumericLessThan {5, 15, 18}", nil, no},
		{"{10, 20} ForAllOfAllValues:NumericLessThan {25, 30}", nil, yes},
		{"{10, 20} ForAllOfAllValues:NumericLessThan {15, 25, 30}", nil, no},
		// Strings.
		{"'a' StringEquals 'A'", nil, no},
		{"'a' StringEqualsIgnoreCase 'A'", nil, yes},
		{"'a' StringNotEquals 'A'", nil, yes},
		{"'a' StringNotEqualsIgnoreCase 'A'", nil, no},
		{"'abc' StringStartsWith 'ab'", nil, yes},
		{"'abc' StringStartsWith 'AB'", nil, no},
		{"'abc' StringStartsWithIgnoreCase 'AB'", nil, yes},
		{"'abc' StringNotStartsWith 'ab'", nil, no},
		{"'abc' StringNotStartsWithIgnoreCase 'x'", nil, yes},
		{"'ABC' StringLikeIgnoreCase 'a?c'", nil, yes},
		{"'abc' StringNotLike 'a?c'", nil, no},
		{"'abc' StringNotLikeIgnoreCase 'x*'", nil, yes},
		{`'a*c' StringLike 'a\*c'`, nil, yes},
		{`'abc' StringLike 'a\*c'`, nil, no},
		{`'a?' StringLike 'a\?'`, nil, yes},
		{`'ab' StringLike 'a\?'`, nil, no},
		{`'a\b' StringLike 'a\\b'`, nil, yes},
		{`'it\'s' StringEquals 'it\'s'`, nil, yes},
		{"'' StringLike '*'", nil, yes},
		{"'aXbXc' StringLike 'a*X*X*c'", nil, yes},
		// Other types.
		{"3 NumericEquals 3", nil, yes},
		{"-3 NumericNotEquals 3", nil, yes},
		{"3 NumericGreaterThan 3", nil, no},
		{"3 NumericGreaterThanEquals 3", nil, yes},
		{"3 NumericLessThanEquals 2", nil, no},
		{"18446744073709551617 NumericGreaterThan 18446744073709551616", nil, yes},
		{"true BoolEquals TRUE", nil, yes},
		{"true BoolNotEquals true", nil, no},
		{"@Resource[HasObotoken] boolequals true", []string{"@Resource[hasobotoken]", "True"}, yes},
		{"'2022-06-01T00:00:00.0Z' DateTimeEquals '2022-06-01T02:00:00+02:00'", nil, yes},
		{"'2022-06-01T00:00:00.0000001Z' DateTimeGreaterThan '2022-06-01T00:00:00Z'", nil, yes},
		{"'2022-06-01T00:00:00Z' DateTimeLessThan '2022-06-01T00:00:00Z'", nil, no},
		{"'2022-06-01T00:00:00Z' DateTimeLessThanEquals '2022-06-01T00:00:00Z'", nil, yes},
		{"'2022-06-01T00:00:00Z' DateTimeNotEquals '2022-06-01T00:00:00Z'", nil, no},
		{"'2022-06-01T00:00:00Z' DateTimeGreaterThanEquals '2022-06-02T00:00:00Z'", nil, no},
		{"8b9dfcab-4b77-4632-a6df-94bd07820648 GuidEquals 8B9DFCAB4B774632A6DF94BD07820648", nil, yes},
		{"'8b9dfcab-4b77-4632-a6df-94bd07820648' GuidNotEquals 8b9dfcab4b774632a6df94bd07820648", nil, no},
		// Attributes: their names, and what is not known of them.
		{role + " ForAnyOfAnyValues:GuidEquals{8b9dfcab4b774632a6df94bd07820648}", []string{role, "/x/roleDefinitions/8b9dfcab-4b77-4632-a6df-94bd07820648"}, yes},
		{role + " ForAnyOfAnyValues:GuidEquals {8b9dfcab4b774632a6df94bd07820648}", nil, unknown},
		{"NOT (" + role + " ForAnyOfAnyValues:GuidEquals {8b9dfcab4b774632a6df94bd07820648})", nil, unknown},
		{role + " ForAnyOfAnyValues:GuidNotEquals {8b9dfcab4b774632a6df94bd07820648}", []string{role, ""}, unknown},
		{role + " ForAnyOfAnyValues:GuidEquals {8b9dfcab4b774632a6df94bd07820648}", []string{role, "owner"}, unknown},
		{tag + " StringEquals 'Cascade'", []string{tag, "Cascade"}, yes},
		{tag + " StringEquals 'Cascade'", []string{strings.Replace(tag, "Project", "project", 1), "Cascade"}, unknown},
		{tag + " StringEquals 'Cascade'", []string{strings.Replace(tag, "Microsoft.Storage", "microsoft.storage", 1), "Cascade"}, yes},
		{"@Request[tags&$keys$&] ForAllOfAnyValues:StringEquals {'Project', 'Program'}", []string{"@Request[tags&$keys$&]", "Project"}, yes},
		{"@Request[tags&$keys$&] ForAllOfAnyValues:StringEquals {'Project'}", []string{"@Request[tags&$keys$&]", ""}, unknown},
		{"@Resource[a] StringEquals @Principal[Microsoft.Directory/CustomSecurityAttributes/Id:Engineering_Project]", []string{"@Resource[a]", "x", "@Principal[Microsoft.Directory/CustomSecurityAttributes/Id:Engineering_Project]", "x"}, yes},
		{"@Resource[a] StringEquals 'x'", []string{"@Resource[a]", "x|y"}, unknown},
		{"@Resource[a] StringNotEquals 'x'", nil, unknown},
		{"Exists @Resource[a]", []string{"@Resource[a]", "x"}, yes},
		{"NOT Exists @Resource[a]", []string{"@Resource[a]", ""}, yes},
		{"!Exists @Resource[a]", nil, unknown},
		{"@Environment[UtcNow] DateTimeGreaterThan '2026-01-01T00:00:00Z'", []string{"@Environment[utcnow]", "2026-11-25T00:00:00Z"}, yes},
		// Logic: what is unknown decides nothing that is decided otherwise.
		{"@Resource[a] StringEquals 'x' OR true BoolEquals true", nil, yes},
		{"@Resource[a] StringEquals 'x' AND true BoolEquals false", nil, no},
		{"@Resource[a] StringEquals 'x' AND true BoolEquals true", nil, unknown},
		{"true BoolEquals true && true BoolEquals true && !(true BoolEquals false)", nil, yes},
		{"true BoolEquals false || true BoolEquals false or true BoolEquals true", nil, yes},
		{"NOT NOT true BoolEquals true", nil, yes},
		{"SubOperationMatches{'Blob.List'}", nil, unknown},
		{"(!(ActionMatches{'Microsoft.Storage/*'})) OR (@Resource[a] StringEquals 'x')", nil, yes},
		{"(!(ActionMatches{'" + roleWrite + "'})) OR (@Resource[a] StringEquals 'x')", nil, unknown},
	}
	for _, tt := range tests {
		c, err := access.ParseCondition(tt.condition, "2.0")
		if err != nil {
			t.Errorf("%s: %v", tt.condition, err)
			continue
		}
		at := access.Circumstances{Attributes: attributes(t, tt.known...)}
		if got := c.Evaluate(roleWrite, at); got != both(tt.want) {
			t.Errorf("%s with %v: got %v, want %v", tt.condition, tt.known, got, tt.want)
		}
		checkDeleting(t, c, at)
	}
}

// checkDeleting deletes each attribute in turn: what was No may become unknown, but never Yes.
func checkDeleting(t *testing.T, c *access.Condition, at access.Circumstances) {
	t.Helper()
	before := c.Evaluate(roleWrite, at)
	for name, values := range at.Attributes {
		delete(at.Attributes, name)
		after := c.Evaluate(roleWrite, at)
		if before.Plain == access.No && after.Plain == access.Yes || before.Wide == access.No && after.Wide == access.Yes {
			t.Errorf("%s: without %s it holds", c, name)
		}
		at.Attributes[name] = values
	}
}

func TestConditionSubOperation(t *testing.T) {
	const read = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"
	texts := []string{
		"!(ActionMatches{'" + read + "'} AND NOT SubOperationMatches{'Blob.List'})",
		"!(ActionMatches{'" + read + "'} AND NOT @Request[subOperation] ForAnyOfAnyValues:StringEqualsIgnoreCase {'blob.list'})",
	}
	for _, text := range texts {
		c, err := access.ParseCondition(text, "")
		if err != nil {
			t.Fatal(err)
		}
		for sub, want := range map[string]access.Truth{"Blob.List": access.Yes, "Blob.Read.WithTagConditions": access.No, "": access.Unknown} {
			if got := c.Evaluate(read, access.Circumstances{SubOperation: sub}); got != both(want) {
				t.Errorf("%s in %q: got %v, want %v", text, sub, got, want)
			}
		}
	}
}

func TestConditionErrors(t *testing.T) {
	tests := []struct {
		condition string
		column    int
		reason    string
	}{
		{"", 1, "the condition ends where there should be an expression"},
		{"true BoolEquals true AND true BoolEquals true OR true BoolEquals true", 47, "parentheses must say"},
		{"(true BoolEquals true", 22, "ends where there should be AND, OR or )"},
		{"true BoolEquals true)", 21, `found ")"`},
		{"@Resource[a] StringIs 'x'", 14, `found "StringIs", want an operator`},
		{"@Resource[a] ForSomeOfAnyValues:StringEquals 'x'", 14, "want an operator"},
		{"@Resource[a] StringEquals x", 27, "a string stands in single quotes"},
		{"@Resource[a] StringEquals 'x", 27, "this string has no end"},
		{"@Resource[a] StringEquals {'x', 'y'}", 33, "several values need"},
		{"@Resource[a] ForAnyOfAnyValues:StringEquals {}", 46, `found "}", want a value`},
		{"@Resource[a] ForAnyOfAnyValues:StringEquals {'x' 'y'}", 50, "want , or }"},
		{"@Resource[a] NumericEquals 1.5", 28, "a whole number"},
		{"@Resource[a] NumericEquals '1'", 28, "a whole number"},
		{"@Resource[a] BoolEquals yes", 25, "true or false"},
		{"@Resource[a] GuidEquals {123}", 26, "a GUID"},
		{"@Resource[a] DateTimeEquals '2026'", 29, "a time such as"},
		{"@Resource[a]", 13, "ends where there should be an operator"},
		{"@Resource[] StringEquals 'x'", 10, "no name of an attribute"},
		{"@Resource[a StringEquals 'x'", 1, "has no end"},
		{"@Target[a] StringEquals 'x'", 1, "attributes come from"},
		{"@a", 1, "written @Resource[name]"},
		{"'ü' StringEquals #", 18, `found "#"`},
		{"ActionMatches('a')", 14, "want {"},
		{"ActionMatches{a}", 15, "an action stands in single quotes"},
		{"Exists 'a'", 8, "want an attribute"},
		{"NOT", 4, "ends where"},
		{strings.Repeat("(", 100) + "true BoolEquals true" + strings.Repeat(")", 100), 66, "nested deeper"},
		{strings.Repeat(" ", 70_000), 1, "longer than"},
	}
	for _, tt := range tests {
		_, err := access.ParseCondition(tt.condition, "2.0")
		var e *access.ConditionError
		if !errors.As(err, &e) {
			t.Errorf("%.60s: got %v, want an error", tt.condition, err)
			continue
		}
		if e.Column != tt.column || !strings.Contains(e.Reason, tt.reason) {
			t.Errorf("%.60s: got %v, want column %d and %q", tt.condition, e, tt.column, tt.reason)
		}
	}
	if _, err := access.ParseCondition("true BoolEquals true", "3.0"); err == nil {
		t.Error("version 3.0 is taken")
	}
}

func FuzzCondition(f *testing.F) {
	for _, seed := range []string{
		"((!(ActionMatches{'a/b'})) OR (@Request[a:b] ForAnyOfAnyValues:GuidEquals{8b9dfcab4b774632a6df94bd07820648, x}))",
		"@Resource[HasObotoken] boolequals true && (@Request[x] ForAllOfAllValues:StringLike {'a*\\?', 'b'})",
		"NOT Exists @Principal[a:b<$key_case_sensitive$>] || 1 NumericLessThan -2", "!(!('' StringEquals '\\''))", "@Resource[", "'",
	} {
		f.Add(seed, "x")
	}
	f.Fuzz(func(t *testing.T, text, value string) {
		c, err := access.ParseCondition(text, "2.0")
		var e *access.ConditionError
		if err != nil {
			if !errors.As(err, &e) || e.Column < 1 || e.Reason == "" {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		at := access.Circumstances{SubOperation: value, Attributes: map[string][]string{}}
		for part := range strings.SplitSeq(text, "@") {
			if end := strings.Index(part, "]"); end >= 0 {
				if name, ok := access.AttributeName("@" + part[:end+1]); ok {
					at.Attributes[name] = slices.Repeat([]string{value}, len(part)%3)
				}
			}
		}
		c.Evaluate(value, at)
		checkDeleting(t, c, at)
	})
}
