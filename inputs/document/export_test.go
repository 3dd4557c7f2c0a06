package document

// BothYAML decodes b in the two ways that there are; ok is false if the fast one gives up.
func BothYAML(b []byte, limits Limits, choose func(Header) Schema) (fast []*Document, ok bool, slow []*Document, err error) {
	f, err := newYAMLFile(b, limits, choose)
	if err != nil {
		return nil, false, nil, err
	}
	fast, ok = f.fast()
	slow, err = f.slow()
	return fast, ok, slow, err
}

// SlowYAML decodes b as ParseYAML would if there were no fast way.
func SlowYAML(b []byte, limits Limits, schema Schema) ([]*Document, error) {
	f, err := newYAMLFile(b, limits, func(Header) Schema { return schema })
	if err != nil {
		return nil, err
	}
	return f.slow()
}
