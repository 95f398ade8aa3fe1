CREATE TYPE weight AS ENUM ('LIGHT');
CREATE TABLE customer (id bigserial PRIMARY KEY, email text NOT NULL, city text NOT NULL);
CREATE TABLE orders (id bigserial PRIMARY KEY, customer_id bigint NOT NULL, quantity integer NOT NULL, status text, total numeric(12, 2) NOT NULL);
CREATE TABLE audit (id bigserial PRIMARY KEY, what text NOT NULL);
CREATE TYPE priority AS ENUM ('LOW', 'HIGH');
CREATE TYPE urgency AS ENUM ('LOW', 'HIGH', 'NOW');
CREATE TABLE ticket (id integer PRIMARY KEY, title varchar(80) NOT NULL, priority priority NOT NULL, weight integer NOT NULL);
CREATE INDEX ticket_title_idx ON ticket (title);
CREATE MATERIALIZED VIEW ticket_titles AS SELECT weight FROM ticket;
CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE ticket_note (id bigint PRIMARY KEY, ticket_id integer NOT NULL CONSTRAINT note_ticket REFERENCES ticket, text text);
CREATE INDEX ticket_note_ticket_id_idx ON ticket_note (ticket_id);
CREATE TABLE booking (id bigint PRIMARY KEY, during daterange NOT NULL);
CREATE TABLE event (at date NOT NULL, what text) PARTITION BY RANGE (at);
CREATE TABLE event_rest PARTITION OF event DEFAULT;
CREATE DOMAIN amount AS numeric(12, 2);
CREATE TABLE payment (id bigint PRIMARY KEY, total amount, paid timestamp NOT NULL, code varchar(20) NOT NULL CHECK (code <> ''));
CREATE PROCEDURE fill_notes() LANGUAGE plpgsql AS $$
DECLARE n bigint;
BEGIN
    LOOP
        UPDATE ticket_note SET text = '' WHERE id IN (SELECT id FROM ticket_note WHERE text IS NULL ORDER BY id LIMIT 10);
        GET DIAGNOSTICS n = ROW_COUNT;
        EXIT WHEN n = 0;
        COMMIT;
    END LOOP;
END $$;
CREATE DOMAIN percent AS integer CHECK (VALUE BETWEEN 0 AND 100);
CREATE TABLE room (id bigint CONSTRAINT room_pkey PRIMARY KEY, floor integer, number integer, CONSTRAINT room_found CHECK (floor > 0 OR number > 0));
CREATE PUBLICATION rooms FOR TABLE room;
