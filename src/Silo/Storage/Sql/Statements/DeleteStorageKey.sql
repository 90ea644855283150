DELETE FROM grain_state
 WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND grain_key = @GrainIdExtensionString
   AND @GrainIdN0 = 0 AND @GrainIdN1 = 0 AND version = @GrainStateVersion
RETURNING version + 1 AS NewGrainStateVersion
