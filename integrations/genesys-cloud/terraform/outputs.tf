output "gateway_settings" {
  description = "Settings of CryptoPay, but for the client's secret. As JSON they can stand in its appsettings.json."
  value = merge(
    {
      "Genesys:${var.merchant}:Region"   = var.region
      "Genesys:${var.merchant}:ClientId" = genesyscloud_oauth_client.gateway.client_id
    },
    # claim-link needs no naming: it is there where MessageFrom is set.
    { for i, sink in sort(setsubtract(var.sinks, ["claim-link"])) : "Genesys:${var.merchant}:Sinks:${i}" => sink },
    # To Terraform the ID of a status is <work type>/<status>; to everybody else it is what stands behind the slash.
    {
      for word, status in genesyscloud_task_management_worktype_status.payment :
      "Genesys:${var.merchant}:Statuses:${word}" => split("/", status.id)[1]
    }
  )
}

output "gateway_client_secret" {
  description = "The setting Genesys:<merchant>:ClientSecret."
  value       = genesyscloud_oauth_client.gateway.client_secret
  sensitive   = true
}

output "worktype_id" {
  description = "For CryptoPay.Gateway genesys check --worktype=<id>; null without work_items."
  value       = one(genesyscloud_task_management_worktype.payment[*].id)
}

output "flow_ids" {
  description = "The published flows, by kind."
  value       = { for kind, flow in genesyscloud_flow.payment : kind => flow.id }
}
