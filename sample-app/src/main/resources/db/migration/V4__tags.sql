CREATE TABLE tag (
    id bigint PRIMARY KEY,
    version integer NOT NULL,
    created_at timestamptz(6) NOT NULL,
    updated_at timestamptz(6) NOT NULL,
    tenant_id varchar(40) NOT NULL REFERENCES tenant,
    word varchar(50) NOT NULL,
    CONSTRAINT tag_tenant_word_key UNIQUE (tenant_id, word)
);

CREATE TABLE product_tag (
    product_id bigint NOT NULL REFERENCES product,
    tag_id bigint NOT NULL REFERENCES tag,
    PRIMARY KEY (product_id, tag_id)
);
CREATE INDEX product_tag_tag_id_idx ON product_tag (tag_id);
