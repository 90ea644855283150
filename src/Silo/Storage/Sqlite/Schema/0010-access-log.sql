-- Who was shown details of payments, and when; no details. Rows are only added. Times are Unix milliseconds in UTC.
CREATE TABLE access_log(
    number   INTEGER NOT NULL PRIMARY KEY,
    at       INTEGER NOT NULL,
    who      TEXT    NOT NULL,
    what     TEXT    NOT NULL,
    merchant TEXT    NOT NULL,
    order_id TEXT    NOT NULL,
    address  TEXT    NOT NULL
) STRICT;

CREATE INDEX access_log_order ON access_log(merchant, order_id, at);
CREATE INDEX access_log_at ON access_log(at);
