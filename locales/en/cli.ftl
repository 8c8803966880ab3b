# The command line: what it says, and why it refuses. No capital initial, no full stop in reasons.

cli-ask-password = Password of { $account }:
cli-ask-new-password = New password of { $account }:
cli-ask-password-again = The same again:
cli-serves = The store is in { $directory }.
cli-founded = The store is in { $directory }. { $account } can sign in.
cli-account-added = { $account } can sign in. Cases are granted with “resguardo case grant”.
cli-case-opened = Opened case { $reference }.
cli-no-cases = You have no case yet: open one with “resguardo case new TITLE”.
cli-fictional = This case is made up.
cli-granted = { $account } now has the role { $role }.
cli-filled = { $n ->
    [one] { $n } answer set.
   *[other] { $n } answers set.
}
cli-yes = yes
cli-no = no
cli-interview-logged = Logged { $reference } of { $person }.
cli-no-interviews = No interviews yet.
cli-consent = Consent
cli-consent-withdrawn = withdrawn on
cli-linked = { $reference }: { $from } – { $to }.
cli-sha256 = SHA-256
cli-same-as = the same bytes as { $reference }
cli-no-evidence = No evidence yet.
cli-taken-out = { $reference } is in { $file }.
cli-imported = { $reference } ({ $format }): { $imported } imported, { $duplicates } duplicates, { $versions } other versions of known posts, { $rejected } rejected. The file is kept as { $original }.
cli-more-rejected = { $n ->
    [one] and { $n } more; “resguardo posts rejects” lists them all
   *[other] and { $n } more; “resguardo posts rejects” lists them all
}
cli-versions = Versions
cli-imported-head = Imported
cli-duplicates = Duplicates
cli-rejected = Rejected
cli-text = Text
cli-no-posts = No posts yet.
cli-nothing-found = Nothing found.
cli-entries = { $n ->
    [one] { $n } entry
   *[other] { $n } entries
}
cli-records = { $n ->
    [one] { $n } record
   *[other] { $n } records
}
cli-files = { $n ->
    [one] { $n } file
   *[other] { $n } files
}
cli-ledger-checked = Checked { $numbers }.
cli-ledger-holds = Everything agrees with the ledger. Its root:
cli-receipt = The receipt is in { $file }. Keep it away from this machine.
cli-ledger-goes-on = Goes on from the receipt: from { $from } to { $to } entries, by a consistency proof of { $n } digests (RFC 9162).
cli-code = Code
cli-no-dossiers = No dossier was made yet.
cli-exported = { $reference } is in { $file }.
cli-answers = Answers
cli-missing = MISSING
cli-empty = empty
cli-goes-in = Goes in
cli-stays-out = Stays out
cli-told = People must have been told
cli-unanswered = Required answers that are missing
cli-dossier-digest = SHA-256 { $digest }

refused-not-found = not found
refused-not-found-hint = “list” shows what there is
refused-no-such-case = no case { $about }, or more than one
refused-no-such-case-hint = “resguardo case list” shows the cases that you were granted
refused-no-such-record = nothing in this case is called { $about }
refused-no-such-record-hint = “list” shows ids and references, such as T-001 or S-001/37
refused-no-such-account = nobody is called { $about }
refused-no-such-account-hint = “resguardo account list” shows the names
refused-not-an-interview = { $about } is no interview
refused-not-an-interview-hint = “resguardo interview list CASE” shows the interviews
refused-not-evidence = { $about } is no evidence item
refused-not-evidence-hint = “resguardo evidence list CASE” shows the items
refused-denied = your role does not allow this ({ $about })
refused-denied-hint = ask whoever leads the case, or a registrar
refused-identities-closed = you were not granted the identities of this case
refused-identities-closed-hint = whoever leads the case grants them with “case grant … --identities”; or leave them out
refused-wrong-password = the account or the password is not right
refused-wrong-password-hint = check --account and --password-file; a password cannot be recovered
refused-invalid = this was not accepted; nothing was recorded
refused-invalid-hint = correct the fields named above and try again
refused-cancelled = stopped; nothing was kept
refused-cancelled-hint = run it again to start over
refused-conflict = somebody else changed it meanwhile
refused-conflict-hint = look at it again and repeat
refused-tampered = something was changed behind the program’s back: { $about }: { $why }
refused-tampered-hint = stop working on this store, and run “resguardo ledger verify CASE”
refused-no-store = there is no store in { $about }
refused-no-store-hint = name it with --data, or create it with “resguardo init”
refused-store-exists = there is a store in { $about } already
refused-store-exists-hint = choose another --data, or sign in to this one
refused-newer-format = the store was written by a newer version of the program (format { $format })
refused-newer-format-hint = update resguardo; nothing was changed
refused-unsupported = { $why }
refused-unsupported-hint = correct this and try again
refused-disk-full = no space left; nothing was kept
refused-disk-full-hint = make room and try again
refused-busy = too many people are signing in at once
refused-busy-hint = try again in a minute
refused-read-only = the data directory cannot be written
refused-read-only-hint = check its owner, its permissions and how it is mounted
refused-io = reading or writing failed: { $why }
refused-io-hint = check the disk; nothing was kept
refused-database = the database does not answer as it should: { $why }
refused-database-hint = check --database, and that the server runs
refused-internal = something failed inside: { $why }
refused-internal-hint = run it again with RESGUARDO_LOG=debug and report what it says
refused-account-missing = which account acts?
refused-account-missing-hint = name it with --account NAME
refused-no-home = there is no home directory for the data
refused-no-home-hint = name a directory with --data DIR
refused-no-terminal = there is no terminal to ask for the password on
refused-no-terminal-hint = name a file with --password-file, or in RESGUARDO_PASSWORD_FILE
refused-passwords-differ = the two passwords differ
refused-passwords-differ-hint = run it again and type the same twice
refused-password-file = the password file { $about } cannot be read: { $why }
refused-password-file-hint = check --password-file or RESGUARDO_PASSWORD_FILE
refused-password-file-empty = the first line of { $about } is empty
refused-password-file-empty-hint = the password is the first line of the file
refused-password-file-text = the first line of { $about } is not UTF-8 text
refused-password-file-text-hint = the password is the first line of the file, in UTF-8
refused-cannot-read = { $about } cannot be read: { $why }
refused-cannot-read-hint = check the name and the permissions
refused-cannot-write = { $about } cannot be written: { $why }
refused-cannot-write-hint = check the name, the permissions and the room on the disk
refused-output-exists = { $about } exists already
refused-output-exists-hint = choose another name, or replace it with --force
refused-file-broken = the sealed file was damaged or exchanged
refused-file-broken-hint = stop working on this store, and run “resguardo ledger verify CASE”
refused-two-things-on-stdout = --json and --output - both want stdout
refused-two-things-on-stdout-hint = leave one of them out
refused-stdin-needs-name = stdin can be read once, and its file needs a name
refused-stdin-needs-name-hint = give one - and --name NAME
refused-one-name-for-several = --name and --title are for one file
refused-one-name-for-several-hint = attach the files one by one, or leave them out
refused-not-this-json = { $about }, line { $line } column { $column }: { $why }
refused-not-this-json-hint = “resguardo interview template” prints an example; “resguardo --help” names the options
refused-ledger-broken = { $about } findings: the case was changed behind the program’s back
refused-ledger-broken-hint = stop working on this store, keep a copy of it, and compare with a backup
refused-made-not-written = dossier { $about } was made, but not written to the file: { $why }
refused-made-not-written-hint = “resguardo dossier get CASE { $about } --output FILE” writes it
refused-not-a-dossier-here = { $about } is no dossier of this case
refused-not-a-dossier-here-hint = “resguardo dossier list CASE” shows the dossiers
refused-not-genuine = do not rely on { $about }: checks that failed: { $failed }
refused-not-genuine-hint = ask whoever sent it to send it again, by another way
refused-cannot-serve = cannot serve on { $about }: { $why }
refused-cannot-serve-hint = choose another --listen, or give --tls-cert and --tls-key
cli-to-decide = Decide whether it applies
cli-deadlines = Time limits
cli-deadline = { $label }: { $due } (from { $from })
cli-deadline-unknown = { $label }: counted from { $from }; the date is missing ({ $field })
cli-deadline-passed = PASSED
cli-deadline-check = check
cli-filing = How it is filed
cli-limits = Length and format
cli-uncertain = To be checked at the source
cli-unknown = unknown: { $why }
cli-custody-told = { $reference }: { $item }, { $what }.
cli-rejects-out = What { $reference } rejected is in { $file }.
refused-not-a-set = { $about } is no set of posts
refused-not-a-set-hint = “resguardo posts list CASE” shows the sets
refused-not-a-moment = “{ $about }” is no date with a time
refused-not-a-moment-hint = write it as 2020-05-12T14:02, by the clock of the case, or with its offset: 2020-05-12T14:02:00-05:00
cli-network = { $edges } edges among { $accounts } accounts, from { $messages } messages. The table is in { $file }.
cli-table-written = { $rows } rows. The table is in { $file }.
cli-posts-written = { $rows } posts are in { $file }.
cli-messages = Messages
cli-originals = Original
cli-reposts = Reposts
cli-replies = Replies
cli-accounts-head = Accounts
cli-account-head = Account
cli-first = First
cli-last = Last
cli-without-time = { $n } messages tell no time and are not counted here.
cli-times-in = Times in { $zone }.
refused-compat-of-other-method = --compat cnt goes with --method directed, --compat coortweet with --method pairs
refused-compat-of-other-method-hint = change one of the two, or leave --compat out
refused-object-missing = the tool reads one kind of object at a time
refused-object-missing-hint = add --object hashtag, url, retweet, reply or text
