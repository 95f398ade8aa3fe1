ALTER TABLE product ADD COLUMN currency varchar(3);
