-- PostgreSQL's container makes one database by itself, that of the data keys. This is the other of docker-compose.yml.
CREATE DATABASE erasures;
