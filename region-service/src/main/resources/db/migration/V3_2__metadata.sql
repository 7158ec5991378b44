-- After its work has ended a machine may still repeat its last words for a while: the answer may have been lost.
alter table node_keys add column expires timestamptz;
