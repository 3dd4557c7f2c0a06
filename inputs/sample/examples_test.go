package sample_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs/sample"
)

var update = flag.Bool("update", false, "write the example files again")

var (
	firstNames = []string{"Ada", "Bela", "Cleo", "Dov", "Elin", "Faro", "Gita", "Hugo", "Iben", "Jora"}
	lastNames  = []string{"Quaymere", "Reefholt", "Sandwick", "Tarnbeck"}
	injuries   = []string{"S13.4", "S06.0", "S22.3", "T14.9"}
)

// claimants returns the example of a table of claims: everything in it is made up.
func claimants() []byte {
	var b bytes.Buffer
	b.WriteString("claim_id,full_name,date_of_birth,email,injury_code,amount\n")
	for i := range 30 {
		first, last := firstNames[i%len(firstNames)], lastNames[i%len(lastNames)]
		fmt.Fprintf(&b, "C-%04d,%s %s,%d-%02d-%02d,%s.%s@example.com,%s,%d.%02d\n", 1001+i, first, last, 1950+i, i%12+1, i%28+1,
			strings.ToLower(first), strings.ToLower(last), injuries[i%len(injuries)], 400+37*i, i)
	}
	return b.Bytes()
}

// feature is a row of the training table, in which somebody left the accounts.
type feature struct {
	Claim   string  `parquet:"claim_token"`
	Account string  `parquet:"payout_ref"`
	Region  string  `parquet:"region"`
	Amount  float64 `parquet:"amount"`
	Fraud   bool    `parquet:"fraud"`
}

func features() []feature {
	var rows []feature
	accounts := manyOf("iban")
	for i := range 30 {
		rows = append(rows, feature{
			Claim: fmt.Sprintf("t-%08x", 0x9e3779b1*uint32(i+1)), Account: accounts[i], Region: []string{"north", "south"}[i%2],
			Amount: 400.5 + 37*float64(i), Fraud: i%7 == 0,
		})
	}
	return rows
}

// TestExamples compares the example files with what makes them, and with what is found in them.
func TestExamples(t *testing.T) {
	dir := filepath.Join("..", "examples", "data")
	for name, e := range map[string]struct {
		content []byte
		want    string
	}{
		"claimants.csv": {
			claimants(),
			"30 claim_id:text full_name:text=person_name date_of_birth:date=date_of_birth email:text=email injury_code:text=icd10_code amount:number",
		},
		"features.parquet": {parquetOf(t, features()), "30 claim_token:text payout_ref:text=iban region:text amount:number fraud:boolean"},
	} {
		path := filepath.Join(dir, name)
		if *update {
			if err := os.MkdirAll(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, e.content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(got, e.content) {
			t.Errorf("%s is not what it is made as: run go test ./inputs/sample -update (%v)", name, err)
		}
		if found := summary(inspect(name, got)); found != e.want {
			t.Errorf("%s: got %s\nwant %s", name, found, e.want)
		}
	}
	if !sample.Recognised("iban", features()[0].Account) {
		t.Error("the accounts are none")
	}
}
