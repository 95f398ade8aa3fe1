SET LOCAL lock_timeout = '5s';
ALTER TABLE room DROP CONSTRAINT room_pkey;
