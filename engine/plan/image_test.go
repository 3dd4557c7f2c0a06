package plan_test

import (
	"testing"

	"github.com/tipstaff/tipstaff/engine/plan"
)

func vaultImage(tb testing.TB) []byte {
	policy, err := planOf(tb.Context(), vaultQuery(), vaultModules())
	if err != nil {
		tb.Fatal(err)
	}
	image, err := plan.Image(policy, nil)
	if err != nil {
		tb.Fatal(err)
	}
	return image
}

// TestImageDamaged cuts an image short everywhere and changes every byte of it: an error, or a program that
// keeps within its limits, but no panic.
func TestImageDamaged(t *testing.T) {
	image := vaultImage(t)
	input := parseForBench(t, vault, nil)
	for i := 0; i < len(image); i += 97 {
		if _, err := plan.CompileImage(image[:i], plan.Options{}); err == nil {
			t.Errorf("the first %d of %d bytes are taken for an image", i, len(image))
		}
	}
	refused := 0
	for i := 0; i < len(image); i += 31 {
		damaged := append([]byte(nil), image...)
		damaged[i] ^= 0x15
		program, err := plan.CompileImage(damaged, plan.Options{Budget: 10_000})
		if err != nil {
			refused++
			continue
		}
		_, _ = program.NewMachine(plan.Value{}).Eval(t.Context(), input)
	}
	if refused == 0 {
		t.Error("no damage is refused")
	}
}

func FuzzImage(f *testing.F) {
	f.Add(vaultImage(f))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, image []byte) {
		program, err := plan.CompileImage(image, plan.Options{Budget: 10_000})
		if err != nil {
			return
		}
		_, _ = program.NewMachine(plan.Value{}).Eval(t.Context(), parseForBench(t, vault, nil))
	})
}

func BenchmarkLinkImage(b *testing.B) {
	image := vaultImage(b)
	b.SetBytes(int64(len(image)))
	for b.Loop() {
		if _, err := plan.CompileImage(image, plan.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
