variable "workload" {
  type    = string
  default = "claims"
}

variable "environment" {
  type = string
}

variable "location" {
  type    = string
  default = "West Europe"
}

variable "purge_protection" {
  description = "Off where vaults come and go."
  type        = bool
  default     = true
}

variable "minimum_tls" {
  type    = string
  default = "TLS1_2"
}

variable "offices" {
  description = "Networks of the offices, by name."
  type        = map(list(string))
  default     = {}
}

variable "tags" {
  type    = map(string)
  default = { cost_centre = "4711" }
}
