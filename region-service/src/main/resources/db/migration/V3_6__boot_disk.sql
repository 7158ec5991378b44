-- The disk that an installation writes to, by what it is known by: `wwn:…`, `serial:…` or `path:…`; empty for the
-- installer's own choice.
alter table nodes add column boot_disk text not null default '';
