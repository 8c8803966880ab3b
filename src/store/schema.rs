//! The tables, as both databases have them. Written by hand; a test compares it with the migrations.

diesel::table! {
    meta (key) {
        key -> Text,
        value -> Binary,
    }
}

diesel::table! {
    accounts (id) {
        id -> Binary,
        login_tag -> Binary,
        status -> Text,
        wrap_id -> Binary,
        salt -> Binary,
        memory_kib -> BigInt,
        passes -> BigInt,
        lanes -> BigInt,
        keyring -> Binary,
        identity_keyring -> Binary,
        certificate -> Binary,
        created_at -> BigInt,
        factor_step -> Nullable<BigInt>,
    }
}

diesel::table! {
    sign_ins (id) {
        id -> Binary,
        account_id -> Binary,
        at -> BigInt,
        event -> Text,
        sealed -> Binary,
    }
}

diesel::table! {
    spare_codes (account_id, tag) {
        account_id -> Binary,
        tag -> Binary,
    }
}

diesel::table! {
    invitations (id) {
        id -> Binary,
        tag -> Binary,
        login_tag -> Binary,
        expires_at -> BigInt,
        offer -> Binary,
        own -> Binary,
        answer -> Nullable<Binary>,
    }
}

diesel::table! {
    scopes (id) {
        id -> Binary,
        writes -> BigInt,
        checkpoint -> Text,
    }
}

diesel::table! {
    epochs (scope_id, compartment, epoch) {
        scope_id -> Binary,
        compartment -> Text,
        epoch -> BigInt,
        older -> Nullable<Binary>,
    }
}

diesel::table! {
    grants (scope_id, account_id, compartment, epoch) {
        scope_id -> Binary,
        account_id -> Binary,
        compartment -> Text,
        epoch -> BigInt,
        role -> Text,
        granter_id -> Binary,
        granted_at -> BigInt,
        expires_at -> Nullable<BigInt>,
        sealed -> Binary,
    }
}

diesel::table! {
    records (id, revision) {
        id -> Binary,
        revision -> BigInt,
        scope_id -> Binary,
        compartment -> Text,
        epoch -> BigInt,
        inner_epoch -> Nullable<BigInt>,
        schema -> BigInt,
        kind_tag -> Binary,
        superseded -> Bool,
        sealed -> Binary,
    }
}

diesel::table! {
    lookups (scope_id, tag, record_id) {
        scope_id -> Binary,
        tag -> Binary,
        record_id -> Binary,
    }
}

diesel::table! {
    blobs (id) {
        id -> Binary,
        scope_id -> Binary,
    }
}

diesel::table! {
    search_indexes (scope_id) {
        scope_id -> Binary,
        version -> BigInt,
        epoch -> BigInt,
        sealed -> Binary,
    }
}

diesel::table! {
    search_files (id) {
        id -> Binary,
        scope_id -> Binary,
    }
}

diesel::table! {
    ledger (scope_id, seq) {
        scope_id -> Binary,
        seq -> BigInt,
        epoch -> BigInt,
        sealed -> Binary,
    }
}

diesel::table! {
    sessions (id) {
        id -> Binary,
        account_id -> Binary,
        generation -> BigInt,
        created_at -> BigInt,
        expires_at -> BigInt,
        idle_at -> BigInt,
        sealed -> Binary,
        identity_scope -> Nullable<Binary>,
        identity_until -> Nullable<BigInt>,
        identity_sealed -> Nullable<Binary>,
        fresh_until -> Nullable<BigInt>,
        fresh_sealed -> Nullable<Binary>,
    }
}

diesel::joinable!(grants -> scopes (scope_id));
diesel::joinable!(sessions -> accounts (account_id));
diesel::allow_tables_to_appear_in_same_query!(
    meta,
    accounts,
    spare_codes,
    sign_ins,
    invitations,
    scopes,
    epochs,
    grants,
    records,
    lookups,
    blobs,
    search_indexes,
    search_files,
    ledger,
    sessions,
);
