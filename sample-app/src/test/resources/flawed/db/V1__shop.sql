CREATE TYPE weight AS ENUM ('LIGHT');
CREATE TABLE customer (id bigserial PRIMARY KEY, email text NOT NULL, city text NOT NULL);
CREATE TABLE orders (id bigserial PRIMARY KEY, customer_id bigint NOT NULL, quantity integer NOT NULL, status text, total numeric(12, 2) NOT NULL);
CREATE TABLE audit (id bigserial PRIMARY KEY, what text NOT NULL);
