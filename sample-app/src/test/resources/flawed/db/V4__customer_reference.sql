SET LOCAL lock_timeout = '5s';
ALTER TABLE orders ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer;
CREATE INDEX orders_customer_id_idx ON orders (customer_id);
