-- Whoever has not seen the newest version changes nothing.
WITH newer AS (
    UPDATE membership SET version = version + 1
     WHERE cluster_id = @DeploymentId AND version = @Version
       AND EXISTS (SELECT FROM silo WHERE cluster_id = @DeploymentId
                      AND address = @Address AND port = @Port AND generation = @Generation)
    RETURNING cluster_id),
changed AS (
    UPDATE silo SET status = @Status, suspect_times = @SuspectTimes, i_am_alive_time = @IAmAliveTime
      FROM newer
     WHERE silo.cluster_id = newer.cluster_id
       AND address = @Address AND port = @Port AND generation = @Generation
    RETURNING 1)
SELECT EXISTS (SELECT FROM changed)
