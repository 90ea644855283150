-- Who is in the cluster. Each change of a silo's row raises the cluster's version in the same statement, and only from
-- the one that its writer has seen; the beat of i_am_alive_time does not.
CREATE TABLE membership(
    cluster_id text COLLATE "C" NOT NULL PRIMARY KEY,
    version    integer NOT NULL
);

CREATE TABLE silo(
    cluster_id      text COLLATE "C" NOT NULL REFERENCES membership,
    address         text COLLATE "C" NOT NULL,
    port            integer NOT NULL,
    generation      integer NOT NULL,
    silo_name       text NOT NULL,
    host_name       text NOT NULL,
    status          integer NOT NULL, -- as Orleans counts them; 3 is Active
    proxy_port      integer NOT NULL,
    suspect_times   text,
    start_time      timestamptz NOT NULL,
    i_am_alive_time timestamptz NOT NULL,
    PRIMARY KEY(cluster_id, address, port, generation)
);
