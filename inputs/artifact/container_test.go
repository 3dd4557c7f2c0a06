package artifact_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs/document"
)

const evil = " os.system=denied"

func TestContainers(t *testing.T) {
	model := file{name: "model.bin", content: command4}
	text := file{name: "notes.txt", content: "nothing of interest"}
	tests := []struct {
		name    string
		content []byte
		want    string
	}{
		{"zip", zipOf(t, model), "zip full" + evil},
		{"zip, compressed", zipOf(t, file{"model.bin", command4, zip.Deflate}), "zip full" + evil},
		{"zip in zip", zipOf(t, file{name: "a.zip", content: string(zipOf(t, model))}), "zip full" + evil},
		{"zip in zip, compressed", zipOf(t, file{"a.zip", string(zipOf(t, model)), zip.Deflate}), "zip full" + evil},
		{"zip without a model", zipOf(t, text), "not taken"},
		{"empty zip", zipOf(t), "not taken"},
		{"torch", torchZip(t, torchPickle), "pytorch full collections.OrderedDict=allowed torch._utils._rebuild_tensor_v2=allowed torch.FloatStorage=allowed"},
		{"torch with an attack", torchZip(t, command), "pytorch full" + evil},
		{"torch with a broken pickle", torchZip(t, "\x00"+torchPickle), "pytorch part !malformed"},
		{"torch with a pickle cut off", torchZip(t, torchPickle[:40]), "pytorch part collections.OrderedDict=allowed !truncated"},
		{"tar", tarOf(t, model), "tar full" + evil},
		{"tar without a model", tarOf(t, text), "not taken"},
		{"tar with a file of another type", tarTyped(tarOf(t, model), '7'), "tar full" + evil},
		{"torch, tar", tarOf(t, file{name: "storages"}, file{name: "tensors"}, file{name: "pickle", content: command4}), "pytorch full" + evil},
		{"tar, cut off", tarOf(t, text, model)[:1100], "tar part !truncated"},
		{"tar with something behind it", append(tarOf(t, model), tarOf(t, model)...), "tar part" + evil + " !trailing_data"},
		{"tar with a path", tarOf(t, file{name: "../../etc/cron.d/x", content: command4}), "tar part" + evil + " !unsafe_path"},
		{"gzip", gzipOf(t, []byte(command4)), "pickle full" + evil},
		{"gzip without a model", gzipOf(t, []byte("some text")), "not taken"},
		{"gzip, cut off", gzipOf(t, []byte(command4))[:40], "pickle part" + evil + " !truncated"},
		{"gzip around tar", gzipOf(t, tarOf(t, model)), "tar full" + evil},
		{"gzip around tar without a model", gzipOf(t, tarOf(t, text)), "not taken"},
		{"gzip with something behind it", append(gzipOf(t, []byte(command4)), 0, 1, 2), "pickle part" + evil + " !truncated"},
		{"zlib", zlibOf(t, []byte(command4)), "pickle full" + evil},
		{"zlib in zlib", zlibOf(t, zlibOf(t, []byte(command4))), "pickle full" + evil},
		{"zlib without a model", zlibOf(t, []byte("some text")), "not taken"},
		{"xz", []byte("\xfd7zXZ\x00and so on"), "compressed none !not_inspected"},
		{"lzma", []byte("\x5d\x00\x00\x80\x00\xff\xff\xff\xff\xff\xff\xff\xff\x00more"), "compressed none !not_inspected"},
		{"zstd", []byte("\x28\xb5\x2f\xfd and so on"), "compressed none !not_inspected"},
		{"lz4", []byte("\x04\x22\x4d\x18 and so on"), "compressed none !not_inspected"},
		{"7z", []byte("7z\xbc\xaf\x27\x1c and so on"), "7z none !not_inspected"},
		{"7z in a zip", zipOf(t, file{name: "model.7z", content: "7z\xbc\xaf\x27\x1c and so on"}), "zip part !not_inspected"},
		{"a pickle that ends as a zip", append([]byte("\x80\x02N."), zipOf(t, model)...), "pickle part" + evil + " !hidden_data !polyglot !trailing_data"},
		{"a picture that ends as a zip", append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), zipOf(t, model)...), "zip part" + evil + " !hidden_data"},
		{"a picture", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"), "not taken"},
		{"a program", []byte("\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x3e\x00"), "not taken"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := summary(inspect(t, tt.content)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// tarTyped changes the type of the first member, and the checksum of its header.
func tarTyped(b []byte, kind byte) []byte {
	sum, _ := strconv.ParseInt(strings.Trim(string(b[148:156]), " \x00"), 8, 64)
	copy(b[148:156], fmt.Sprintf("%06o\x00 ", sum+int64(kind)-int64(b[156])))
	b[156] = kind
	return b
}

// TestZipTricks makes archives that programs disagree about. What is in them is still seen, unless nobody can read
// them.
func TestZipTricks(t *testing.T) {
	tests := []struct {
		name, want string
		change     func(b []byte) []byte
	}{
		{"as it is", "", func(b []byte) []byte { return b }},
		{"flagged as encrypted in both places", "!encrypted_entry", each("PK\x01\x02", 8, 1, "PK\x03\x04", 6, 1)},
		{"flagged as encrypted in the directory", "!directory_mismatch !encrypted_entry", each("PK\x01\x02", 8, 1)},
		{"flagged as encrypted in the member", "!directory_mismatch", each("PK\x03\x04", 6, 1)},
		{"another checksum in the directory", "!checksum", each("PK\x01\x02", 16, 0xff)},
		{"another method in the member", "!directory_mismatch", each("PK\x03\x04", 8, 8)},
		{"another name in the member", "!directory_mismatch", func(b []byte) []byte {
			return bytes.Replace(b, []byte("triage/data.pkl"), []byte("triage/data.txt"), 1)
		}},
		{"something before it", "!hidden_data", func(b []byte) []byte { return append([]byte("PK\x03\x04junk"), b...) }},
		{"something behind it", "!trailing_data", func(b []byte) []byte { return append(b, "junk"...) }},
		{"a comment", "", func(b []byte) []byte { b[len(b)-2] = 4; return append(b, "junk"...) }},
		{"two directories", "!hidden_data", func(b []byte) []byte { return append(bytes.Clone(b), b...) }},
		{"a directory in the comment", "!directory_mismatch !hidden_data !malformed", func(b []byte) []byte {
			comment := append(bytes.Clone(b[len(b)-22:]), 0)
			b[len(b)-2] = byte(len(comment))
			comment[20]++
			return append(b, comment...)
		}},
		{"fewer members by number", "!directory_mismatch", func(b []byte) []byte { b[len(b)-12]--; return b }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := inspect(t, tt.change(torchZip(t, command4)))
			got := summary(p)
			_, problems, _ := strings.Cut(got, "!")
			unreadable := strings.Contains(tt.want, "!malformed")
			if strings.Contains(got, evil) == unreadable || strings.TrimPrefix(tt.want, "!") != problems {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// each changes bytes: at a distance from each place where a text stands, by a mask, and so on.
func each(changes ...any) func([]byte) []byte {
	return func(b []byte) []byte {
		for i := 0; i < len(changes); i += 3 {
			text, _ := changes[i].(string)
			distance, _ := changes[i+1].(int)
			mask, _ := changes[i+2].(int)
			for at := 0; ; at += len(text) {
				next := bytes.Index(b[at:], []byte(text))
				if next < 0 {
					break
				}
				at += next
				b[at+distance] ^= byte(mask)
			}
		}
		return b
	}
}

func TestZipDuplicate(t *testing.T) {
	b := zipOf(t, file{name: "a/data.pkl", content: "\x80\x02N."}, file{name: "a/data.pkl", content: command4})
	if got, want := summary(inspect(t, b)), "zip part"+evil+" !duplicate_name"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestZipMembers says which members are models.
func TestZipMembers(t *testing.T) {
	inner := zipOf(t, file{name: "x/model.bin", content: command4})
	p := inspect(t, zipOf(t, file{name: "a.zip", content: string(inner)}, file{name: "notes.txt", content: "text"}))
	if got, want := strings.Join(texts(p.Get("members"), "member", "format"), " "), "a.zip.zip a.zip!x/model.bin.pickle"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := p.Get("imports").Elements()[0].Get("member").Text(); got != "a.zip!x/model.bin" {
		t.Errorf("the import is in %q", got)
	}
}

// TestBombs inflates what must not come out whole.
func TestBombs(t *testing.T) {
	zeros := "\x80\x04B" + le(uint32(80<<20)) + strings.Repeat("\x00", 80<<20) + "0" + command4[2:]
	ratio := gzipOf(t, []byte(zeros))
	deep := []byte(command4)
	for range 12 {
		deep = zipOf(t, file{name: "a.zip", content: string(deep)})
	}
	var many []file
	for range 100_001 {
		many = append(many, file{name: "a"})
	}
	tests := []struct {
		name    string
		content []byte
		want    string
	}{
		{"much out of little", ratio, "limit"},
		{"the same in a zip", zipOf(t, file{"a.pkl", zeros, zip.Deflate}), "limit"},
		{"many levels", deep, "limit"},
		{"many members", zipOf(t, many...), "limit"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := inspect(t, tt.content)
			if got := strings.Join(texts(p.Get("problems"), "kind"), " "); !strings.Contains(got, tt.want) || clean(p) {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// TestZipDamageNeverCleans flips every byte of an archive with an attack, and cuts it off everywhere.
func TestZipDamageNeverCleans(t *testing.T) {
	original := torchZip(t, command4)
	check := func(b []byte, what string, at int) {
		if p := inspect(t, b); p.Defined() && clean(p) {
			t.Errorf("%s at %d: %s", what, at, p.AppendJSON(nil))
		}
	}
	for at := range original {
		for _, mask := range []byte{1, 0x80, 0xff} {
			b := bytes.Clone(original)
			b[at] ^= mask
			check(b, "changed", at)
		}
		check(original[:at], "cut off", at)
	}
}

// TestCompressionIsSaid says what a file is compressed with.
func TestCompressionIsSaid(t *testing.T) {
	p := inspect(t, gzipOf(t, zlibOf(t, []byte(command4))))
	if got := p.Get("compression").Text(); got != "gzip+zlib" {
		t.Errorf("got %q", got)
	}
	if p.Get("bytes").Kind() != document.Number {
		t.Error("the size is missing")
	}
}

// TestZip64 reads an archive whose directory needs numbers of 64 bits by force.
func TestZip64(t *testing.T) {
	b := zipOf(t, file{name: "model.bin", content: command4})
	end := len(b) - 22
	start, size := binary.LittleEndian.Uint32(b[end+16:]), binary.LittleEndian.Uint32(b[end+12:])
	record := "PK\x06\x06" + le(uint64(44)) + le(uint16(45)) + le(uint16(45)) + le(uint32(0)) + le(uint32(0)) +
		le(uint64(1)) + le(uint64(1)) + le(uint64(size)) + le(uint64(start))
	locator := "PK\x06\x07" + le(uint32(0)) + le(uint64(end)) + le(uint32(1))
	last := "PK\x05\x06" + strings.Repeat("\x00", 4) + strings.Repeat("\xff", 12) + "\x00\x00"
	b = append(b[:end:end], record+locator+last...)
	if got, want := summary(inspect(t, b)), "zip full"+evil; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
