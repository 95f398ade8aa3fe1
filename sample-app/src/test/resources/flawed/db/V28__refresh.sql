SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
REFRESH MATERIALIZED VIEW ticket_titles;
