-- Documents from version 6 on hold a code to resume by, as a keyed digest in the clear. No two of a merchant are equal:
-- who draws the same at the same time as another does not get it written.
ALTER TABLE grain_state ADD COLUMN resume_digest TEXT
    GENERATED ALWAYS AS (payload ->> '$.intent.resumeCode.digest') VIRTUAL;

CREATE UNIQUE INDEX grain_state_resume ON grain_state(service_id, merchant, resume_digest)
    WHERE resume_digest IS NOT NULL;
