-- How DHCP is done in a subnet: mode, further ranges, hosts and options, as JSON; what is left out has its default.
alter table subnets add column dhcp_service text not null default '{}' check (dhcp_service::jsonb is not null);

-- A proxy gives no addresses.
alter table subnets drop constraint subnets_dhcp_range;
alter table subnets add constraint subnets_dhcp_range check (
    management = 0 or range_low <> '' or dhcp_service::jsonb ->> 'mode' in ('proxy', 'off'));

-- A subnet behind a relay has no interface of the cluster in it.
alter table subnets drop constraint subnets_server_inside;
alter table subnets add constraint subnets_server_inside check (
    server_ip::inet << cidr::inet or coalesce(dhcp_service::jsonb ->> 'mode', 'full') = 'relay');
