SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
CREATE TABLE event_2027 PARTITION OF event FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
