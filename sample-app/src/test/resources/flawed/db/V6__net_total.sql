SET LOCAL lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN net_total numeric(12, 2);
UPDATE orders SET net_total = total / 1.19;
