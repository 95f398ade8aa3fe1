SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
ALTER TABLE payment ADD COLUMN fee percent DEFAULT 5;
