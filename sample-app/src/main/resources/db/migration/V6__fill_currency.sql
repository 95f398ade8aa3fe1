UPDATE product SET currency = 'EUR' WHERE currency IS NULL;
