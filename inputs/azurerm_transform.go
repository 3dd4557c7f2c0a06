package inputs

import (
	"strconv"
	"strings"
	"time"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// azurermTransform turns the value of an azurerm attribute into ARM's. The zero transform passes it on.
type azurermTransform struct {
	name     string
	block    bool         // it reads whole blocks, not one attribute
	resolves bool         // it wants to see unknown values too
	rows     []azurermRow // of the blocks, if it makes an array of them
	apply    func(m *azurermMapping, at azurermCursor) (document.Value, error)
}

// kindError is what azurerm has where something else was found.
type kindError string

func (e kindError) Error() string { return "not " + string(e) }

// fromBool is a transform of a boolean into one of two values.
func fromBool(name string, yes, no document.Value) azurermTransform {
	return azurermTransform{name: name, apply: func(m *azurermMapping, at azurermCursor) (document.Value, error) {
		switch text := at.value.Text(); {
		case m.change.written && text == "true": // as Terraform reads it
			return yes.From(at.value), nil
		case m.change.written && text == "false":
			return no.From(at.value), nil
		case at.value.Kind() != document.Boolean:
			return document.Value{}, kindError("a boolean")
		case at.value.Bool():
			return yes.From(at.value), nil
		}
		return no.From(at.value), nil
	}}
}

// fromText is a transform of a string.
func fromText(name string, f func(string) (document.Value, error)) azurermTransform {
	return azurermTransform{name: name, apply: func(_ *azurermMapping, at azurermCursor) (document.Value, error) {
		if at.value.Kind() != document.String {
			return document.Value{}, kindError("a string")
		}
		v, err := f(at.value.Text())
		return v.From(at.value), err
	}}
}

// constantValue is what azurerm always sends, or what the type of the resource says.
func constantValue(v document.Value) azurermTransform {
	return azurermTransform{name: "constant", block: true, apply: func(_ *azurermMapping, at azurermCursor) (document.Value, error) {
		return v.From(at.value), nil
	}}
}

// presenceOf is what a block says by being there.
func presenceOf(text string) azurermTransform {
	return azurermTransform{name: "presence", block: true, apply: func(_ *azurermMapping, at azurermCursor) (document.Value, error) {
		if at.value.Kind() == document.Array {
			at = at.only()
		}
		if !isSet(at.value) {
			return at.value, nil
		}
		return document.StringValue(text).From(at.value), nil
	}}
}

var (
	negatedBool     = fromBool("negated", document.BoolValue(false), document.BoolValue(true))
	enabledWord     = fromBool("enabled", document.StringValue("Enabled"), document.StringValue("Disabled"))
	enabledLower    = fromBool("switched", document.StringValue("enabled"), document.StringValue("disabled"))
	trustedServices = fromBool("trusted", document.StringValue("AzureServices"), document.StringValue("None"))
	azureRegion     = azurermTransform{name: "location", apply: func(_ *azurermMapping, at azurermCursor) (document.Value, error) {
		if at.value.Kind() != document.String {
			return document.Value{}, kindError("a string")
		}
		return azureLocation(at.value), nil
	}}
	// epochSeconds: azurerm has RFC 3339, ARM has seconds.
	epochSeconds = fromText("epoch", func(s string) (document.Value, error) {
		t, err := time.Parse(time.RFC3339, s)
		if err != nil {
			return document.Value{}, kindError("a time such as 2027-01-31T00:00:00Z")
		}
		return document.NumberValue(strconv.FormatInt(t.Unix(), 10)), nil
	})
)

// isoDays and isoHours: azurerm has a number, ARM has a duration in ISO 8601.
var (
	isoDays  = fromNumber("days", func(n string) string { return "P" + n + "D" })
	isoHours = fromNumber("hours", func(n string) string { return "PT" + n + "H" })
)

// fromNumber is a transform of a number into a text.
func fromNumber(name string, f func(string) string) azurermTransform {
	return azurermTransform{name: name, apply: func(m *azurermMapping, at azurermCursor) (document.Value, error) {
		if at.value.Kind() != document.Number && !(m.change.written && at.value.Kind() == document.String) {
			return document.Value{}, kindError("a number")
		}
		return document.StringValue(f(at.value.Text())).From(at.value), nil
	}}
}

// azureLocation writes a location the way ARM does: westeurope.
func azureLocation(v document.Value) document.Value {
	name := strings.ToLower(strings.ReplaceAll(v.Text(), " ", ""))
	if name == v.Text() {
		return v
	}
	return document.StringValue(name).From(v)
}

// joinedText writes a list of strings as one, as ARM has sets of flags.
var joinedText = azurermTransform{name: "joined", apply: func(_ *azurermMapping, at azurermCursor) (document.Value, error) {
	if at.value.Kind() == document.String {
		return at.value, nil
	}
	if at.value.Kind() != document.Array {
		return document.Value{}, kindError("a list of strings")
	}
	var texts []string
	out := document.Value{}.From(at.value)
	for _, e := range at.value.Elements() {
		switch {
		case e.Has(document.Unknown):
			return document.UnknownValue().From(at.value), nil
		case e.Kind() != document.String:
			return document.Value{}, kindError("a list of strings")
		}
		texts, out = append(texts, e.Text()), out.From(e)
	}
	if len(texts) == 0 {
		return document.Value{}, nil
	}
	return document.StringValue(strings.Join(texts, ", ")).From(out).From(at.value), nil
}}

// wrappedIn makes objects with one key of the elements of a list; a string is split at commas.
func wrappedIn(key string) azurermTransform {
	return azurermTransform{name: "wrapped", apply: func(_ *azurermMapping, at azurermCursor) (document.Value, error) {
		elements := at.value.Elements()
		switch at.value.Kind() {
		case document.Array:
		case document.String:
			for part := range strings.SplitSeq(at.value.Text(), ",") {
				elements = append(elements, document.StringValue(strings.TrimSpace(part)).From(at.value))
			}
		default:
			return document.Value{}, kindError("a list of strings")
		}
		var objects []document.Value
		for _, e := range elements {
			objects = append(objects, document.ObjectValue(document.Field(key, e)).From(e))
		}
		return document.ArrayValue(objects...).From(at.value), nil
	}}
}

// singleton makes a list of one value.
var singleton = azurermTransform{name: "inList", apply: func(_ *azurermMapping, at azurermCursor) (document.Value, error) {
	return document.ArrayValue(at.value).From(at.value), nil
}}

// storageSKUName is the name that azurerm splits into tier and replication.
var storageSKUName = azurermTransform{name: "storageSKU", apply: func(_ *azurermMapping, at azurermCursor) (document.Value, error) {
	replication := at.holder.Get("account_replication_type")
	switch {
	case at.value.Kind() != document.String:
		return document.Value{}, kindError("a string")
	case replication.Kind() != document.String:
		return document.UnknownValue().From(at.value), nil
	}
	return document.StringValue(at.value.Text() + "_" + replication.Text()).From(replication).From(at.value), nil
}}

// keyURLPart is one part of the URL of a key in a vault: https://VAULT/keys/NAME/VERSION. part is "vault", "name"
// or "version".
func keyURLPart(part string) azurermTransform {
	return fromText("keyURL", func(s string) (document.Value, error) {
		vault, rest, ok := strings.Cut(s, "/keys/")
		name, version, _ := strings.Cut(rest, "/")
		parts := map[string]string{"vault": vault, "name": name, "version": version}
		switch {
		case !ok || name == "":
			return document.Value{}, kindError("the URL of a key")
		case parts[part] == "":
			return document.Value{}, nil
		}
		return document.StringValue(parts[part]), nil
	})
}
