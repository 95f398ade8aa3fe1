SET LOCAL lock_timeout = '5s';
DELETE FROM ticket_note WHERE text || 'x' = text;
