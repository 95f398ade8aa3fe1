INSERT INTO country VALUES ('first-country', 'Germany');
