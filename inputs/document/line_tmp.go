package document

func (d *Document) Line(int) (string, bool) { return "", false }
