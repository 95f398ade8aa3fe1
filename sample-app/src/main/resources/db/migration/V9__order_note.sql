ALTER TABLE orders ADD COLUMN note varchar(500);
ALTER TABLE product ADD COLUMN slug varchar(220);
