//go:build !(armbe || arm64be || m68k || mips || mips64 || mips64p32 || ppc || ppc64 || s390 || s390x || shbe || sparc || sparc64)

package document

// Where the parts of the head of a value are, so that in memory the kind comes first.
const (
	kindShift   = 0
	markShift   = 8
	symbolShift = 16
	nodeShift   = 32
)
