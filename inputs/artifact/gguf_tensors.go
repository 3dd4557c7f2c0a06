package artifact

import "math"

// ggufBlocks are how many elements the tensors of a type have in a block, and how many bytes that takes.
var ggufBlocks = map[uint64][2]uint64{
	0: {1, 4}, 1: {1, 2}, 2: {32, 18}, 3: {32, 20}, 6: {32, 22}, 7: {32, 24}, 8: {32, 34}, 10: {256, 84}, 11: {256, 110},
	12: {256, 144}, 13: {256, 176}, 14: {256, 210}, 16: {256, 66}, 17: {256, 74}, 18: {256, 98}, 19: {256, 50}, 20: {32, 18},
	21: {256, 110}, 22: {256, 82}, 23: {256, 136}, 24: {1, 1}, 25: {1, 2}, 26: {1, 4}, 27: {1, 8}, 28: {1, 8}, 29: {256, 56},
	30: {1, 2}, 34: {256, 54}, 35: {256, 66}, 39: {32, 17},
}

const maxDimensions = 8

// tensors reads where the tensors are, which must be in the file.
func (g *gguf) tensors(count uint64) error {
	furthest := uint64(0)
	for range count {
		end, err := g.tensor()
		if err != nil {
			return err
		}
		furthest = max(furthest, end)
	}
	if count == 0 {
		return nil
	}
	at := g.s.pos
	padding := int64(0)
	if g.alignment > 0 && g.alignment <= bufferSize {
		padding = (int64(g.alignment) - at%int64(g.alignment)) % int64(g.alignment)
	}
	rest, err := g.s.rest()
	if err == nil && furthest > uint64(max(0, rest-padding)) {
		g.x.problem(g.at, offsets, at, "a tensor ends at %d, the data has %d bytes", furthest, max(0, rest-padding))
	}
	return err
}

// tensor reads the description of a tensor and returns where it ends in the data.
func (g *gguf) tensor() (end uint64, err error) {
	name, err := g.text(maxGGUFKey)
	if err != nil {
		return 0, err
	}
	dimensions, err := g.s.number(4)
	if err == nil && dimensions > maxDimensions {
		err = wrong(malformed, "tensor %q has %d dimensions", name, dimensions)
	}
	if err != nil {
		return 0, err
	}
	elements := uint64(1)
	for range dimensions {
		n, err := g.s.number(8)
		if err == nil && n > 0 && elements > math.MaxInt64/n {
			err = wrong(malformed, "the shape of tensor %q is none", name)
		}
		if err != nil {
			return 0, err
		}
		elements *= n
	}
	kind, err := g.s.number(4)
	if err != nil {
		return 0, err
	}
	offset, err := g.s.number(8)
	if err != nil {
		return 0, err
	}
	if g.alignment == 0 || offset%g.alignment != 0 {
		g.x.problem(g.at, offsets, g.s.pos, "tensor %q is not aligned", name)
	}
	if offset > math.MaxInt64 {
		return 0, wrong(malformed, "tensor %q is nowhere", name)
	}
	if block, ok := ggufBlocks[kind]; ok && elements/block[0] < math.MaxInt64/block[1] {
		return offset + (elements+block[0]-1)/block[0]*block[1], nil
	}
	return offset + min(elements, 1), nil
}
