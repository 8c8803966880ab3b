# Ledger.

ledger-lead = Every act on the case, signed by whoever did it. Nothing is erased or rewritten.
ledger-verify = Verify ledger
ledger-receipt = Download receipt
ledger-receipt-hint = Keep it away from this computer: it shows if somebody replaces the ledger.
ledger-verified = Verification of the ledger
ledger-verified-lead = { $n ->
    [one] { $n } act was checked.
   *[other] { $n } acts were checked.
}
ledger-holds = The ledger is intact
ledger-holds-text = Every signature, every link and the checkpoint agree.
ledger-fails = The ledger was altered
ledger-first-bad = The first act that does not agree is no. { $n }.
ledger-fails-text = Do not go on working in this case. Tell its lead, and keep a copy of the store.
ledger-only-of = Only what happened to
