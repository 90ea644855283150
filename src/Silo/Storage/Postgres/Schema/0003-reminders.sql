CREATE TABLE reminder(
    service_id    text COLLATE "C" NOT NULL,
    grain_id      text COLLATE "C" NOT NULL,
    reminder_name text COLLATE "C" NOT NULL,
    grain_hash    integer NOT NULL,
    start_time    timestamptz NOT NULL,
    period        bigint NOT NULL, -- milliseconds
    version       integer NOT NULL,
    PRIMARY KEY(service_id, grain_id, reminder_name)
);

-- Each silo reads its whole hash range at every refresh.
CREATE INDEX reminder_hash ON reminder(service_id, grain_hash);
