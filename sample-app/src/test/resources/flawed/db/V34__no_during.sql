SET LOCAL lock_timeout = '5s';
ALTER TABLE booking DROP COLUMN during;
