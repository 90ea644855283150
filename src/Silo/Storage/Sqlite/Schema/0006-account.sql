-- The account of the current attempt, as documents from version 4 on name it and as earlier ones did.
DROP INDEX grain_state_watched;
ALTER TABLE grain_state DROP COLUMN processor;
ALTER TABLE grain_state ADD COLUMN account TEXT
    GENERATED ALWAYS AS (coalesce(payload ->> '$.intent.account', payload ->> '$.intent.processor')) VIRTUAL;

CREATE INDEX grain_state_watched ON grain_state(service_id, account, grain_key)
    WHERE next_due IS NOT NULL;
