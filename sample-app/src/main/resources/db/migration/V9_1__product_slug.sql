ALTER TABLE product ADD COLUMN slug varchar(220);
