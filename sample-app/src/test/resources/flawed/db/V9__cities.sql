SET LOCAL lock_timeout = '5s';
ALTER TABLE audit ADD COLUMN who text;
CREATE TABLE city AS SELECT DISTINCT city AS name FROM customer;
