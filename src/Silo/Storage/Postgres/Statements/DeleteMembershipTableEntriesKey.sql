WITH gone AS (DELETE FROM silo WHERE cluster_id = @DeploymentId)
DELETE FROM membership WHERE cluster_id = @DeploymentId
