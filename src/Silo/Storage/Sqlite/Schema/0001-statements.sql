-- Orleans' ADO.NET providers read every statement that they run from this table. Its names are theirs.
CREATE TABLE OrleansQuery(
    QueryKey  TEXT NOT NULL PRIMARY KEY,
    QueryText TEXT NOT NULL
) STRICT, WITHOUT ROWID;
