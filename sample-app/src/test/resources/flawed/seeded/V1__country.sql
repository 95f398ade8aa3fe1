CREATE TABLE country (
    code varchar(20) PRIMARY KEY,
    name varchar(80) NOT NULL
);
