SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
ALTER TABLE booking ADD CONSTRAINT booking_no_overlap EXCLUDE USING gist (during WITH &&);
