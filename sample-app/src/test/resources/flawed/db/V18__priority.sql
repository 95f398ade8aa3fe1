SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
ALTER TABLE ticket ALTER COLUMN priority TYPE urgency USING priority::text::urgency;
