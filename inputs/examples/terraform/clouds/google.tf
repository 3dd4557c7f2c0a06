# Models at Google: what was set up with care, and beside it what somebody tried out.

resource "google_kms_crypto_key" "scoring" {
  name                       = "models"
  key_ring                   = "projects/alder-mutual-ml/locations/europe-west3/keyRings/ml"
  rotation_period            = "7776000s"
  destroy_scheduled_duration = "2592000s"
}

resource "google_kms_crypto_key" "trial" {
  name                       = "trial"
  key_ring                   = "projects/alder-mutual-ml/locations/europe-west3/keyRings/ml"
  destroy_scheduled_duration = "86400s"
}

resource "google_storage_bucket" "scoring" {
  name                        = "alder-mutual-models"
  location                    = "europe-west3"
  public_access_prevention    = "enforced"
  uniform_bucket_level_access = true
  encryption {
    default_kms_key_name = google_kms_crypto_key.scoring.id
  }
  versioning {
    enabled = true
  }
  logging {
    log_bucket = "alder-mutual-access-logs"
  }
}

resource "google_storage_bucket" "trial" {
  name     = "alder-mutual-trial"
  location = "europe-west3"
}

resource "google_storage_bucket_iam_member" "trial" {
  bucket = google_storage_bucket.trial.name
  role   = "roles/storage.objectViewer"
  member = "allUsers"
}

resource "google_project_iam_member" "scientists" {
  project = "alder-mutual-ml"
  role    = "roles/aiplatform.user"
  member  = "group:data-science@alder-mutual.example"
}

resource "google_project_iam_member" "trial" {
  project = "alder-mutual-ml"
  role    = "roles/editor"
  member  = "group:data-science@alder-mutual.example"
}

resource "google_secret_manager_secret" "token" {
  secret_id = "registry-token"
  replication {
    user_managed {
      replicas {
        location = "europe-west3"
        customer_managed_encryption {
          kms_key_name = google_kms_crypto_key.scoring.id
        }
      }
    }
  }
  rotation {
    rotation_period    = "2592000s"
    next_rotation_time = "2026-12-01T00:00:00Z"
  }
}

resource "google_vertex_ai_endpoint" "claims" {
  name         = "4712"
  display_name = "claims"
  location     = "europe-west3"
  network      = "projects/123456789012/global/networks/ml"
  encryption_spec {
    kms_key_name = google_kms_crypto_key.scoring.id
  }
  predict_request_response_logging_config {
    enabled       = true
    sampling_rate = 0.2
    bigquery_destination {
      output_uri = "bq://alder-mutual-ml.calls"
    }
  }
}

resource "google_vertex_ai_index_endpoint" "trial" {
  display_name            = "trial"
  region                  = "europe-west3"
  public_endpoint_enabled = true
}

resource "google_vertex_ai_dataset" "trial" {
  display_name        = "trial"
  metadata_schema_uri = "gs://google-cloud-aiplatform/schema/dataset/metadata/tabular_1.0.0.yaml"
}

resource "google_workbench_instance" "claims" {
  name     = "claims"
  location = "europe-west3-a"
  gce_setup {
    disable_public_ip = true
    boot_disk {
      disk_encryption = "CMEK"
      kms_key         = google_kms_crypto_key.scoring.id
    }
  }
}

resource "google_workbench_instance" "trial" {
  name     = "trial"
  location = "europe-west3-a"
}
