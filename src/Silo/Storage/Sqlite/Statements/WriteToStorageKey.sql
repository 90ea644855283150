-- Orleans takes a key that looks like a GUID or a hex number apart, and `deadbeef` and `DEADBEEF` come out the same:
-- the CASE makes such a write fail at NOT NULL. The EXISTS keeps a stale writer from bringing back a deleted row.
-- No row returned is InconsistentStateException.
INSERT INTO grain_state(service_id, grain_type, grain_key, version, payload)
SELECT @ServiceId, @GrainTypeString, CASE WHEN @GrainIdN0 = 0 AND @GrainIdN1 = 0 THEN @GrainIdExtensionString END,
       1, CAST(@PayloadBinary AS TEXT)
 WHERE @GrainStateVersion IS NULL
    OR EXISTS (SELECT 1 FROM grain_state
                WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND grain_key = @GrainIdExtensionString)
    ON CONFLICT(service_id, grain_type, grain_key) DO UPDATE
   SET version = version + 1, payload = excluded.payload
 WHERE version = @GrainStateVersion
RETURNING version AS NewGrainStateVersion
