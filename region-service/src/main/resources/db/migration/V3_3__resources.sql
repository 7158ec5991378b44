-- A user may have a password, by which he gets an API key: salt and PBKDF2 in one text.
alter table users add column password_hash text;
