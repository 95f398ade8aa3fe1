SET lock_timeout = 0;
DROP INDEX CONCURRENTLY IF EXISTS orders_tenant_placed_idx;
CREATE INDEX CONCURRENTLY orders_tenant_placed_idx ON orders (tenant_id, placed_at);
