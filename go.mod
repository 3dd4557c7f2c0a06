module github.com/tipstaff/tipstaff

go 1.26.0

require (
	github.com/bmatcuk/doublestar/v4 v4.10.4
	gopkg.in/yaml.v3 v3.0.1
	sigs.k8s.io/yaml v1.6.0
)

require go.yaml.in/yaml/v2 v2.4.2 // indirect
