DO $$
BEGIN
    EXECUTE 'CREATE INDEX ' || 'customer_city_idx ON customer (city)';
END $$;
