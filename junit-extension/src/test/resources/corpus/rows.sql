-- Rows for the measurement; the product makes its own.
INSERT INTO p SELECT i, i FROM generate_series(1, 300) i;
INSERT INTO t SELECT i, i, i, i, NULL, 'v' || i, 'w' || i, 'x' || i, i, now(), now(), now(), 'ok', gen_random_uuid(), '{}', 'c' || i, i,
    NULL, i, i FROM generate_series(1, 300) i;
INSERT INTO c SELECT i, i, 'n' || i, 'p' FROM generate_series(1, 300) i;
INSERT INTO dom SELECT i, i FROM generate_series(1, 300) i;
INSERT INTO e SELECT i, CASE WHEN i % 2 = 0 THEN date '2024-05-05' ELSE date '2020-05-05' END FROM generate_series(1, 300) i;
INSERT INTO q SELECT i, CASE WHEN i % 2 = 0 THEN date '2024-05-05' ELSE date '2025-05-05' END FROM generate_series(1, 300) i;
INSERT INTO q_next SELECT i, '2027-05-05' FROM generate_series(1, 300) i;
INSERT INTO o SELECT i, 'n' || i FROM generate_series(1, 300) i;
REFRESH MATERIALIZED VIEW mv;
