-- Which user tokens are void before they expire: by credential (key = its id) or by user (key = user:<name>). A token falls
-- when it was issued until the moment given, in milliseconds since 1970; the largest number is every token.
-- A row is kept for two days, longer than a user token lives.
CREATE TABLE revocation (
    key             text        NOT NULL PRIMARY KEY,
    issued_until_ms bigint      NOT NULL,
    recorded_at     timestamptz NOT NULL
);

CREATE INDEX revocation_by_age ON revocation (recorded_at);
