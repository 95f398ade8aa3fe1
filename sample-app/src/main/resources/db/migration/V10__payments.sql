-- The foreign key is on the new, empty table; it still needs a moment's lock on orders.
CREATE TABLE payment (
    id bigint PRIMARY KEY,
    version integer NOT NULL,
    created_at timestamptz(6) NOT NULL,
    updated_at timestamptz(6) NOT NULL,
    tenant_id varchar(40) NOT NULL REFERENCES tenant,
    order_id bigint NOT NULL UNIQUE REFERENCES orders,
    reference uuid NOT NULL,
    amount numeric(19, 4) NOT NULL,
    paid_at timestamptz(6)
);
CREATE INDEX payment_tenant_id_idx ON payment (tenant_id);
