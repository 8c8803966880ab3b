# Dossiers.

dossiers-lead = What leaves for a body: only what people agreed to for that body.
dossiers-empty-title = No dossiers yet
dossiers-empty-text = Choose a body below. Resguardo says what it asks for, what is missing, what would leave and what would not, and why.
dossier-new = Prepare a dossier
dossier-begin = Prepare
included = Included
left-out = Left out
dossier-language = Language of the dossier
dossier-include = What to include
dossier-include-lead = Ticking is not enough: it leaves only with live consent for this body.
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
verify-lead = Checks that a dossier is genuine and complete. The file is not kept.
verify-file = Dossier (zip)
verify-file-hint = The file as received, not unpacked.
verify-act = Verify
verify-holds = The dossier is genuine and complete
verify-fails = The dossier does not verify
verify-checked = What was checked
check-ok = Holds
check-no = Fails
check-out = Not checked
