SELECT convert_to(payload::text, 'UTF8') AS PayloadBinary, version AS Version
  FROM grain_state
 WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND grain_key = @GrainIdExtensionString
   AND @GrainIdN0 = 0 AND @GrainIdN1 = 0
