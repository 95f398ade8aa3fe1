SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
ALTER DOMAIN amount ADD CONSTRAINT amount_in_range CHECK (VALUE > -100000000000);
