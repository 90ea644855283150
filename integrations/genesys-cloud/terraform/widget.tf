# A panel beside the conversation, where a page of yours shows CryptoPay's page for the agent. See "Show the pages" in
# the guide.
locals {
  widget = jsondecode(file("${local.kit}/widget/interaction-widget.json"))
}

resource "genesyscloud_integration" "widget" {
  count = var.widget_url == "" ? 0 : 1

  integration_type = "embedded-client-app-interaction-widget"
  intended_state   = "ENABLED"

  config {
    name = "${var.name} payment"
    properties = jsonencode(merge(local.widget, {
      url               = var.widget_url
      groups            = var.widget_groups
      queueIdFilterList = [data.genesyscloud_routing_queue.agents.id]
    }))
    advanced = jsonencode({})
  }
}
