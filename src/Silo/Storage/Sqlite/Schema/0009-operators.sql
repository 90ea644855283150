-- People who sign in, and what they have open. Times are Unix milliseconds.
CREATE TABLE operator(
    name          TEXT    NOT NULL PRIMARY KEY COLLATE NOCASE,
    scopes        TEXT    NOT NULL,           -- by name, with blanks between
    merchant      TEXT    NOT NULL,           -- * for all
    password_hash TEXT    NOT NULL,
    totp_secret   TEXT    NOT NULL,           -- encrypted
    totp_step     INTEGER NOT NULL DEFAULT 0, -- of the newest code that opened
    try_count     INTEGER NOT NULL DEFAULT 0, -- since one was right, or since the last lock ended
    locked_until  INTEGER,
    created_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Nobody. A try for a name that there is not is counted here, so that it costs a write as any other.
INSERT INTO operator(name, scopes, merchant, password_hash, totp_secret, created_at) VALUES ('', '', '', '', '', 0);

-- With what the person may do: who signs in elsewhere has no row above.
CREATE TABLE operator_session(
    id_hash    TEXT    NOT NULL PRIMARY KEY, -- hex of SHA-256
    name       TEXT    NOT NULL COLLATE NOCASE,
    scopes     TEXT    NOT NULL,
    merchant   TEXT    NOT NULL,
    started_at INTEGER NOT NULL,
    ends_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
