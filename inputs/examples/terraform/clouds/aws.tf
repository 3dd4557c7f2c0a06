# Models at AWS: what was set up with care, and beside it what somebody tried out.

resource "aws_kms_key" "scoring" {
  description             = "Models and training data"
  enable_key_rotation     = true
  rotation_period_in_days = 180
  deletion_window_in_days = 30
}

resource "aws_kms_key" "trial" {
  description             = "A trial"
  deletion_window_in_days = 7
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*" }]
  })
}

resource "aws_s3_bucket" "scoring" {
  bucket = "alder-mutual-models"
}

resource "aws_s3_bucket_public_access_block" "scoring" {
  bucket                  = aws_s3_bucket.scoring.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "scoring" {
  bucket = aws_s3_bucket.scoring.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.scoring.arn
    }
  }
}

resource "aws_s3_bucket_versioning" "scoring" {
  bucket = aws_s3_bucket.scoring.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_logging" "scoring" {
  bucket        = aws_s3_bucket.scoring.id
  target_bucket = "alder-mutual-access-logs"
}

resource "aws_s3_bucket_policy" "scoring" {
  bucket = aws_s3_bucket.scoring.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = ["arn:aws:s3:::alder-mutual-models", "arn:aws:s3:::alder-mutual-models/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

resource "aws_s3_bucket" "trial" {
  bucket = "alder-mutual-trial"
}

resource "aws_secretsmanager_secret" "token" {
  name       = "claims/registry-token"
  kms_key_id = aws_kms_key.scoring.arn
}

resource "aws_secretsmanager_secret_rotation" "token" {
  secret_id           = aws_secretsmanager_secret.token.id
  rotation_lambda_arn = "arn:aws:lambda:eu-central-1:111122223333:function:rotate"
  rotation_rules {
    automatically_after_days = 30
  }
}

resource "aws_secretsmanager_secret" "trial" {
  name = "trial/token"
}

resource "aws_iam_policy" "caller" {
  name = "model-caller"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["bedrock:InvokeModel", "s3:GetObject"], Resource = "*" }]
  })
}

resource "aws_sagemaker_notebook_instance" "claims" {
  name                   = "claims"
  role_arn               = "arn:aws:iam::111122223333:role/notebook"
  instance_type          = "ml.t3.medium"
  kms_key_id             = aws_kms_key.scoring.arn
  direct_internet_access = "Disabled"
  root_access            = "Disabled"
  subnet_id              = "subnet-0a1b2c3d"
  security_groups        = ["sg-0a1b2c3d"]
  instance_metadata_service_configuration {
    minimum_instance_metadata_service_version = "2"
  }
}

resource "aws_sagemaker_notebook_instance" "trial" {
  name          = "trial"
  role_arn      = "arn:aws:iam::111122223333:role/notebook"
  instance_type = "ml.t3.medium"
}

resource "aws_sagemaker_domain" "claims" {
  domain_name             = "claims"
  auth_mode               = "SSO"
  app_network_access_type = "VpcOnly"
  kms_key_id              = aws_kms_key.scoring.arn
  vpc_id                  = "vpc-0a1b2c3d"
  subnet_ids              = ["subnet-0a1b2c3d"]
}

resource "aws_sagemaker_domain" "trial" {
  domain_name = "trial"
  auth_mode   = "IAM"
  vpc_id      = "vpc-0a1b2c3d"
  subnet_ids  = ["subnet-0a1b2c3d"]
}

resource "aws_sagemaker_model" "claims" {
  name                     = "claims"
  execution_role_arn       = "arn:aws:iam::111122223333:role/serving"
  enable_network_isolation = true
  primary_container {
    image          = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/triage@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    model_data_url = "s3://alder-mutual-models/triage/model.tar.gz"
  }
  vpc_config {
    subnets            = ["subnet-0a1b2c3d"]
    security_group_ids = ["sg-0a1b2c3d"]
  }
}

resource "aws_sagemaker_model" "trial" {
  name               = "trial"
  execution_role_arn = "arn:aws:iam::111122223333:role/serving"
}

resource "aws_sagemaker_endpoint_configuration" "claims" {
  name        = "claims"
  kms_key_arn = aws_kms_key.scoring.arn
  production_variants {
    model_name    = "claims"
    instance_type = "ml.m5.large"
  }
  data_capture_config {
    enable_capture              = true
    initial_sampling_percentage = 20
    destination_s3_uri          = "s3://alder-mutual-models/captures"
    capture_options {
      capture_mode = "Input"
    }
    capture_options {
      capture_mode = "Output"
    }
  }
}

resource "aws_sagemaker_endpoint_configuration" "trial" {
  name = "trial"
  production_variants {
    model_name    = "trial"
    instance_type = "ml.m5.large"
  }
}

resource "aws_bedrock_model_invocation_logging_configuration" "asked" {
  logging_config {
    text_data_delivery_enabled = true
    s3_config {
      bucket_name = "alder-mutual-access-logs"
    }
  }
}

resource "aws_bedrock_guardrail" "claims" {
  name                      = "claims"
  kms_key_arn               = aws_kms_key.scoring.arn
  blocked_input_messaging   = "This cannot be asked here."
  blocked_outputs_messaging = "This cannot be answered here."
  content_policy_config {
    filters_config {
      type            = "HATE"
      input_strength  = "HIGH"
      output_strength = "HIGH"
    }
    filters_config {
      type            = "INSULTS"
      input_strength  = "HIGH"
      output_strength = "HIGH"
    }
    filters_config {
      type            = "MISCONDUCT"
      input_strength  = "HIGH"
      output_strength = "HIGH"
    }
    filters_config {
      type            = "SEXUAL"
      input_strength  = "HIGH"
      output_strength = "HIGH"
    }
    filters_config {
      type            = "VIOLENCE"
      input_strength  = "HIGH"
      output_strength = "HIGH"
    }
    filters_config {
      type            = "PROMPT_ATTACK"
      input_strength  = "HIGH"
      output_strength = "NONE"
    }
  }
}

resource "aws_bedrock_guardrail" "trial" {
  name                      = "trial"
  blocked_input_messaging   = "No."
  blocked_outputs_messaging = "No."
  content_policy_config {
    filters_config {
      type            = "HATE"
      input_strength  = "LOW"
      output_strength = "LOW"
    }
  }
}

resource "aws_bedrockagent_agent" "adjuster" {
  agent_name                  = "adjuster"
  agent_resource_role_arn     = "arn:aws:iam::111122223333:role/agent"
  foundation_model            = "anthropic.claude-3-haiku-20240307-v1:0"
  customer_encryption_key_arn = aws_kms_key.scoring.arn
  guardrail_configuration {
    guardrail_identifier = aws_bedrock_guardrail.claims.guardrail_id
    guardrail_version    = "1"
  }
}

resource "aws_bedrockagent_agent" "trial" {
  agent_name              = "trial"
  agent_resource_role_arn = "arn:aws:iam::111122223333:role/agent"
  foundation_model        = "anthropic.claude-3-haiku-20240307-v1:0"
}
