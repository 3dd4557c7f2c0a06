package arm

import (
	"math/big"
	"net/netip"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// network reads a range of addresses as the server does: one whose address has bits beyond the prefix is left to
// it, and so are addresses with a zone and IPv4 within IPv6.
func network(v document.Value) (netip.Prefix, bool) {
	p, err := netip.ParsePrefix(v.Text())
	return p, err == nil && p == p.Masked() && !p.Addr().Is4In6() && p.String() == v.Text()
}

// offset returns the address that is n after a.
func offset(a netip.Addr, n *big.Int) (netip.Addr, bool) {
	sum := new(big.Int).Add(new(big.Int).SetBytes(a.AsSlice()), n)
	if sum.Sign() < 0 || sum.BitLen() > a.BitLen() {
		return a, false
	}
	return netip.AddrFromSlice(sum.FillBytes(make([]byte, a.BitLen()/8)))
}

// size returns how many addresses are in a range of the family with so many bits.
func size(bits int) *big.Int { return new(big.Int).Lsh(big.NewInt(1), uint(max(bits, 0))) }

func parseCIDR(args []document.Value) document.Value {
	p, ok := network(args[0])
	host := p.Addr().BitLen() - p.Bits()
	if !ok || p.Addr().Is4() && host < 2 {
		return document.Value{}
	}
	one := big.NewInt(1)
	end, _ := offset(p.Addr(), new(big.Int).Sub(size(host), one))
	mask := new(big.Int).Sub(size(p.Addr().BitLen()), size(host))
	netmask, _ := netip.AddrFromSlice(mask.FillBytes(make([]byte, p.Addr().BitLen()/8)))
	field := func(name string, a netip.Addr) document.Member {
		return document.Field(name, document.StringValue(a.String()))
	}
	members := []document.Member{field("network", p.Addr()), field("netmask", netmask)}
	if p.Addr().Is4() {
		members = append(members, field("broadcast", end), field("firstUsable", p.Addr().Next()), field("lastUsable", end.Prev()))
	} else {
		members = append(members, field("firstUsable", p.Addr()), field("lastUsable", end))
	}
	return document.ObjectValue(append(members, document.Field("cidr", number(int64(p.Bits()))))...)
}

// cidrSubnet returns one of the ranges that a range is split into.
func cidrSubnet(args []document.Value) document.Value {
	p, ok := network(args[0])
	n, rest := integers(args[1:])
	if !ok || !rest || n[0] < int64(p.Bits()) || n[0] > int64(p.Addr().BitLen()) || n[1] < 0 {
		return document.Value{}
	}
	bits := int(n[0])
	index := big.NewInt(n[1])
	if index.Cmp(size(bits-p.Bits())) >= 0 {
		return document.Value{}
	}
	start, ok := offset(p.Addr(), index.Mul(index, size(p.Addr().BitLen()-bits)))
	if !ok {
		return document.Value{}
	}
	return text(netip.PrefixFrom(start, bits).String())
}

// cidrHost returns one of the addresses that hosts of a range may have.
func cidrHost(args []document.Value) document.Value {
	p, ok := network(args[0])
	n, isNumber := integer(args[1])
	host := p.Addr().BitLen() - p.Bits()
	if !ok || !isNumber || n < 0 || host < 2 {
		return document.Value{}
	}
	usable := new(big.Int).Sub(size(host), big.NewInt(2))
	index := big.NewInt(n)
	if index.Cmp(usable) >= 0 {
		return document.Value{}
	}
	a, ok := offset(p.Addr(), index.Add(index, big.NewInt(1)))
	if !ok {
		return document.Value{}
	}
	return text(a.String())
}
