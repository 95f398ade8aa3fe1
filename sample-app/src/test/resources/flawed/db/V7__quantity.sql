SET LOCAL lock_timeout = '5s';
ALTER TABLE orders ALTER COLUMN quantity TYPE bigint;
