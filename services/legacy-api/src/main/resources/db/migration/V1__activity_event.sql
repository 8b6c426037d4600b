-- One row for each thing that happened. The key is the event's own id, so that writing it again changes nothing.
create table event (
    id uuid primary key,
    at timestamptz not null,
    type text not null,
    actor_id text,
    actor_type text not null,
    actor_username text,
    organization text,
    target_type text,
    target_id text,
    target_name text,
    outcome text not null check (outcome in ('success', 'failure')),
    request_id text,
    source_ip text,
    facts text not null default '{}'
);

create index event_by_time on event (at desc, id desc);
create index event_by_organization on event (organization, at desc, id desc);
create index event_by_actor on event (actor_username, at desc);
create index event_by_target on event (target_type, target_id, at desc);
