UPDATE grain_state
   SET version = version + 1, payload = NULL
 WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND grain_key = @GrainIdExtensionString
   AND @GrainIdN0 = 0 AND @GrainIdN1 = 0 AND version = @GrainStateVersion
RETURNING version AS NewGrainStateVersion
