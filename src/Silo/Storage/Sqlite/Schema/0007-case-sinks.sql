-- Documents from version 5 on say who was told. Nothing is indexed; a program that cannot read them does not start.
SELECT 1;
