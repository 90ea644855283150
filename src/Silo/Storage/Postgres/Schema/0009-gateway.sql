-- The gateways that are up, by their own word each few seconds: they share what a key may call.
CREATE TABLE gateway(
    id      text NOT NULL PRIMARY KEY,
    seen_at timestamptz NOT NULL
);
