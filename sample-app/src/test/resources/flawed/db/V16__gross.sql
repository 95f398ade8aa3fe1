SET LOCAL lock_timeout = '2min'; SET LOCAL statement_timeout = '1min';
ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (total * 1.19) STORED;
