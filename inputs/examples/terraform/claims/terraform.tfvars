environment      = "dev"
purge_protection = false
minimum_tls      = "TLS1_0"
