# Two actions of the flows call Genesys Cloud itself: one makes a work item, one sends a link by SMS.
locals {
  platform = "${var.name} Platform"
}

resource "genesyscloud_auth_role" "platform" {
  name        = "${var.name} flows"
  description = "What the flows need to make work items and to send links by SMS"

  permission_policies {
    domain      = "conversation"
    entity_name = "message"
    action_set  = ["create"]
  }

  permission_policies {
    domain      = "workitems"
    entity_name = "workitem"
    action_set  = ["add"]
  }
}

resource "genesyscloud_oauth_client" "platform" {
  name                  = "${var.name} flows"
  description           = "Flows make work items and send links with it"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  # The provider makes the integration's credential of it, so its secret stands nowhere.
  integration_credential_name = local.platform

  roles {
    role_id     = genesyscloud_auth_role.platform.id
    division_id = data.genesyscloud_auth_division.this.id
  }
}

resource "genesyscloud_integration" "platform" {
  integration_type = "purecloud-data-actions"
  intended_state   = "ENABLED"

  config {
    name        = local.platform
    properties  = jsonencode({})
    advanced    = jsonencode({})
    credentials = { pureCloudOAuthClient = genesyscloud_oauth_client.platform.integration_credential_id }
  }
}
