# The exported files are the one source of the actions. What file() reads is no template of Terraform's, so the
# ${...} in it arrive as they are.
locals {
  kit     = "${path.module}/.."
  exports = "${local.kit}/exports"

  # What stands in the exports for the gateway's.
  address = "https://payments.example.com"

  folders = [for set in [var.auth, "platform"] : "${local.exports}/${set}"]

  actions = merge([
    for folder in local.folders : {
      for name in fileset(folder, "*.custom.json") :
      trimsuffix(name, ".custom.json") => jsondecode(file("${folder}/${name}"))
    }
  ]...)

  # By the type of integration that an export names: the integration, and how long an action may take, in seconds.
  # Every answer leaves CryptoPay in under 2 s, and every call may be repeated. A tenant has 50 places for
  # executions: one that hangs would hold its place for the 60 s that Genesys Cloud waits by default.
  integrations = {
    custom-rest-actions = {
      id      = genesyscloud_integration.gateway.id
      name    = var.name
      timeout = 5
    }
    purecloud-data-actions = {
      id      = genesyscloud_integration.platform.id
      name    = local.platform
      timeout = null
    }
  }

  access_token = jsondecode(file("${local.exports}/oauth/CryptoPay-Access-Token.customAuth.json"))

  credential_type = { api-key = "userDefined", oauth = "userDefinedOAuth" }[var.auth]

  credential_fields = {
    api-key = { apiKey = var.api_key }
    oauth = merge(
      {
        loginUrl     = var.oauth_login_url
        clientId     = var.oauth_client_id
        clientSecret = var.oauth_client_secret
      },
      var.oauth_scope == "" ? {} : { scope = var.oauth_scope }
    )
  }[var.auth]
}

resource "genesyscloud_integration_credential" "gateway" {
  name                 = var.name
  credential_type_name = local.credential_type
  fields               = local.credential_fields

  lifecycle {
    precondition {
      condition     = !contains(values(local.credential_fields), "")
      error_message = "auth = api-key needs api_key; oauth needs oauth_login_url, oauth_client_id, oauth_client_secret."
    }
  }
}

resource "genesyscloud_integration" "gateway" {
  integration_type = "custom-rest-actions"
  intended_state   = "ENABLED"

  config {
    name       = var.name
    properties = jsonencode({})
    advanced   = jsonencode({})
    # The key is basicAuth whatever the credential's type.
    credentials = { basicAuth = genesyscloud_integration_credential.gateway.id }
  }
}

# Genesys Cloud makes this action with the integration; here it gets its configuration.
resource "genesyscloud_integration_custom_auth_action" "access_token" {
  count = var.auth == "oauth" ? 1 : 0

  integration_id = genesyscloud_integration.gateway.id
  name           = local.access_token.name

  config_request {
    request_url_template = local.access_token.config.request.requestUrlTemplate
    request_type         = local.access_token.config.request.requestType
    request_template     = local.access_token.config.request.requestTemplate
    headers              = local.access_token.config.request.headers
  }

  config_response {
    translation_map          = local.access_token.config.response.translationMap
    translation_map_defaults = local.access_token.config.response.translationMapDefaults
    success_template         = local.access_token.config.response.successTemplate
  }
}

resource "genesyscloud_integration_action" "this" {
  for_each = local.actions

  name                   = each.value.name
  category               = local.integrations[each.value.integrationType].name
  integration_id         = local.integrations[each.value.integrationType].id
  secure                 = each.value.secure
  contract_input         = jsonencode(each.value.contract.input.inputSchema)
  contract_output        = jsonencode(each.value.contract.output.successSchema)
  config_timeout_seconds = local.integrations[each.value.integrationType].timeout

  config_request {
    request_url_template = replace(each.value.config.request.requestUrlTemplate, local.address, var.gateway_url)
    request_type         = each.value.config.request.requestType
    request_template     = each.value.config.request.requestTemplate
    headers              = each.value.config.request.headers
  }

  config_response {
    translation_map          = each.value.config.response.translationMap
    translation_map_defaults = each.value.config.response.translationMapDefaults
    success_template         = each.value.config.response.successTemplate
  }

  depends_on = [genesyscloud_integration_custom_auth_action.access_token]
}
