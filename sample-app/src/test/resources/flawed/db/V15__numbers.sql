ALTER TABLE orders ADD COLUMN number bigserial;
SET LOCAL lock_timeout = '5s';
ALTER TABLE customer ADD COLUMN code text;
