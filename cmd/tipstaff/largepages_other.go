//go:build !linux

package main

// largePages does nothing: other systems decide about pages themselves.
func largePages() {}
