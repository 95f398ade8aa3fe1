SET LOCAL lock_timeout = '5s';
DROP INDEX customer_city_idx;
