-- 3 is Active.
DELETE FROM silo WHERE cluster_id = @DeploymentId AND i_am_alive_time < @IAmAliveTime AND status <> 3
