-- The version comes with every row, and alone where there is no silo.
SELECT silo.address AS Address, silo.port AS Port, silo.generation AS Generation, silo.silo_name AS SiloName,
       silo.host_name AS HostName, silo.status AS Status, silo.proxy_port AS ProxyPort,
       silo.suspect_times AS SuspectTimes, silo.start_time AS StartTime, silo.i_am_alive_time AS IAmAliveTime,
       membership.version AS Version
  FROM membership LEFT JOIN silo ON silo.cluster_id = membership.cluster_id
 WHERE membership.cluster_id = @DeploymentId
