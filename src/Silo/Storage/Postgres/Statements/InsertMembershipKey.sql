-- Whoever has not seen the newest version changes nothing.
WITH newer AS (
    UPDATE membership SET version = version + 1
     WHERE cluster_id = @DeploymentId AND version = @Version
       AND NOT EXISTS (SELECT FROM silo WHERE cluster_id = @DeploymentId
                          AND address = @Address AND port = @Port AND generation = @Generation)
    RETURNING cluster_id),
added AS (
    INSERT INTO silo(
        cluster_id, address, port, generation, silo_name, host_name, status, proxy_port, start_time, i_am_alive_time)
    SELECT cluster_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime,
           @IAmAliveTime
      FROM newer
    RETURNING 1)
SELECT EXISTS (SELECT FROM added)
