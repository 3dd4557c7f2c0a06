// Package inputs turns files into resources for policies to judge.
//
// A [Reader] walks paths, tells each file's format by its content, and yields [Resource] values in the shape
// that policies see, whatever format they came from: Azure resources have their ARM type and ARM names,
// Kubernetes objects their group and kind. Every [Format] is one file of this package or a package below it;
// the caller lists those it wants.
//
// What comes in is not trusted. Parsing is strict, sizes are bounded, links do not leave the directory that
// was named, and nothing that is read is ever executed. What cannot be read is an item that says so, with
// its place in the file: the package never guesses, and never leaves anything out in silence.
package inputs
