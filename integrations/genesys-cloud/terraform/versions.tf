terraform {
  required_version = ">= 1.3"

  required_providers {
    genesyscloud = {
      source  = "mypurecloud/genesyscloud"
      version = "1.84.1"
    }
  }
}

# The provider has no block here. It takes what it needs from GENESYSCLOUD_OAUTHCLIENT_ID,
# GENESYSCLOUD_OAUTHCLIENT_SECRET and GENESYSCLOUD_REGION, so that they stand in no file.
