SET LOCAL lock_timeout = '5s';
DROP MATERIALIZED VIEW ticket_titles;
