-- Which SQLite database was copied into this one, by a hash of all that stood in it. At most one row; while it has not
-- finished nobody else writes here.
CREATE TABLE database_copy(
    source      text NOT NULL PRIMARY KEY, -- hex of SHA-256
    finished_at bigint                     -- Unix milliseconds
);
