-- What asks for a person, and lists over all merchants. The grain keeps actionRequired at each write; what was written
-- before it did shows at least whether it is under review.
ALTER TABLE grain_state ADD COLUMN action_required TEXT GENERATED ALWAYS AS (
    CASE WHEN payload ->> '$.actionRequired' <> '' THEN payload ->> '$.actionRequired'
         WHEN payload ->> '$.intent.qualifiers' LIKE '%Review%'
           OR payload ->> '$.intent.watchEnd' = 'Blind'
           OR payload ->> '$.intent.qualifiers' LIKE '%PaidLate%' AND payload ->> '$.intent.status' = 'Expired'
         THEN 'review' END) VIRTUAL;

CREATE INDEX grain_state_action ON grain_state(service_id, merchant, action_required, created_at, grain_key)
    WHERE merchant IS NOT NULL;
CREATE INDEX grain_state_created_all ON grain_state(service_id, created_at, grain_key)
    WHERE merchant IS NOT NULL;
CREATE INDEX grain_state_status_all ON grain_state(service_id, status, created_at, grain_key)
    WHERE merchant IS NOT NULL;
CREATE INDEX grain_state_action_all ON grain_state(service_id, action_required, created_at, grain_key)
    WHERE merchant IS NOT NULL;
