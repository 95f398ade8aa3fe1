SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min'; SET LOCAL timezone = 'UTC';
ALTER TABLE payment ALTER COLUMN paid TYPE timestamptz;
