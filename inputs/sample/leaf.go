package sample

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// leaf returns a value of a Parquet column as it would stand in a CSV file.
type leaf func(parquet.Value) string

func leafOf(t parquet.Type) leaf {
	if logical := t.LogicalType(); logical != nil {
		switch l := logical.Value.(type) {
		case *format.DateType:
			return dateText
		case *format.TimestampType:
			return timestampText(l)
		case *format.DecimalType:
			return decimalText(int(l.Scale))
		}
	}
	return plainText
}

func plainText(v parquet.Value) string {
	switch v.Kind() {
	case parquet.Float:
		return strconv.FormatFloat(float64(v.Float()), 'f', -1, 32)
	case parquet.Double:
		return strconv.FormatFloat(v.Double(), 'f', -1, 64)
	case parquet.ByteArray, parquet.FixedLenByteArray:
		b := v.ByteArray()
		if !utf8.Valid(b) {
			return notText
		}
		return short(string(b[:min(len(b), maxText+utf8.UTFMax)]))
	default:
		return v.String()
	}
}

func dateText(v parquet.Value) string {
	return time.Unix(0, 0).UTC().AddDate(0, 0, int(v.Int32())).Format("2006-01-02")
}

func timestampText(l *format.TimestampType) leaf {
	perSecond := int64(1e9)
	if l.Unit.Value != nil {
		perSecond = int64(time.Second / l.Unit.Value.Duration())
	}
	return func(v parquet.Value) string {
		return time.Unix(v.Int64()/perSecond, 0).UTC().Format("2006-01-02 15:04:05")
	}
}

// decimalText returns what writes numbers with so many digits behind the point.
func decimalText(scale int) leaf {
	return func(v parquet.Value) string {
		n := new(big.Int)
		switch v.Kind() {
		case parquet.Int32:
			n.SetInt64(int64(v.Int32()))
		case parquet.Int64:
			n.SetInt64(v.Int64())
		default:
			n = signed(v.ByteArray())
		}
		digits := n.String()
		if scale <= 0 || scale > maxText {
			return short(digits)
		}
		sign := ""
		if n.Sign() < 0 {
			sign, digits = "-", digits[1:]
		}
		digits = strings.Repeat("0", max(0, scale+1-len(digits))) + digits
		return short(sign + digits[:len(digits)-scale] + "." + digits[len(digits)-scale:])
	}
}

// signed returns the number that bytes are in two's complement, the most significant first.
func signed(b []byte) *big.Int {
	b = slices.Clone(b[:min(len(b), maxText)])
	n := new(big.Int).SetBytes(b)
	if len(b) > 0 && b[0] >= 0x80 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(len(b))*8))
	}
	return n
}
