CREATE TABLE reminder(
    service_id    TEXT    NOT NULL,
    grain_id      TEXT    NOT NULL,
    reminder_name TEXT    NOT NULL,
    grain_hash    INTEGER NOT NULL,
    start_time    TEXT    NOT NULL, -- as Microsoft.Data.Sqlite binds and reads a DateTime
    period        INTEGER NOT NULL, -- milliseconds
    version       INTEGER NOT NULL,
    PRIMARY KEY(service_id, grain_id, reminder_name)
) STRICT, WITHOUT ROWID;

-- Each silo reads its whole hash range at every refresh.
CREATE INDEX reminder_hash ON reminder(service_id, grain_hash);
