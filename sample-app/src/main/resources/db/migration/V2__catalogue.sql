CREATE TABLE category (
    id bigint PRIMARY KEY,
    version integer NOT NULL,
    created_at timestamptz(6) NOT NULL,
    updated_at timestamptz(6) NOT NULL,
    tenant_id varchar(40) NOT NULL REFERENCES tenant,
    name varchar(100) NOT NULL,
    parent_id bigint REFERENCES category,
    CONSTRAINT category_tenant_name_key UNIQUE (tenant_id, name)
);
CREATE INDEX category_parent_id_idx ON category (parent_id);

CREATE TABLE product (
    id bigint PRIMARY KEY,
    version integer NOT NULL,
    created_at timestamptz(6) NOT NULL,
    updated_at timestamptz(6) NOT NULL,
    tenant_id varchar(40) NOT NULL REFERENCES tenant,
    sku varchar(40) NOT NULL,
    title varchar(200) NOT NULL,
    price numeric(19, 4) NOT NULL CHECK (price >= 0),
    category_id bigint NOT NULL REFERENCES category,
    CONSTRAINT product_tenant_sku_key UNIQUE (tenant_id, sku)
);
CREATE INDEX product_category_id_idx ON product (category_id);

CREATE TABLE product_image (
    product_id bigint NOT NULL REFERENCES product,
    position integer NOT NULL,
    url varchar(500) NOT NULL,
    PRIMARY KEY (product_id, position)
);
