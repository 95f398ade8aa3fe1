-- bloated since the import
REINDEX INDEX CONCURRENTLY orders_pkey;
