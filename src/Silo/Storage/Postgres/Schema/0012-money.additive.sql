-- When an order settled, for lists. What was settled by a version that did not keep it shows its last change.
CREATE INDEX grain_state_settled ON grain_state(service_id, merchant, (CAST(coalesce(payload -> 'intent' ->> 'settledAt',
        CASE status WHEN 'Settled' THEN payload -> 'intent' ->> 'changedAt' END) AS bigint)), grain_key)
    WHERE merchant IS NOT NULL;
CREATE INDEX grain_state_settled_all ON grain_state(service_id, (CAST(coalesce(payload -> 'intent' ->> 'settledAt',
        CASE status WHEN 'Settled' THEN payload -> 'intent' ->> 'changedAt' END) AS bigint)), grain_key)
    WHERE merchant IS NOT NULL;

-- When an order's money may have moved: the times of these entries of its history. So a statement finds a
-- refund of December on an order of November. Rows are only added; one too many does no harm.
CREATE TABLE money_event(
    service_id text COLLATE "C" NOT NULL,
    grain_type text COLLATE "C" NOT NULL,
    grain_key  text COLLATE "C" NOT NULL,
    at         bigint NOT NULL,
    merchant   text COLLATE "C" NOT NULL,
    PRIMARY KEY(service_id, grain_type, grain_key, at)
);

CREATE INDEX money_event_at ON money_event(service_id, merchant, at, grain_key);

CREATE VIEW money_seen AS
SELECT service_id, grain_type, grain_key, (entry ->> 'at')::bigint AS at, merchant
  FROM grain_state, jsonb_path_query(payload, '$.history[*]') AS entry
 WHERE merchant IS NOT NULL
   AND (entry ->> 'event' IN ('InvoiceObserved', 'VerdictDoubtEnded', 'RefundObserved', 'RefundRefused',
                              'RefundSaidNotMade', 'ReviewResolved')
        OR entry ->> 'event' = 'InvoiceOpened' AND entry #>> '{data,amountPaid}' <> '0'
        OR entry #>> '{data,folded}' IS NOT NULL);

INSERT INTO money_event SELECT DISTINCT * FROM money_seen;

-- In the write itself, so there is none to lose; whichever version of a silo it is that writes.
CREATE FUNCTION keep_money_seen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO money_event SELECT * FROM money_seen
     WHERE service_id = NEW.service_id AND grain_type = NEW.grain_type AND grain_key = NEW.grain_key
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER money_seen AFTER INSERT OR UPDATE ON grain_state
    FOR EACH ROW WHEN (NEW.merchant IS NOT NULL) EXECUTE FUNCTION keep_money_seen();
