-- One row that each look at our health writes: whether a payment could be written can be told by a write alone. The
-- witness is a word that was encrypted when the row was made: who can open it can open the orders.
CREATE TABLE health(
    id      integer NOT NULL PRIMARY KEY CHECK (id = 1),
    writes  bigint NOT NULL,
    witness text NOT NULL
);
