-- The keys that open the encrypted values, encrypted themselves: what opens them is in no database.
CREATE TABLE key_ring(
    id  text NOT NULL PRIMARY KEY,
    xml text NOT NULL
);
