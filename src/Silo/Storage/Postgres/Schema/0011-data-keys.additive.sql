-- Documents from version 7 on name the data key of their sensitive values. By it all orders of a customer are found, and
-- those of earlier versions; by the other what is kept of orders that ended long ago.
CREATE INDEX grain_state_data_key ON grain_state(service_id, (coalesce(payload ->> 'keyId', '')), grain_key)
    WHERE created_at IS NOT NULL;
CREATE INDEX grain_state_kept ON grain_state(service_id, created_at, grain_key)
    WHERE next_due IS NULL AND payload -> 'intent' ->> 'erasedAt' IS NULL;
