-- What each silo knows, and what all of them knew when one of them looked last: nothing newer is written or called. A
-- silo of before has no row, and knows nothing of it.
CREATE TABLE silo_level(
    address    text COLLATE "C" NOT NULL,
    port       integer NOT NULL,
    generation integer NOT NULL,
    level      integer NOT NULL,
    PRIMARY KEY(address, port, generation)
);

CREATE TABLE cluster_level(
    id    integer NOT NULL PRIMARY KEY CHECK (id = 1),
    level integer NOT NULL
);

INSERT INTO cluster_level VALUES (1, 0);
