-- Everything that a person typed or uploaded is inside a `sealed` or `keyring` column.
CREATE TABLE meta (
    key TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;

CREATE TABLE accounts (
    id BLOB NOT NULL PRIMARY KEY,
    -- Argon2id of the name: the name itself is in the sealed profile.
    login_tag BLOB NOT NULL UNIQUE,
    status TEXT NOT NULL,
    wrap_id BLOB NOT NULL,
    salt BLOB NOT NULL,
    memory_kib INTEGER NOT NULL,
    passes INTEGER NOT NULL,
    lanes INTEGER NOT NULL,
    keyring BLOB NOT NULL,
    identity_keyring BLOB NOT NULL,
    certificate BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    -- With a second factor: the step of the last code that was taken.
    factor_step INTEGER
) STRICT;

-- Keyed hashes of the codes that stand in for a lost device, each good once.
CREATE TABLE spare_codes (
    account_id BLOB NOT NULL REFERENCES accounts (id),
    tag BLOB NOT NULL,
    PRIMARY KEY (account_id, tag)
) STRICT;

-- What happened at an account's door, for its owner.
CREATE TABLE sign_ins (
    id BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES accounts (id),
    at INTEGER NOT NULL,
    event TEXT NOT NULL,
    -- From where; empty for a refused attempt, when no key is at hand.
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX sign_ins_by_account ON sign_ins (account_id, at);

-- Who was invited and has no account yet: its id is the account's to be.
CREATE TABLE invitations (
    id BLOB NOT NULL PRIMARY KEY,
    -- A keyed hash of the code, which itself is kept nowhere.
    tag BLOB NOT NULL UNIQUE,
    login_tag BLOB NOT NULL UNIQUE,
    expires_at INTEGER NOT NULL,
    -- What the invited is told, sealed under the code.
    offer BLOB NOT NULL,
    -- What the inviter keeps, sealed under their own keys.
    own BLOB NOT NULL,
    -- The keys that the invited made, sealed between the two.
    answer BLOB
) STRICT;

-- A case, or the organisation itself: what has compartments, grants and a ledger.
CREATE TABLE scopes (
    id BLOB NOT NULL PRIMARY KEY,
    -- Counts writes; updating it is what puts the writers of one scope in a queue.
    writes INTEGER NOT NULL,
    -- The latest signed checkpoint of the ledger (C2SP tlog-checkpoint).
    checkpoint TEXT NOT NULL
) STRICT;

CREATE TABLE epochs (
    scope_id BLOB NOT NULL REFERENCES scopes (id),
    compartment TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    -- The key of the epoch before, sealed under this one's.
    older BLOB,
    PRIMARY KEY (scope_id, compartment, epoch)
) STRICT;

CREATE TABLE grants (
    scope_id BLOB NOT NULL REFERENCES scopes (id),
    account_id BLOB NOT NULL REFERENCES accounts (id),
    compartment TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    role TEXT NOT NULL,
    granter_id BLOB NOT NULL,
    granted_at INTEGER NOT NULL,
    expires_at INTEGER,
    sealed BLOB NOT NULL,
    PRIMARY KEY (scope_id, account_id, compartment, epoch)
) STRICT;
CREATE INDEX grants_by_account ON grants (account_id);

CREATE TABLE records (
    id BLOB NOT NULL,
    revision INTEGER NOT NULL,
    scope_id BLOB NOT NULL REFERENCES scopes (id),
    compartment TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    -- The epoch that it was recorded under, where it was sealed again under a later one.
    inner_epoch INTEGER,
    schema INTEGER NOT NULL,
    -- Blind: a keyed hash of the kind's name.
    kind_tag BLOB NOT NULL,
    -- Whether a later revision stands.
    superseded INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (id, revision)
) STRICT;
CREATE INDEX records_by_kind ON records (scope_id, kind_tag, superseded);

-- Blind index: keyed hashes of what records are looked up by.
CREATE TABLE lookups (
    scope_id BLOB NOT NULL REFERENCES scopes (id),
    tag BLOB NOT NULL,
    record_id BLOB NOT NULL,
    PRIMARY KEY (scope_id, tag, record_id)
) STRICT;
CREATE INDEX lookups_by_record ON lookups (record_id);

-- Which sealed files belong to committed records; any other file in the blob store is left over.
CREATE TABLE blobs (
    id BLOB NOT NULL PRIMARY KEY,
    scope_id BLOB NOT NULL REFERENCES scopes (id)
) STRICT;

-- The search index of a case: the sealed manifest, and which sealed files it needs. Made from the
-- records, and made again where it is missing.
CREATE TABLE search_indexes (
    scope_id BLOB NOT NULL PRIMARY KEY REFERENCES scopes (id),
    -- Counts the manifests: a new one takes the place of the one that it was made from, or none.
    version INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    sealed BLOB NOT NULL
) STRICT;

CREATE TABLE search_files (
    id BLOB NOT NULL PRIMARY KEY,
    scope_id BLOB NOT NULL REFERENCES scopes (id)
) STRICT;
CREATE INDEX search_files_by_scope ON search_files (scope_id);

CREATE TABLE ledger (
    scope_id BLOB NOT NULL REFERENCES scopes (id),
    seq INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (scope_id, seq)
) STRICT;

CREATE TABLE sessions (
    id BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES accounts (id),
    generation INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    idle_at INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    -- Present while the identities of one case are open.
    identity_scope BLOB,
    identity_until INTEGER,
    identity_sealed BLOB,
    -- Present once the password was given in this session.
    fresh_until INTEGER,
    fresh_sealed BLOB
) STRICT;
