CREATE TABLE reading (
    id bigint PRIMARY KEY,
    taken_at timestamp NOT NULL
);
