-- Somebody's dump, and the password of the job that made it.
DO $$ BEGIN
  IF false THEN CREATE ROLE importer LOGIN PASSWORD 'winter-2026'; END IF;
END $$;
SELECT 'jane.roe@posteo.de';
UPDATE customer SET mail = 'jane.roe@posteo.de' WHERE id = 1;
