SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation
  FROM silo
 WHERE cluster_id = @DeploymentId AND status = @Status AND proxy_port > 0
