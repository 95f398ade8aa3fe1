CREATE TYPE "ShipmentState" AS ENUM ('PACKED', 'SENT', 'DELIVERED');

CREATE TABLE shipment (
    id bigint PRIMARY KEY,
    version integer NOT NULL,
    created_at timestamptz(6) NOT NULL,
    updated_at timestamptz(6) NOT NULL,
    tenant_id varchar(40) NOT NULL REFERENCES tenant,
    order_id bigint NOT NULL REFERENCES orders,
    state "ShipmentState" NOT NULL,
    tracking_code varchar(60)
);
CREATE INDEX shipment_order_id_idx ON shipment (order_id);
CREATE INDEX shipment_tenant_id_idx ON shipment (tenant_id);
