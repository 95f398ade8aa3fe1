CREATE TABLE parcel (id bigserial PRIMARY KEY);
ALTER TYPE weight ADD VALUE 'HEAVY';
SELECT 'HEAVY'::weight;
