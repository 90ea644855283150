-- API keys that a command made, people who sign in, what they have open, and who was shown what. Names are one in any
-- case of letters. Times are Unix milliseconds; lists are JSON.
CREATE TABLE api_key(
    name                text COLLATE "C" NOT NULL,
    sha256              text NOT NULL UNIQUE,
    merchant            text NOT NULL,
    scopes              text NOT NULL,
    addresses           text,
    certificate_subject text,
    created_at          bigint NOT NULL,
    expires_at          bigint,
    previous_sha256     text NOT NULL DEFAULT '',
    previous_ends_at    bigint,
    revoked_at          bigint,
    last_used_at        bigint
);

CREATE UNIQUE INDEX api_key_name ON api_key(lower(name));

CREATE TABLE operator(
    name          text COLLATE "C" NOT NULL,
    scopes        text NOT NULL,              -- by name, with blanks between
    merchant      text NOT NULL,              -- * for all
    password_hash text NOT NULL,
    totp_secret   text NOT NULL,              -- encrypted
    totp_step     bigint NOT NULL DEFAULT 0,  -- of the newest code that opened
    try_count     integer NOT NULL DEFAULT 0, -- since one was right, or since the last lock ended
    locked_until  bigint,
    created_at    bigint NOT NULL
);

CREATE UNIQUE INDEX operator_name ON operator(lower(name));

-- Nobody. A try for a name that there is not is counted here, so that it costs a write as any other.
INSERT INTO operator(name, scopes, merchant, password_hash, totp_secret, created_at) VALUES ('', '', '', '', '', 0);

-- With what the person may do: who signs in elsewhere has no row above.
CREATE TABLE operator_session(
    id_hash    text NOT NULL PRIMARY KEY, -- hex of SHA-256
    name       text COLLATE "C" NOT NULL,
    scopes     text NOT NULL,
    merchant   text NOT NULL,
    started_at bigint NOT NULL,
    ends_at    bigint NOT NULL
);

-- No details of payments. Rows are only added.
CREATE TABLE access_log(
    number   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at       bigint NOT NULL,
    who      text NOT NULL,
    what     text NOT NULL,
    merchant text COLLATE "C" NOT NULL,
    order_id text COLLATE "C" NOT NULL,
    address  text NOT NULL
);

CREATE INDEX access_log_order ON access_log(merchant, order_id, at, number);
CREATE INDEX access_log_at ON access_log(at, number);
