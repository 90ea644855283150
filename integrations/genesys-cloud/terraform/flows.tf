data "genesyscloud_auth_division" "this" {
  name = var.division
}

# Looked up so that a wrong name stops the plan and not a customer.
data "genesyscloud_routing_queue" "agents" {
  name = var.queue
}

locals {
  # A flow speaks one language.
  flows = {
    for pair in setproduct(var.flows, keys(var.languages)) :
    "${pair[0]}-${pair[1]}" => { kind = pair[0], language = pair[1] }
  }

  substitutions = {
    for language, of in var.languages : language => {
      call_flow_name    = "${var.name} call ${language}"
      message_flow_name = "${var.name} message ${language}"
      collect_flow_name = "${var.name} collect ${language}"
      division          = data.genesyscloud_auth_division.this.name
      queue             = data.genesyscloud_routing_queue.agents.name
      category          = var.name
      platform_category = local.platform
      sms_from          = var.sms_from
      worktype_id       = var.work_items ? genesyscloud_task_management_worktype.payment[0].id : var.worktype_id
      iso_code          = var.iso_code
      crypto_code       = var.crypto_code
      crypto_code_2     = var.crypto_code_2
      language          = language
      flow_language     = of.flow_language
      voice             = of.voice
    }
  }
}

# The bot that asks a message customer for what the payment needs.
resource "genesyscloud_flow" "collect" {
  for_each = contains(var.flows, "message") ? toset(keys(var.languages)) : []

  filepath      = "${local.kit}/flows/crypto-payment-collect.yaml"
  substitutions = local.substitutions[each.key]
}

resource "genesyscloud_flow" "payment" {
  for_each = local.flows

  filepath      = "${local.kit}/flows/crypto-payment-${each.value.kind}.yaml"
  substitutions = local.substitutions[each.value.language]

  # A flow finds actions and other flows when it is published. Where one was made anew, it is published again.
  update_trigger_hash = sha256(join(",", concat(
    [for action in genesyscloud_integration_action.this : action.id],
    [for flow in genesyscloud_flow.collect : flow.id]
  )))
}
