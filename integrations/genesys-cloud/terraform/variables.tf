variable "gateway_url" {
  description = "Where Genesys Cloud reaches CryptoPay, without a slash at the end. The same as Gateway:PublicBaseUrl."
  type        = string

  validation {
    condition     = can(regex("^https://[A-Za-z0-9][A-Za-z0-9.:/_-]*[A-Za-z0-9_-]$", var.gateway_url))
    error_message = "gateway_url must be https, a host, and no more than a port and a path without a slash at the end."
  }
}

variable "name" {
  description = "What the integration is called, and the actions' category with it. Another name makes a second set."
  type        = string
  default     = "CryptoPay"

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$", var.name))
    error_message = "name must be 1 to 64 of letters, digits, blanks and . _ -, a letter or digit first."
  }
}

variable "auth" {
  description = "How the actions call: with an API key of CryptoPay, or with access tokens of an OAuth issuer."
  type        = string
  default     = "api-key"

  validation {
    condition     = contains(["api-key", "oauth"], var.auth)
    error_message = "auth must be api-key or oauth."
  }
}

variable "api_key" {
  description = "For auth = api-key: a key with the scopes payments:create, payments:read and payments:cancel."
  type        = string
  default     = ""
  sensitive   = true
}

variable "oauth_login_url" {
  description = "For auth = oauth: the issuer's token endpoint."
  type        = string
  default     = ""
}

variable "oauth_client_id" {
  description = "For auth = oauth: the ID of the client whose tokens CryptoPay takes."
  type        = string
  default     = ""
}

variable "oauth_client_secret" {
  description = "For auth = oauth: that client's secret."
  type        = string
  default     = ""
  sensitive   = true
}

variable "oauth_scope" {
  description = "For auth = oauth: the scopes that are asked for, with blanks between. Empty: none is named."
  type        = string
  default     = "payments:create payments:read payments:cancel"
}

variable "division" {
  description = "Name of the division of the flows and of the work type. The gateway's client reaches this one only."
  type        = string
  default     = "Home"

  validation {
    condition     = can(regex("^[^\"\\\\\\r\\n]+$", var.division))
    error_message = "division must not be empty, nor have a quote or backslash: it is put into the flows' YAML."
  }
}

variable "flows" {
  description = "Which flows are published."
  type        = set(string)
  default     = ["message", "call"]

  validation {
    condition     = alltrue([for kind in var.flows : contains(["message", "call"], kind)])
    error_message = "flows must be of message and call."
  }
}

variable "languages" {
  description = "What the flows speak, en or es: a flow of each kind for each, with its name in Architect and a voice."
  type        = map(object({ flow_language = string, voice = string }))
  default     = { en = { flow_language = "en-us", voice = "Jill" } }

  validation {
    condition     = length(setsubtract(keys(var.languages), ["en", "es"])) == 0
    error_message = "languages must be of en and es."
  }

  validation {
    condition = alltrue([
      for of in values(var.languages) :
      can(regex("^[a-z-]+$", of.flow_language)) && can(regex("^[^\"\\\\]+$", of.voice))
    ])
    error_message = "flow_language must be such as en-us, and voice the name of a voice, without a quote or backslash."
  }
}

variable "sms_from" {
  description = "The number that call flows send links from by SMS, such as +13175550199. Empty: they send none."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^(\\+[0-9]{5,15})?$", var.sms_from))
    error_message = "sms_from must be + and 5 to 15 digits, or empty."
  }
}

variable "queue" {
  description = "Name of the queue that customers are handed to who ask for an agent or whom a flow cannot help."
  type        = string

  validation {
    condition     = can(regex("^[^\"\\\\\\r\\n]+$", var.queue))
    error_message = "queue must not be empty, nor have a quote or backslash: it is put into the flows' YAML."
  }
}

variable "iso_code" {
  description = "The currency of the amounts that the flows ask for."
  type        = string
  default     = "USD"

  validation {
    condition     = can(regex("^[A-Z]{3}$", var.iso_code))
    error_message = "iso_code must be an ISO 4217 code such as USD."
  }
}

variable "crypto_code" {
  description = "The coin that the flows take where a customer names none."
  type        = string
  default     = "BTC"

  validation {
    condition     = can(regex("^[A-Z][A-Z0-9]{1,11}$", var.crypto_code))
    error_message = "crypto_code must be 2 to 12 capital letters and digits, a letter first."
  }
}

variable "crypto_code_2" {
  description = "The other coin that the flows offer."
  type        = string
  default     = "LTC"

  validation {
    condition     = can(regex("^[A-Z][A-Z0-9]{1,11}$", var.crypto_code_2))
    error_message = "crypto_code_2 must be 2 to 12 capital letters and digits, a letter first."
  }
}

variable "work_items" {
  description = "Whether to make a work type that shows payments. false where a work type of yours shows them."
  type        = bool
  default     = true
}

variable "worktype_id" {
  description = "With work_items = false: the work type of which flows make a work item. Empty: flows make none."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^[A-Za-z0-9-]*$", var.worktype_id))
    error_message = "worktype_id must be an ID, or empty."
  }
}

variable "sinks" {
  description = "Where CryptoPay shows what becomes of an order. Its client may do what these need, and no more."
  type        = set(string)
  default     = ["workitem"]

  validation {
    condition = alltrue([for sink in var.sinks : contains(
    ["workitem", "attributes", "row", "summary", "comment", "message", "claim-link", "workflow"], sink)])
    error_message = "sinks must be of workitem, attributes, row, summary, comment, message, claim-link and workflow."
  }
}

variable "widget_url" {
  description = "The page of yours that an interaction widget shows, with Genesys' placeholders. Empty: no widget."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^(https://[^ \"\\\\]+)?$", var.widget_url))
    error_message = "widget_url must be https, or empty."
  }
}

variable "widget_groups" {
  description = "IDs of the groups whose members see the widget."
  type        = set(string)
  default     = []
}

variable "merchant" {
  description = "Whose orders show in this tenant: the <merchant> of the settings Genesys:<merchant>:…"
  type        = string
  default     = "default"

  validation {
    condition     = can(regex("^[A-Za-z0-9._-]{1,32}$", var.merchant))
    error_message = "merchant must be 1 to 32 of letters, digits and . _ -."
  }
}

variable "region" {
  description = "The domain of the tenant's region, such as mypurecloud.ie."
  type        = string

  validation {
    condition = contains([
      "mypurecloud.com", "mypurecloud.ie", "mypurecloud.de", "mypurecloud.jp", "mypurecloud.com.au",
      "usw2.pure.cloud", "cac1.pure.cloud", "apne2.pure.cloud", "euw2.pure.cloud", "aps1.pure.cloud",
      "use2.us-gov-pure.cloud", "sae1.pure.cloud", "mec1.pure.cloud", "apne3.pure.cloud", "euc2.pure.cloud",
      "mxc1.pure.cloud", "apse1.pure.cloud", "edee1.eusc-pure.cloud"
    ], var.region)
    error_message = "region must be the domain of a region, such as mypurecloud.com or mypurecloud.ie."
  }
}
