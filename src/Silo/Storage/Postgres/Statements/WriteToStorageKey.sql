-- Why the CASE and the EXISTS: see SQLite's. Of two first writes at once the key lets one in, and the other finds a row
-- whose version is not the one it has: none, which is equal to nothing. No row returned is InconsistentStateException.
INSERT INTO grain_state AS kept(service_id, grain_type, grain_key, version, payload)
SELECT @ServiceId, @GrainTypeString, CASE WHEN @GrainIdN0 = 0 AND @GrainIdN1 = 0 THEN @GrainIdExtensionString END,
       1, CAST(convert_from(@PayloadBinary, 'UTF8') AS jsonb)
 WHERE CAST(@GrainStateVersion AS int) IS NULL
    OR EXISTS (SELECT 1 FROM grain_state
                WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND grain_key = @GrainIdExtensionString)
    ON CONFLICT(service_id, grain_type, grain_key) DO UPDATE
   SET version = kept.version + 1, payload = excluded.payload
 WHERE kept.version = @GrainStateVersion
RETURNING version AS NewGrainStateVersion
