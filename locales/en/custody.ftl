# Time stamps, cosignatures, holds and shredding.

stamps = Time stamps
stamps-lead = An authority outside the organisation says when the ledger was already there, without seeing any of it.
stamps-none = There is no stamp yet.
count-stamps = { $n ->
    [one] { $n } stamp
   *[other] { $n } stamps
}
stamp-at = Time, by the authority
stamp-authority = Authority
stamp-size = Acts it covers
stamp-policy = Policy
stamp-serial = no.
stamp-new = Get a stamp
stamp-no-authority-title = No authorities are configured
stamp-no-authority-text = Whoever runs the installation puts the authority's certificates into the file timestamp-ca.pem of the data directory. Without them no answer is accepted.
stamp-step-request = 1. Download the request. It holds only the digest of the ledger as it stands.
stamp-request = Download request
stamp-step-carry = 2. Carry it to the authority, for example so:
stamp-discloses = This program calls nobody. Whoever carries the request shows the authority, and whoever watches the network, that there is one and from where it is asked.
stamp-response = 3. Answer of the authority
stamp-response-hint = The .tsr file. It is checked that it answers a request of this ledger and that its signature leads to a configured authority.
stamp-keep = Check and keep
said-stamp-kept = The stamp holds and was kept.
problem-stamp-malformed = This is not a time stamp response (RFC 3161).
problem-stamp-not-granted = The authority gave no stamp.
problem-stamp-of-another = This stamp is not of this ledger.
problem-stamp-of-another-request = This stamp answers another request.
problem-stamp-bad-signature = The signature of the stamp does not hold.
problem-stamp-unsupported = The stamp uses an algorithm that is not accepted.
problem-stamp-untrusted = The certificates of the stamp do not lead to a configured authority, or were not valid at that time.
problem-stamp-not-for-stamps = The certificate that signs is not for time stamps.
problem-stamp-no-authority = It is not said which authority is trusted: timestamp-ca.pem in the data directory, or --ca.
problem-stamp-authority-malformed = The file of certificates holds no root certificate in PEM.
ledger-check-stamps = Each time stamp holds and is of this ledger
field-response = Answer of the authority
field-authority = Authority
cli-no-stamps = There are no time stamps.
cli-stamp-request = The request is in { $file }. Carry it to the authority and bring its answer back with --response.
cli-stamp-kept = { $reference }: { $authority } says that the first { $size } acts were already there on { $at }.
