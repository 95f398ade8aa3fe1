DO $$
DECLARE
    t text;
BEGIN
    FOR t IN SELECT c.table_name FROM information_schema.columns c
             WHERE c.table_schema = 'public' AND c.column_name = 'tenant_id' LOOP
        EXECUTE format('COMMENT ON COLUMN %I.tenant_id IS %L', t, 'whose row it is');
    END LOOP;
END $$;
