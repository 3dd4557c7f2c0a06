package sample

// recogniser is one way to see that values are of a class.
type recogniser struct {
	class string
	kind  string // of sensitive data, as in data.facts.classification.sensitive_data
	// precision is what decides: a checksum, a pattern, or the header.
	precision string
	// weight is the points out of 100 if all values fit.
	weight int
	// valid reports whether a value fits; nil if only the header can tell.
	valid func(text string) bool
	// words are those in the name of a column that speak for the class.
	words []string
}

// The weights.
const (
	byChecksum = 100 // stands alone
	byPattern  = 80  // stands alone, unless the header is against it
	byBoth     = 50  // a pattern that many things have: only together with the header
)

// recognisers are all of them. Several may see the same class.
var recognisers = []recogniser{
	{"card_number", "credit_card", "checksum", byChecksum, isCard, []string{"card", "pan", "card number", "card no", "credit card", "cc number", "ccn"}},
	{"iban", "bank_account", "checksum", byChecksum, isIBAN, []string{"iban", "bank account", "account number", "konto"}},
	{"email", "contact", "pattern", byPattern, isEmail, []string{"email", "e mail", "mail"}},
	{"phone", "contact", "pattern", byPattern, isInternationalPhone, phoneWords},
	{"phone", "contact", "header", byBoth, isNationalPhone, phoneWords},
	{"ip_address", "location", "pattern", byPattern, isIP, []string{"ip", "ip address", "ip addr", "remote addr", "ipv4", "ipv6"}},
	{"us_ssn", "government_id", "pattern", byPattern, isSSN, ssnWords},
	{"us_ssn", "government_id", "header", byBoth, isPlainSSN, ssnWords},
	{"uk_nhs_number", "government_id", "checksum", byChecksum, isNHSNumber, []string{"nhs", "nhs number", "nhs no"}},
	{"es_dni", "government_id", "checksum", byChecksum, isDNI, []string{"dni", "nie", "nif"}},
	{"de_tax_id", "government_id", "checksum", byChecksum, isSteuerID, []string{"steuer id", "steuer idnr", "idnr", "tin", "tax id", "steueridentifikationsnummer"}},
	{"fr_nir", "government_id", "checksum", byChecksum, isNIR, []string{"nir", "insee", "securite sociale", "numero secu"}},
	{"in_aadhaar", "government_id", "checksum", byChecksum, isAadhaar, []string{"aadhaar", "aadhar", "uidai"}},
	{"icd10_code", "medical", "header", byBoth, isICD10, []string{"icd", "icd10", "icd 10", "diagnosis", "diagnosis code", "dx", "injury code"}},
	{"date_of_birth", "personal", "header", byBoth, isBirthDate, []string{"dob", "birth", "birth date", "date of birth", "birthday", "geburtsdatum", "date naissance", "fecha nacimiento"}},
	{"medical_record_number", "medical", "header", 0, nil, []string{"mrn", "medical record", "medical record number", "patient id", "patient number", "patient no"}},
	{"health_record", "medical", "header", 0, nil, []string{"diagnosis", "medication", "prescription", "allergies", "blood type", "symptoms"}},
	{"person_name", "personal", "header", 0, nil, []string{
		"first name", "last name", "full name", "given name", "family name", "middle name", "surname", "patient name", "customer name",
		"employee name", "contact name", "vorname", "nachname", "prenom", "apellido", "apellidos",
	}},
	{"postal_address", "contact", "header", 0, nil, []string{
		"street", "street address", "home address", "postal address", "mailing address", "address line", "address1", "address line1", "strasse",
	}},
}

var (
	phoneWords = []string{"phone", "phone number", "telephone", "mobile", "cell phone", "fax", "telefon", "tel", "msisdn"}
	ssnWords   = []string{"ssn", "social security", "social security number"}
)

// unlikely are words in the name of a column that speak against every class: what such columns hold looks like a class
// by chance.
var unlikely = []string{
	"uid", "uuid", "guid", "order", "epoch", "timestamp", "created at", "updated at", "time", "hash", "checksum", "digest", "invoice", "sku",
	"tracking", "serial", "version", "build", "sequence", "seq", "offset", "bytes", "token", "product", "imei",
}
