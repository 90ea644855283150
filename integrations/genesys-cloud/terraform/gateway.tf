# What CryptoPay itself calls Genesys Cloud with.
locals {
  # By sink, as in CryptoPay's docs/genesys.md.
  permissions_of = {
    workitem   = ["workitems:workitem:view", "workitems:workitem:edit", "workitems:status:view"]
    attributes = []
    row        = ["architect:datatable:view", "architect:datatableRow:edit", "architect:datatableRow:add"]
    summary    = ["caseManagement:caseSummary:edit"]
    comment    = ["caseManagement:comment:add", "caseManagement:comment:view"]
    message    = ["conversation:message:create"]
    claim-link = ["conversation:message:create"]
    workflow   = ["architect:flow:launch"]
  }

  permissions = toset(flatten([for sink in var.sinks : local.permissions_of[sink]]))

  # domain:entity => its actions
  policies = {
    for permission in local.permissions :
    join(":", slice(split(":", permission), 0, 2)) => split(":", permission)[2]...
  }
}

resource "genesyscloud_auth_role" "gateway" {
  name        = "${var.name} gateway"
  description = "What CryptoPay needs to show what becomes of an order: ${join(", ", var.sinks)}"

  dynamic "permission_policies" {
    for_each = local.policies
    content {
      domain      = split(":", permission_policies.key)[0]
      entity_name = split(":", permission_policies.key)[1]
      action_set  = permission_policies.value
    }
  }
}

resource "genesyscloud_oauth_client" "gateway" {
  name                  = "${var.name} gateway"
  description           = "CryptoPay shows with it what becomes of an order"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  # The state then holds the secret, as it does the actions' credential.
  expose_client_secret = true

  roles {
    role_id     = genesyscloud_auth_role.gateway.id
    division_id = data.genesyscloud_auth_division.this.id
  }
}
