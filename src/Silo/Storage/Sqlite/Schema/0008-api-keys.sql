-- API keys that a command made. Times are Unix milliseconds in UTC; lists are JSON.
CREATE TABLE api_key(
    name                TEXT    NOT NULL PRIMARY KEY COLLATE NOCASE,
    sha256              TEXT    NOT NULL UNIQUE,
    merchant            TEXT    NOT NULL,
    scopes              TEXT    NOT NULL,
    addresses           TEXT,
    certificate_subject TEXT,
    created_at          INTEGER NOT NULL,
    expires_at          INTEGER,
    previous_sha256     TEXT    NOT NULL DEFAULT '',
    previous_ends_at    INTEGER,
    revoked_at          INTEGER,
    last_used_at        INTEGER
) STRICT;
