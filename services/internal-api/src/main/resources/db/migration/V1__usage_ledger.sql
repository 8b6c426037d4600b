-- Usage as claimed by its sources: append-only. (source, id) is the inbox too: what is here was consumed.
-- Intervals are half-open, in milliseconds since 1970. Intervals of one source may overlap when two hubs believed for a
-- moment that they held the same node; both claims are kept and sums are taken over their union, so that no
-- millisecond counts twice, whatever the order in which they came.
CREATE TABLE usage_interval (
    source       text        NOT NULL,
    id           text        NOT NULL,
    cluster_id   text        NOT NULL,
    organization text        NOT NULL,
    hostname     text        NOT NULL,
    start_ms     bigint      NOT NULL,
    end_ms       bigint      NOT NULL,
    recorded_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (source, id),
    CONSTRAINT usage_interval_forward CHECK (end_ms > start_ms AND start_ms >= 0)
);

CREATE INDEX usage_interval_by_cluster ON usage_interval (cluster_id, source, start_ms);

CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'usage_interval is append-only: % is refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER usage_interval_append_only BEFORE UPDATE OR DELETE ON usage_interval
    FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();

CREATE TRIGGER usage_interval_keep_all BEFORE TRUNCATE ON usage_interval
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();
