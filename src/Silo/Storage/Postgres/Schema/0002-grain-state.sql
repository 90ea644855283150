-- One row a grain: the document as the grain wrote it, and columns generated from it. So a list or a sweep reads
-- what the last commit wrote, and there is no second write to lose. Times are Unix milliseconds.
-- A cleared row keeps its version; it has no document, hence nothing in the columns.
-- Rows from before version 4 call the account processor; those from before actionRequired was kept show at least
-- whether they are under review.
-- COLLATE "C": an index in the order of a language would have to be made anew when a new library sorts otherwise.
CREATE TABLE grain_state(
    service_id      text COLLATE "C" NOT NULL,
    grain_type      text COLLATE "C" NOT NULL,
    grain_key       text COLLATE "C" NOT NULL,
    version         integer NOT NULL,
    payload         jsonb,
    merchant        text COLLATE "C" GENERATED ALWAYS AS (payload #>> '{intent,merchant}') STORED,
    order_id        text COLLATE "C" GENERATED ALWAYS AS (payload #>> '{intent,orderId}') STORED,
    status          text COLLATE "C" GENERATED ALWAYS AS (payload #>> '{intent,status}') STORED,
    created_at      bigint GENERATED ALWAYS AS ((payload #>> '{intent,createdAt}')::bigint) STORED,
    account         text COLLATE "C" GENERATED ALWAYS AS (
        coalesce(payload #>> '{intent,account}', payload #>> '{intent,processor}')) STORED,
    next_due        bigint GENERATED ALWAYS AS ((payload ->> 'nextDue')::bigint) STORED,
    action_required text COLLATE "C" GENERATED ALWAYS AS (
        CASE WHEN payload ->> 'actionRequired' <> '' THEN payload ->> 'actionRequired'
             WHEN payload #>> '{intent,qualifiers}' LIKE '%Review%'
               OR payload #>> '{intent,watchEnd}' = 'Blind'
               OR payload #>> '{intent,qualifiers}' LIKE '%PaidLate%' AND payload #>> '{intent,status}' = 'Expired'
             THEN 'review' END) STORED,
    resume_digest   text COLLATE "C" GENERATED ALWAYS AS (payload #>> '{intent,resumeCode,digest}') STORED,
    PRIMARY KEY(service_id, grain_type, grain_key)
);

CREATE INDEX grain_state_created ON grain_state(service_id, merchant, created_at, grain_key)
    WHERE merchant IS NOT NULL;
CREATE INDEX grain_state_status ON grain_state(service_id, merchant, status, created_at, grain_key)
    WHERE merchant IS NOT NULL;
CREATE INDEX grain_state_action ON grain_state(service_id, merchant, action_required, created_at, grain_key)
    WHERE merchant IS NOT NULL;
CREATE INDEX grain_state_created_all ON grain_state(service_id, created_at, grain_key)
    WHERE merchant IS NOT NULL;
CREATE INDEX grain_state_status_all ON grain_state(service_id, status, created_at, grain_key)
    WHERE merchant IS NOT NULL;
CREATE INDEX grain_state_action_all ON grain_state(service_id, action_required, created_at, grain_key)
    WHERE merchant IS NOT NULL;
CREATE INDEX grain_state_due ON grain_state(service_id, next_due, grain_key)
    WHERE next_due IS NOT NULL;
CREATE INDEX grain_state_watched ON grain_state(service_id, account, grain_key)
    WHERE next_due IS NOT NULL;
-- No two of a merchant have one code: who draws the same at the same time as another does not get it written.
CREATE UNIQUE INDEX grain_state_resume ON grain_state(service_id, merchant, resume_digest)
    WHERE resume_digest IS NOT NULL;
