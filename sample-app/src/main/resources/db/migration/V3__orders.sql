CREATE TABLE orders (
    id bigint PRIMARY KEY,
    version integer NOT NULL,
    created_at timestamptz(6) NOT NULL,
    updated_at timestamptz(6) NOT NULL,
    tenant_id varchar(40) NOT NULL REFERENCES tenant,
    customer_id bigint NOT NULL REFERENCES customer,
    status varchar(20) NOT NULL CHECK (status IN ('NEW', 'PAID', 'SHIPPED', 'CANCELLED')),
    placed_at timestamptz(6) NOT NULL,
    total numeric(19, 4) NOT NULL,
    ship_street varchar(200) NOT NULL,
    ship_postcode varchar(20) NOT NULL,
    ship_city varchar(100) NOT NULL,
    ship_country varchar(2) NOT NULL
);
CREATE INDEX orders_customer_id_idx ON orders (customer_id);

CREATE TABLE order_line (
    id bigint PRIMARY KEY,
    version integer NOT NULL,
    created_at timestamptz(6) NOT NULL,
    updated_at timestamptz(6) NOT NULL,
    tenant_id varchar(40) NOT NULL REFERENCES tenant,
    order_id bigint NOT NULL REFERENCES orders ON DELETE CASCADE,
    product_id bigint NOT NULL REFERENCES product,
    quantity integer NOT NULL CHECK (quantity > 0),
    unit_price numeric(19, 4) NOT NULL
);
CREATE INDEX order_line_order_id_idx ON order_line (order_id);
CREATE INDEX order_line_product_id_idx ON order_line (product_id);
CREATE INDEX order_line_tenant_id_idx ON order_line (tenant_id);
