package sample_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs/sample"
)

// made are made-up values: each class with one that is valid and some that are not.
var made = map[string]struct {
	header  string // that the class needs, "" if it stands alone
	valid   []string
	invalid []string
}{
	"card_number": {
		valid: []string{
			"4111111111111111", "4111-1111-1111-1111", "4111 1111 1111 1111", "5555555555554444", "2223003122003222", "378282246310005",
			"6011111111111117", "3530111333300000", "30569309025904", "6200000000000005", "4111111111111111.0", "4222222222222",
		},
		invalid: []string{
			"4111111111111112", "411111111111111", "9111111111111111", "0000000000000000", "41111111 11111111-", "4111--1111-1111-1111",
			"4111-1111 1111-1111", "378282246310006", "1704067200000", "",
		},
	},
	"iban": {
		valid:   []string{"DE89370400440532013000", "GB82 WEST 1234 5698 7654 32", "fr1420041010050500013m02606", "NL91ABNA0417164300", "BE68539007547034"},
		invalid: []string{"DE89370400440532013001", "DE8937040044053201300", "XX89370400440532013000", "DE89-3704-0044-0532-0130-00", "DEAB370400440532013000"},
	},
	"email":      {valid: []string{"ann@example.com", "a.b+c@mail.example.co.uk"}, invalid: []string{"ann", "@example.com", "ann@example", "a b@example.com", "a@@example.com", "ann@example.c0m"}},
	"phone":      {valid: []string{"+44 20 7946 0958", "+1-202-555-0143", "0049 30 901820"}, invalid: []string{"+0 20 7946 0958", "+44", "44 20 7946 0958 x", "+44 20 7946 0958 1234 5678"}},
	"ip_address": {valid: []string{"192.0.2.17", "2001:db8::17"}, invalid: []string{"192.0.2.256", "1.2.3", "12:34:56", "0.0.0.0", "02:42:ac:11:00:02"}},
	"us_ssn":     {valid: []string{"123-45-6789", "899-99-9999"}, invalid: []string{"000-45-6789", "666-45-6789", "900-45-6789", "123-00-6789", "123-45-0000", "123-456-789"}},
	"uk_nhs_number": {
		valid:   []string{"943 476 5919", "9434765919", "401 023 2137"},
		invalid: []string{"943 476 5918", "94347659191", "0000000000", "1111111111"},
	},
	"es_dni": {valid: []string{"12345678Z", "X1234567L", "12345678-z", "Y7654321G"}, invalid: []string{"12345678A", "X1234567A", "W1234567L", "1234567L"}},
	"de_tax_id": {
		valid:   []string{"86095742719", "47036892816", "65929970489", "86 095 742 719"},
		invalid: []string{"86095742718", "06095742719", "12345678901", "11111111111", "8609574271"},
	},
	"fr_nir": {
		valid:   []string{"255081416802538", "2 55 08 14 168 025 38", "180032A00100193"},
		invalid: []string{"255081416802539", "955081416802538", "255131416802538", "25508141680253"},
	},
	"in_aadhaar":    {valid: []string{"234123412346", "2341 2341 2346"}, invalid: []string{"234123412347", "134123412346", "23412341234"}},
	"icd10_code":    {header: "icd10", valid: []string{"S13.4", "E11.9", "M54", "S134XXA", "C7A.1"}, invalid: []string{"U99.1", "13.4", "S1", "s13.4", "S13.41234"}},
	"date_of_birth": {header: "dob", valid: []string{"1984-03-12", "12.03.1984", "03/12/1984", "19840312", "1984-03-12 00:00:00"}, invalid: []string{"1884-03-12", "1984-13-41", "2184-03-12", "19841312", "tomorrow"}},
}

// TestRecognisers asks for one value at a time, whatever its column would need besides.
func TestRecognisers(t *testing.T) {
	for class, m := range made {
		for _, v := range m.valid {
			if !sample.Recognised(class, v) {
				t.Errorf("%s: %q is not seen", class, v)
			}
		}
		for _, v := range m.invalid {
			if sample.Recognised(class, v) {
				t.Errorf("%s: %q is taken for one", class, v)
			}
		}
	}
	for _, class := range sample.ClassesWithValues() {
		if len(made[class].valid) == 0 || len(made[class].invalid) == 0 {
			t.Errorf("%s is not tested", class)
		}
	}
}

// TestChecksums changes each digit of a valid number: a checksum sees every one of them.
func TestChecksums(t *testing.T) {
	for class, v := range map[string]string{
		"card_number": "4111111111111111", "uk_nhs_number": "9434765919", "de_tax_id": "86095742719", "in_aadhaar": "234123412346",
		"es_dni": "12345678Z", "fr_nir": "255081416802538", "iban": "DE89370400440532013000",
	} {
		for i := range v {
			for d := '0'; d <= '9'; d++ {
				changed := v[:i] + string(d) + v[i+1:]
				if v[i] >= '0' && v[i] <= '9' && changed != v && sample.Recognised(class, changed) {
					t.Errorf("%s: %s with %s is still one", class, v, changed)
				}
			}
		}
	}
}

// cards returns n different made-up card numbers.
func cards(n int) []string {
	random := rand.New(rand.NewPCG(7, 7))
	var all []string
	for len(all) < n {
		number := fmt.Sprintf("4%015d", random.Int64N(1e15))
		for d := '0'; d <= '9'; d++ {
			if c := number[:15] + string(d); sample.Recognised("card_number", c) && !slices.Contains(all, c) {
				all = append(all, c)
			}
		}
	}
	return all
}

// numbers returns n numbers of a function of their place.
func numbers(n int, of func(i int) string) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = of(i)
	}
	return all
}

func TestColumns(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	digits := func(n int) func(int) string {
		return func(int) string {
			var b strings.Builder
			for range n {
				b.WriteByte(byte('0' + random.IntN(10)))
			}
			return b.String()
		}
	}
	tests := []struct {
		name, header string
		values       []string
		want         string
	}{
		{"cards", "x", cards(20), "card_number"},
		{"cards, too few to be sure", "x", cards(19), ""},
		{"few cards, and the header says so", "card_number", cards(3), "card_number"},
		{"the same card again and again", "x", numbers(500, func(int) string { return "4111111111111111" }), ""},
		{"six of ten are cards", "x", append(cards(60), numbers(40, digits(16))...), "card_number"},
		{"five of ten are cards", "x", append(cards(500), numbers(500, strconv.Itoa)...), ""},
		{"all are cards, in a column of orders", "order_id", cards(50), "card_number"},
		{"seven of ten are cards, in a column of orders", "orderId", append(cards(70), numbers(30, strconv.Itoa)...), ""},
		{"16 digits", "x", numbers(2000, digits(16)), ""},
		{"16 digits that start like cards", "x", numbers(2000, func(i int) string { return "4" + digits(15)(i) }), ""},
		{"13 digits that start like cards, in a column of cards", "card", numbers(2000, func(i int) string { return "4" + digits(12)(i) }), ""},
		{"10 digits", "x", numbers(2000, digits(10)), ""},
		{"11 digits", "x", numbers(2000, digits(11)), ""},
		{"12 digits", "x", numbers(2000, digits(12)), ""},
		{"9 digits", "x", numbers(2000, digits(9)), ""},
		{"15 digits", "x", numbers(2000, digits(15)), ""},
		{"epochs", "epoch", numbers(2000, func(i int) string { return strconv.Itoa(1_795_000_000 + 61*i) }), ""},
		{"epochs in milliseconds", "ts", numbers(2000, func(i int) string { return strconv.Itoa(1_795_000_000_000 + 997*i) }), ""},
		{"order ids", "order_id", numbers(2000, func(i int) string { return strconv.Itoa(4_000_000_000_000_000 + i) }), ""},
		{"9 digits, and the header says so", "ssn", []string{"123456789", "212345678"}, "us_ssn"},
		{"phones of one country", "phone", []string{"020 7946 0958", "(202) 555-0143"}, "phone"},
		{"the same without a header", "x", numbers(50, func(i int) string { return fmt.Sprintf("020 7946 0%03d", i) }), ""},
		{"versions", "version", numbers(40, func(i int) string { return fmt.Sprintf("1.2.%d.0-rc", i) }), ""},
		{"addresses of hosts, in a column of versions", "version", append(numbers(40, func(i int) string { return fmt.Sprintf("1.2.3.%d", i) }), "dev"), ""},
		{"dates that are not of birth", "created_at", numbers(40, func(i int) string { return fmt.Sprintf("1984-03-%02d", i%28+1) }), ""},
		{"a name in the header", "FirstName", []string{"Ann", "Bob"}, "person_name"},
		{"a name of no person", "name", []string{"Ann", "Bob"}, ""},
		{"a header against it", "patient_id_hash", []string{"Ann", "Bob"}, ""},
		{"a record number", "MRN", []string{"A1"}, "medical_record_number"},
		{"a record number, and nothing in it", "MRN", []string{"", "NULL", "n/a"}, ""},
		{"codes of diagnoses", "dx", []string{"S13.4", "E11.9"}, "icd10_code"},
		{"codes of something", "code", []string{"S13.4", "E11.9"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := sample.Classes(tt.header, tt.values); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			for range 3 {
				random.Shuffle(len(tt.values), func(i, j int) { tt.values[i], tt.values[j] = tt.values[j], tt.values[i] })
				if got := sample.Classes(tt.header, tt.values); got != tt.want {
					t.Errorf("in another order: got %q, want %q", got, tt.want)
				}
			}
		})
	}
	for class, m := range made {
		header := m.header
		if header == "" {
			header = "x"
			m.valid = append(m.valid[:1:1], manyOf(class)...)
		}
		if got := sample.Classes(header, m.valid); got != class {
			t.Errorf("%s: a column of them is %q", class, got)
		}
	}
}

// manyOf makes up enough values of a class that stands alone.
func manyOf(class string) []string {
	patterns := map[string]string{
		"card_number": "4%015d", "iban": "NO%013d", "email": "a%d@example.com", "ip_address": "192.0.2.%d", "us_ssn": "123-45-%04d",
		"uk_nhs_number": "94347%05d", "es_dni": "%08d", "de_tax_id": "8609574%04d", "fr_nir": "2550814168%05d", "in_aadhaar": "23412341%04d",
		"phone": "+44 20 7946 %04d",
	}
	suffixes := []string{""}
	if class == "es_dni" {
		suffixes = strings.Split("TRWAGMYFPDXBNJZSQVHLCKE", "")
	}
	var all []string
	for i := 1; len(all) < 40 && i < 100_000; i++ {
		for _, s := range suffixes {
			if v := fmt.Sprintf(patterns[class], i) + s; sample.Recognised(class, v) {
				all = append(all, v)
			}
		}
	}
	return all
}
