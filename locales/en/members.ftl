# Members of a case: access, reasons and keys.

grant-reason = Reason
grant-reason-hint = It stays in the ledger, which auditors read too. Do not write the names of witnesses.
grant-until = Last day
grant-until-hint = When that day is over, access ends by itself. Leave it empty when there is no date.
member-time = Access
member-until = until
member-ended = Ended
member-founder = Opened the case
revoke-act = Withdraw access
revoke-title = Withdraw access
revoke-reason = Reason
revoke-what-1 = They are refused from their next click on, on every server.
revoke-what-2 = What is written from now on uses new keys that this person does not have.
revoke-what-3 = What they have read or copied cannot be taken back.
keys-title = Keys of the case
keys-lead = If a key may have got into the wrong hands, change them: what is written from now on uses new keys, and what was there is sealed again under them.
keys-change = Change the keys
keys-seal = Seal again
keys-exposed-title = Somebody who has left knows a key that is in use
keys-exposed-text = Change the keys. The one of identities is changed by whoever can open them.
keys-old-title = { $n ->
    [one] { $n } item still lies under an older key
   *[other] { $n } items still lie under an older key
}
keys-old-text = Whoever lost access could read them if they also got hold of a copy of the database. Those of identities are sealed again while you have them open.
said-keys-changed = The keys are changed. What was there is being sealed again.
problem-last-lead = This is the only person who leads without an end date. Give that role to somebody else first.
problem-last-identities = This is the only person who holds the key to identities without an end date. Give it to somebody else first.
problem-not-a-day = Write the whole day, such as 2026-12-31.
problem-in-the-past = That day is over.
job-seal-title = Seal again
job-seal-doing = Sealing under the new keys
job-seal-next = Back to members
job-seal-found = items sealed

cli-revoked = { $account } has no access to { $case } any more.
cli-rotated = { $case } has new keys.
cli-sealed-again = { $n ->
    [0] Nothing lay under an older key.
    [one] { $n } item sealed again.
   *[other] { $n } items sealed again.
}
cli-still-under-old = { $n ->
    [one] { $n } item still lies under an older key: identities that this account cannot open.
   *[other] { $n } items still lie under an older key: identities that this account cannot open.
}
cli-work-sealing = sealing
refused-reason-missing = the reason is missing
refused-reason-missing-hint = give --reason TEXT, or --reason-file FILE to keep it out of the shell's history
