COMMENT ON TABLE orders IS 'what customers bought';
