package plan

func nativeFor(string, []operand) native { return nil }
