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
ledger-check-entries = Every act is signed by whoever did it and follows the one before; none is missing
ledger-check-grants = Every access was granted by somebody who could
ledger-check-records = Every record, in every revision, is what the ledger says
ledger-check-files = Every sealed file is there and is the original
ledger-check-index = The index agrees with the records
ledger-check-receipt = The receipt is signed by somebody of this organisation
ledger-check-consistency = The ledger goes on from that of the receipt
ledger-goes-on = From { $from } to { $to } acts; consistency proof of { $n } digests (RFC 9162).
ledger-root = Root of the ledger:
ledger-since = Compare with a receipt you kept
ledger-since-hint = Paste the text of a receipt downloaded before. It shows whether the ledger is the one of that day, only longer.
ledger-verify-since = Verify with the receipt
