# The call flow sends the link to the phone by SMS, with an action that calls Genesys Cloud itself.
locals {
  sends_links = contains(var.flows, "call") ? 1 : 0
  platform    = "${var.name} Platform"
}

resource "genesyscloud_auth_role" "send_link" {
  count = local.sends_links

  name        = "${var.name} send link"
  description = "What a call flow needs to send a payment's link by SMS"

  permission_policies {
    domain      = "conversation"
    entity_name = "message"
    action_set  = ["create"]
  }
}

resource "genesyscloud_oauth_client" "send_link" {
  count = local.sends_links

  name                  = "${var.name} send link"
  description           = "Call flows send a payment's link with it"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  # The provider makes the integration's credential of it, so its secret stands nowhere.
  integration_credential_name = local.platform

  roles {
    role_id     = genesyscloud_auth_role.send_link[0].id
    division_id = data.genesyscloud_auth_division.this.id
  }
}

resource "genesyscloud_integration" "platform" {
  count = local.sends_links

  integration_type = "purecloud-data-actions"
  intended_state   = "ENABLED"

  config {
    name        = local.platform
    properties  = jsonencode({})
    advanced    = jsonencode({})
    credentials = { pureCloudOAuthClient = genesyscloud_oauth_client.send_link[0].integration_credential_id }
  }
}
