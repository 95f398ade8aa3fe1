SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';

CREATE INDEX orders_customer ON orders (customer_id);
