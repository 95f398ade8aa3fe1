SET lock_timeout = '5s';
CREATE INDEX CONCURRENTLY IF NOT EXISTS ticket_priority_idx ON ticket (priority);
