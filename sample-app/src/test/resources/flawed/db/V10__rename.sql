SET LOCAL lock_timeout = '5s';
ALTER TABLE customer RENAME COLUMN email TO mail;
ALTER TABLE audit RENAME TO journal;
