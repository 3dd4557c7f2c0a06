package main

import (
	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/arm"
	"github.com/tipstaff/tipstaff/inputs/artifact"
	"github.com/tipstaff/tipstaff/inputs/sample"
)

// formats are the input formats, in the order in which a document is offered to them.
var formats = []inputs.Format{
	inputs.TerraformPlan, inputs.Terraform, arm.Template, inputs.Descriptor, inputs.Kubernetes,
	inputs.AuditLog, inputs.AuditRecords, inputs.Graph, inputs.WhatIf,
	inputs.CycloneDX, inputs.SPDX, inputs.ModelCard, inputs.MLmodel, inputs.ODCS, inputs.DBT, inputs.OpenLineage,
	inputs.PredictionLog, inputs.AccessLog, artifact.Format, artifact.Keys, sample.Format,
}

func formatNames() []string {
	names := make([]string, 0, len(formats))
	for _, f := range formats {
		names = append(names, f.Name)
	}
	return names
}
