SET LOCAL lock_timeout = '5s';
UPDATE orders SET status = 'NEW' WHERE status IS NULL;
ALTER TABLE orders ALTER COLUMN status SET NOT NULL;
