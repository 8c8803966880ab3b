-- Everything that a person typed or uploaded is inside a `sealed` or `keyring` column.
CREATE TABLE meta (
    key TEXT NOT NULL PRIMARY KEY,
    value BYTEA NOT NULL
);

CREATE TABLE accounts (
    id BYTEA NOT NULL PRIMARY KEY,
    -- Argon2id of the name: the name itself is in the sealed profile.
    login_tag BYTEA NOT NULL UNIQUE,
    status TEXT NOT NULL,
    wrap_id BYTEA NOT NULL,
    salt BYTEA NOT NULL,
    memory_kib BIGINT NOT NULL,
    passes BIGINT NOT NULL,
    lanes BIGINT NOT NULL,
    keyring BYTEA NOT NULL,
    identity_keyring BYTEA NOT NULL,
    certificate BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    -- With a second factor: the step of the last code that was taken.
    factor_step BIGINT
);

-- Keyed hashes of the codes that stand in for a lost device, each good once.
CREATE TABLE spare_codes (
    account_id BYTEA NOT NULL REFERENCES accounts (id),
    tag BYTEA NOT NULL,
    PRIMARY KEY (account_id, tag)
);

-- What happened at an account's door, for its owner.
CREATE TABLE sign_ins (
    id BYTEA NOT NULL PRIMARY KEY,
    account_id BYTEA NOT NULL REFERENCES accounts (id),
    at BIGINT NOT NULL,
    event TEXT NOT NULL,
    -- From where; empty for a refused attempt, when no key is at hand.
    sealed BYTEA NOT NULL
);
CREATE INDEX sign_ins_by_account ON sign_ins (account_id, at);

-- Who was invited and has no account yet: its id is the account's to be.
CREATE TABLE invitations (
    id BYTEA NOT NULL PRIMARY KEY,
    -- A keyed hash of the code, which itself is kept nowhere.
    tag BYTEA NOT NULL UNIQUE,
    login_tag BYTEA NOT NULL UNIQUE,
    expires_at BIGINT NOT NULL,
    -- What the invited is told, sealed under the code.
    offer BYTEA NOT NULL,
    -- What the inviter keeps, sealed under their own keys.
    own BYTEA NOT NULL,
    -- The keys that the invited made, sealed between the two.
    answer BYTEA
);

-- A case, or the organisation itself: what has compartments, grants and a ledger.
CREATE TABLE scopes (
    id BYTEA NOT NULL PRIMARY KEY,
    -- Counts writes; updating it is what puts the writers of one scope in a queue.
    writes BIGINT NOT NULL,
    -- The latest signed checkpoint of the ledger (C2SP tlog-checkpoint).
    checkpoint TEXT NOT NULL
);

CREATE TABLE epochs (
    scope_id BYTEA NOT NULL REFERENCES scopes (id),
    compartment TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    -- The key of the epoch before, sealed under this one's.
    older BYTEA,
    PRIMARY KEY (scope_id, compartment, epoch)
);

CREATE TABLE grants (
    scope_id BYTEA NOT NULL REFERENCES scopes (id),
    account_id BYTEA NOT NULL REFERENCES accounts (id),
    compartment TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    role TEXT NOT NULL,
    granter_id BYTEA NOT NULL,
    granted_at BIGINT NOT NULL,
    expires_at BIGINT,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (scope_id, account_id, compartment, epoch)
);
CREATE INDEX grants_by_account ON grants (account_id);

CREATE TABLE records (
    id BYTEA NOT NULL,
    revision BIGINT NOT NULL,
    scope_id BYTEA NOT NULL REFERENCES scopes (id),
    compartment TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    -- The epoch that it was recorded under, where it was sealed again under a later one.
    inner_epoch BIGINT,
    schema BIGINT NOT NULL,
    -- Blind: a keyed hash of the kind's name.
    kind_tag BYTEA NOT NULL,
    -- Whether a later revision stands.
    superseded BOOLEAN NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (id, revision)
);
CREATE INDEX records_by_kind ON records (scope_id, kind_tag, superseded);

-- Blind index: keyed hashes of what records are looked up by.
CREATE TABLE lookups (
    scope_id BYTEA NOT NULL REFERENCES scopes (id),
    tag BYTEA NOT NULL,
    record_id BYTEA NOT NULL,
    PRIMARY KEY (scope_id, tag, record_id)
);
CREATE INDEX lookups_by_record ON lookups (record_id);

-- Which sealed files belong to committed records; any other file in the blob store is left over.
CREATE TABLE blobs (
    id BYTEA NOT NULL PRIMARY KEY,
    scope_id BYTEA NOT NULL REFERENCES scopes (id)
);

-- The search index of a case: the sealed manifest, and which sealed files it needs. Made from the
-- records, and made again where it is missing.
CREATE TABLE search_indexes (
    scope_id BYTEA NOT NULL PRIMARY KEY REFERENCES scopes (id),
    -- Counts the manifests: a new one takes the place of the one that it was made from, or none.
    version BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    sealed BYTEA NOT NULL
);

CREATE TABLE search_files (
    id BYTEA NOT NULL PRIMARY KEY,
    scope_id BYTEA NOT NULL REFERENCES scopes (id)
);
CREATE INDEX search_files_by_scope ON search_files (scope_id);

CREATE TABLE ledger (
    scope_id BYTEA NOT NULL REFERENCES scopes (id),
    seq BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (scope_id, seq)
);

CREATE TABLE sessions (
    id BYTEA NOT NULL PRIMARY KEY,
    account_id BYTEA NOT NULL REFERENCES accounts (id),
    generation BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    idle_at BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    -- Present while the identities of one case are open.
    identity_scope BYTEA,
    identity_until BIGINT,
    identity_sealed BYTEA,
    -- Present once the password was given in this session.
    fresh_until BIGINT,
    fresh_sealed BYTEA
);
