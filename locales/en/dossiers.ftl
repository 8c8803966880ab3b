# Dossiers.

dossiers-lead = What leaves for a body: only what people agreed to for that body.
dossiers-empty-title = No dossiers yet
dossiers-empty-text = Choose a body below. Resguardo says what it asks for, what is missing, what would leave and what would not, and why.
dossier-new = Prepare a dossier
dossier-begin = Prepare
included = Included
left-out = Left out
dossier-nothing-leaves-yet = Nothing leaves yet.
dossier-check = Check before exporting
dossier-check-title = Before it goes to { $body }
dossier-check-lead = Read it calmly: what leaves does not come back.
dossier-missing = { $n ->
    [one] One thing this body asks for is missing
   *[other] { $n } things this body asks for are missing
}
dossier-complete = Everything this body asks for is there.
dossier-leaves = Will leave ({ $n })
dossier-leaves-none = Nothing: no record has live consent for this body.
dossier-stays = Stays here ({ $n })
dossier-stays-none = Nothing is left out.
dossier-export = Export
dossier-export-text = A signed zip is made, with the complaint as PDF, the agreed originals and the proof of integrity. The ledger keeps it.
dossier-export-act = Export dossier
dossier-identities = Identities are closed: the dossier will carry pseudonyms. Open them first if this body is to receive agreed names.
dossier-not-ready = Complete what is missing to be able to export.
back-to-edit = Back to editing
dossier-ready-title = The dossier is ready
dossier-ready-text = Keep it on an encrypted medium and hand it over by a safe channel.
dossier-download = Download dossier
verify-how = How the recipient verifies it
verify-how-text = Without Resguardo and without an account, with common tools:
signed-by = Signed by
public-key = Public key
verify-one = Verify a dossier
verify-lead = Checks that a dossier is complete, that nobody changed it, and whose it is. The file is not kept.
verify-file = Dossier (zip)
verify-file-hint = The file as received, not unpacked.
verify-act = Verify
verify-is-ours = The dossier is intact, and this organisation signed it
verify-is-ours-text = It is complete, nobody changed it, and its signer is known in this organisation.
verify-is-named = The dossier is intact, and the key that you gave signed it
verify-is-named-text = It is complete and nobody changed it. It is from whoever published that key.
verify-is-strangers = The dossier is intact, but not this organisation's
verify-is-strangers-text = Its signer is not known here, and anybody can make one like it in the name of others. Ask the organisation for its key by another way, and give it below.
verify-is-unknown = The dossier is intact; whose it is cannot be told here
verify-is-unknown-text = Anybody can make one like it in the name of others. Ask the organisation for its key by another way, and give it below.
verify-is-nobodys = The dossier does not verify
verify-is-nobodys-text = Do not rely on it. What does not match is below.
verify-checked = What was checked
check-ok = Holds
check-no = Fails
check-out = Not checked
dossier-needed = What this body requires
dossier-needed-lead = What is missing is pointed out before exporting.
dossier-optional = What helps
dossier-optional-lead = You may leave it empty.
dossier-told = What people must have been told
dossier-told-hint = If somebody did not know it when they consented, talk to them before exporting.
dossier-with-identities = Include identities that were authorised
dossier-with-identities-hint = Only of those who agreed that this body learns their name.
dossier-incomplete = Export although something is missing
dossier-incomplete-hint = The dossier will say what.
language-es = Spanish
language-en = English
verify-key = The key that signed; compare it with the one that the organisation published:
verify-limit = Up to { $size }: the file is looked at in memory. A larger one is verified on your own machine with
verify-by-digest = The digest of the file is the one shown here:
verify-by-files = No file is missing or was changed:
verify-by-signature = The signature is the organisation's:
verify-by-bagit = The package is complete (BagIt):
verify-by-resguardo = All of this and the acts of the ledger, at once:
dossier-depends = Depending on the case
dossier-depends-lead = Answer them where the condition holds that each one names.
dossier-dates = Dates for time limits
dossier-dates-lead = This body's time limits are counted from them. A “~” at the end says that the date is approximate.
dossier-unknown = If unknown, why
dossier-unknown-hint = This body admits it: the complaint is filed and says so.
dossier-from-records = From the records: { $value }
dossier-exceeded = More than this body takes
dossier-too-many-pages = It has more pages than this body takes.
dossier-too-many-words = It has more words than this body takes.
dossier-decide = { $n ->
    [one] Decide whether this condition holds
   *[other] Decide whether these { $n } conditions hold
}
dossier-deadlines = Time limits
dossier-passed = passed
dossier-to-check = check
dossier-counted-from = Counted from:
dossier-say-when = Say from when
dossier-filing = How it is filed
dossier-limits = Length and format
dossier-no-limit = No limit of pages or words.
dossier-limit-pages = { $there } pages, of { $most } at most.
dossier-limit-words = { $there } words, of { $most } at most.
dossier-formats = Format: { $formats }.
dossier-uncertain = To be checked at the source
clock-facts = the beginning of the facts
clock-knowledge = the day on which they became known
clock-filing = filing
clock-notice = notice to the authority
clock-letter = the body's letter to the State
dossier-answer-common = This answer holds for all languages; what you write here in its place holds in { $language } only.
dossier-in-language = You are answering in { $language }: these answers go into dossiers in that language.
dossier-go-on-in = Save and answer in { $language }
dossier-answer-in = What was answered in { $language }
dossier-preview-title = This is how names would leave
dossier-preview-text = Only those who agreed to it for this body are named, and in the form they chose.
dossier-preview-act = See it first with identities
said-answers-saved = The answers were saved.

verify-expected-key = Key that the organisation published
verify-expected-key-hint = The one you received by another way; without it, this shows that the dossier is whole, not whose it is.
verify-older = Earlier dossier or receipt of the same case
verify-older-hint = If you have one, it is also checked that the ledger goes on from there and nothing was rewritten. May be left empty.

dossier-needs = Needed:
dossier-consent-of = Consent of { $person }
dossier-no-longer-title = { $n ->
    [one] Something in this dossier would not leave today
   *[other] { $n } items in this dossier would not leave today
}
dossier-no-longer-text = Since it was made, somebody withdrew or narrowed their consent, or something else was said of these items. Do not hand it over: make a new one. If you handed it over already, talk to whoever received it.
dossier-anyway = Download it all the same
dossier-anyway-hint = For example, to keep what was already handed over. The ledger tells of it.
dossier-no-longer-badge = Not all would leave today
said-dossier-not-without-asking = Something in this dossier would not leave today. Tick the box to download it all the same.
dossier-telling = { $n ->
    [one] An original would leave with data that lead to its source
   *[other] { $n } originals would leave with data that lead to their source
}
dossier-telling-text = Their source is withheld, but the file itself says where, with which device or by whom it was made. Originals leave unchanged: attach a copy without these data, and leave it unsaid who can be recognised in the original; then it stays.
