-- Orleans' ADO.NET providers read every statement that they run from this table. Its names are theirs.
CREATE TABLE OrleansQuery(
    QueryKey  text NOT NULL PRIMARY KEY,
    QueryText text NOT NULL
);
