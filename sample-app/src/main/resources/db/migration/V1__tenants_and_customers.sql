CREATE SEQUENCE shop_seq INCREMENT BY 50;

CREATE TABLE tenant (
    id varchar(40) PRIMARY KEY,
    name varchar(200) NOT NULL,
    created_at timestamptz(6) NOT NULL
);

CREATE TABLE customer (
    id bigint PRIMARY KEY,
    version integer NOT NULL,
    created_at timestamptz(6) NOT NULL,
    updated_at timestamptz(6) NOT NULL,
    tenant_id varchar(40) NOT NULL REFERENCES tenant,
    email varchar(320) NOT NULL,
    full_name varchar(200) NOT NULL,
    street varchar(200) NOT NULL,
    postcode varchar(20) NOT NULL,
    city varchar(100) NOT NULL,
    country varchar(2) NOT NULL CHECK (country = upper(country)),
    deleted boolean NOT NULL
);
-- Who was deleted may come back, with the same address.
CREATE UNIQUE INDEX customer_tenant_email_key ON customer (tenant_id, email) WHERE NOT deleted;
CREATE INDEX customer_tenant_id_idx ON customer (tenant_id);
