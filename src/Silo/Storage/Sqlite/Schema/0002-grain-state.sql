-- One row a grain: the document as the grain wrote it, and columns generated from it. So a list or a sweep reads
-- what the last commit wrote, and there is no second write to lose. Times are Unix milliseconds.
-- A cleared row keeps its version; it has no document, hence nothing in the columns.
CREATE TABLE grain_state(
    service_id TEXT    NOT NULL,
    grain_type TEXT    NOT NULL,
    grain_key  TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    payload    TEXT,
    merchant   TEXT    GENERATED ALWAYS AS (payload ->> '$.intent.merchant') STORED,
    order_id   TEXT    GENERATED ALWAYS AS (payload ->> '$.intent.orderId') STORED,
    status     TEXT    GENERATED ALWAYS AS (payload ->> '$.intent.status') STORED,
    created_at INTEGER GENERATED ALWAYS AS (payload ->> '$.intent.createdAt') STORED,
    processor  TEXT    GENERATED ALWAYS AS (payload ->> '$.intent.processor') STORED,
    next_due   INTEGER GENERATED ALWAYS AS (payload ->> '$.nextDue') STORED,
    PRIMARY KEY(service_id, grain_type, grain_key)
) STRICT;

CREATE INDEX grain_state_created ON grain_state(service_id, merchant, created_at, grain_key)
    WHERE merchant IS NOT NULL;
CREATE INDEX grain_state_status ON grain_state(service_id, merchant, status, created_at, grain_key)
    WHERE merchant IS NOT NULL;
CREATE INDEX grain_state_due ON grain_state(service_id, next_due, grain_key)
    WHERE next_due IS NOT NULL;
CREATE INDEX grain_state_watched ON grain_state(service_id, processor, grain_key)
    WHERE next_due IS NOT NULL;
