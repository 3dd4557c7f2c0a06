package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/tipstaff/tipstaff/engine"
)

// Read reads a report that [JSON] wrote, to write it again in another format. It refuses whatever [Schema]
// does not allow, repeated and unknown fields, and anything after the report. What is not part of the JSON
// form is empty: the descriptions of the rules and the source lines.
func Read(r io.Reader) (*engine.Report, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read the report: %w", err)
	}
	if err := check(b); err != nil {
		return nil, fmt.Errorf("read the report: %w", err)
	}
	decoder := json.NewDecoder(bytes.NewReader(b))
	decoder.DisallowUnknownFields()
	decoder.UseNumber()
	var report engine.Report
	if err := decoder.Decode(&report); err != nil {
		return nil, fmt.Errorf("read the report: %w", err)
	}
	if err := restorePaths(&report); err != nil {
		return nil, fmt.Errorf("read the report: %w", err)
	}
	return &report, nil
}

func check(b []byte) error {
	if !utf8.Valid(b) {
		return errors.New("it is not UTF-8")
	}
	decoder := json.NewDecoder(bytes.NewReader(b))
	decoder.UseNumber()
	if err := refuseRepeats(decoder); err != nil {
		return at(decoder, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return at(decoder, errors.New("something follows the report"))
	}
	return validate(b)
}

func at(d *json.Decoder, err error) error { return fmt.Errorf("at byte %d: %w", d.InputOffset(), err) }

// refuseRepeats reads one value and returns an error if one of its objects has two members of one name.
func refuseRepeats(d *json.Decoder) error {
	token, err := d.Token()
	if err != nil {
		return err
	}
	delim, ok := token.(json.Delim)
	if !ok {
		return nil
	}
	seen := map[string]bool{}
	for d.More() {
		if delim == '{' {
			key, err := d.Token()
			if err != nil {
				return err
			}
			name, _ := key.(string)
			if seen[name] {
				return fmt.Errorf("%q occurs twice", name)
			}
			seen[name] = true
		}
		if err := refuseRepeats(d); err != nil {
			return err
		}
	}
	_, err = d.Token()
	return err
}

// restorePaths turns the numbers of paths back into ints.
func restorePaths(r *engine.Report) error {
	for i := range r.Findings {
		if err := restorePath(r.Findings[i].Path); err != nil {
			return err
		}
	}
	for _, e := range r.Evaluations {
		for _, read := range e.Reads {
			if err := restorePath(read.Path); err != nil {
				return err
			}
		}
	}
	return nil
}

func restorePath(path []any) error {
	for i, step := range path {
		number, ok := step.(json.Number)
		if !ok {
			continue
		}
		n, err := number.Int64()
		if err != nil {
			return fmt.Errorf("index in a path: %w", err)
		}
		path[i] = int(n)
	}
	return nil
}
