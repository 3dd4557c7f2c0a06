# METADATA
# title: Artifacts
# description: |
#   What models say of the files they are in: one file as artifact, or several as artifact.files, each a {uri, digest}.
#   Signatures list files in the same shape.
package lib.artifact

# METADATA
# scope: document
# description: |
#   Holds if an artifact that somebody describes is the file with a path and digest. Where it names the file by its
#   path, what it says of that path counts alone; otherwise one of its digests must be the one of the file.
stated(path, digest, described) if {
	about := _about(path, described)
	count(about) > 0
	every entry in about {
		_same(entry.digest, digest)
	}
}

stated(path, digest, described) if {
	count(_about(path, described)) == 0
	some entry in entries(described)
	_same(entry.digest, digest)
}

# METADATA
# description: What an artifact says of files; a list of one for an artifact without a list.
entries(described) := array.concat([described], _list(object.get(described, "files", []))) if is_object(described)

_list(files) := files if {
	is_array(files)
} else := []

_same(stated_digest, digest) if {
	_is_digest(stated_digest)
	_is_digest(digest)
	lower(stated_digest) == lower(digest)
}

_is_digest(value) if {
	is_string(value)
	regex.match(`^sha256:[0-9a-f]{64}$`, lower(value))
}

# The entries that name a path, of which the longest names say most exactly which file they mean: a list with
# model.safetensors and vae/model.safetensors means two files.
_about(path, described) := {entry |
	named := {[count(place), entry] |
		some entry in entries(described)
		place := _place(entry.uri)
		endswith(lower($"/{path}"), lower($"/{place}"))
	}
	longest := max({n | some [n, _] in named})
	some [n, entry] in named
	n == longest
}

# Where a relative path leads to without its way up.
_place(address) := place if {
	is_string(address)
	not contains(address, "://")
	place := regex.replace(address, `^(\.{0,2}/)+`, "")
	place != ""
}
