# A work type that shows payments as CryptoPay's docs/genesys.md says.
locals {
  fields = {
    paymentstatus_text         = "Payment status"
    paymentoutcome_text        = "Payment outcome"
    paymentaction_text         = "Payment action required"
    paymentamount_text         = "Amount"
    paymentamountpaid_text     = "Amount paid"
    paymentamountdue_text      = "Amount due"
    paymentamountrefunded_text = "Amount refunded"
    paymentcurrency_text       = "Currency"
    paymentcoin_text           = "Coin"
    paymentorderid_text        = "Order ID"
    paymentintentid_text       = "Payment intent ID"
    paymentsettledat_text      = "Settled at"
  }

  # By their words in Genesys:<merchant>:Statuses. Closed is what needs nobody; a review waits for a person.
  statuses = {
    PaymentRequested        = { name = "Payment Requested", category = "Open" }
    AwaitingPayment         = { name = "Awaiting Payment", category = "Waiting" }
    PaymentPending          = { name = "Payment Pending", category = "Waiting" }
    AdditionalFundsRequired = { name = "Additional Funds Required", category = "Waiting" }
    PaymentConfirming       = { name = "Payment Confirming", category = "InProgress" }
    UnderReview             = { name = "Payment Under Review", category = "InProgress" }
    Complete                = { name = "Payment Status: Complete", category = "Closed" }
    PartlyRefunded          = { name = "Payment Partly Refunded", category = "Closed" }
    Refunded                = { name = "Payment Refunded", category = "Closed" }
    Expired                 = { name = "Payment Expired", category = "Closed" }
    Failed                  = { name = "Payment Failed", category = "Closed" }
    Cancelled               = { name = "Payment Cancelled", category = "Closed" }
    Timeout                 = { name = "Payment Status: Timeout", category = "Closed" }
  }
}

resource "genesyscloud_task_management_workbin" "payments" {
  count = var.work_items ? 1 : 0

  name        = "${var.name} payments"
  description = "Work items that show payments of CryptoPay"
  division_id = data.genesyscloud_auth_division.this.id
}

resource "genesyscloud_task_management_workitem_schema" "payment" {
  count = var.work_items ? 1 : 0

  name        = "${var.name} payment"
  description = "What CryptoPay shows of a payment"
  properties = jsonencode({
    for key, title in local.fields : key => {
      allOf       = [{ "$ref" = "#/definitions/text" }]
      title       = title
      description = "Written by CryptoPay"
      minLength   = 0
      maxLength   = 100
    }
  })
}

resource "genesyscloud_task_management_worktype" "payment" {
  count = var.work_items ? 1 : 0

  name               = "${var.name} payment"
  description        = "Its status is that of a payment, and is set by CryptoPay"
  division_id        = data.genesyscloud_auth_division.this.id
  default_workbin_id = genesyscloud_task_management_workbin.payments[0].id
  schema_id          = genesyscloud_task_management_workitem_schema.payment[0].id
  schema_version     = genesyscloud_task_management_workitem_schema.payment[0].version
  # It shows, it is no work: agents are not offered it.
  assignment_enabled              = false
  disable_default_status_creation = true
}

resource "genesyscloud_task_management_worktype_status" "payment" {
  for_each = var.work_items ? local.statuses : {}

  worktype_id = genesyscloud_task_management_worktype.payment[0].id
  name        = each.value.name
  category    = each.value.category
  default     = each.key == "PaymentRequested"
  # A terminated item takes no status any more, and an order that is over may still change.
  auto_terminate_workitem = false
}

# From each to every other: money may come late, and go back. So also from Expired to Complete, in one step.
resource "genesyscloud_task_management_worktype_status_transition" "payment" {
  for_each = genesyscloud_task_management_worktype_status.payment

  worktype_id = each.value.worktype_id
  status_id   = each.value.id
  destination_status_ids = [
    for word, other in genesyscloud_task_management_worktype_status.payment : other.id if word != each.key
  ]
}
