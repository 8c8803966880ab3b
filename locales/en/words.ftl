# Words used everywhere, and counts.

reference = Reference
title = Title
kind = Kind
name = Name
date = Date
when = When
who = Who
act = Act
record = Record
note = Note
reason = Reason
role = Role
roles = Roles in the events
your-role = Your role
status = Status
status-draft = Draft
status-logged = Logged
status-exported = Exported
size = Size
source = Source
received = Received
made = Made
since = Since
last-change = Last change
last-act = Last activity
line = Line
number-short = No.
found = Found
done = Done
format = Format
file = File
file-name = File name
files = Files
preview = Preview
history = History
revision-n = Revision { $n }
revision-current = current
language = Language
languages = Languages
period = Period
person = Person
case = Case
body = Body
identity = Identity
identities = Identities
signature = Signature
session = Session
checkpoint = Checkpoint
digest-of-original = Digest of the original
digest-of-file = Digest of the file
digest-of-manifest = Digest of the manifest
download-original = Download original
ledger-of-record = Everything that happened to this record
links-none = No links yet.
anybody = Anybody
any-act = Any act
refused = refused
not-asked = Not asked
not-said = Not said
nobody-listed = Nobody recorded
count-cases = { $n ->
    [one] { $n } case
   *[other] { $n } cases
}
count-interviews = { $n ->
    [one] { $n } interview
   *[other] { $n } interviews
}
count-people = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
count-evidence = { $n ->
    [one] { $n } item
   *[other] { $n } items
}
count-posts = { $n ->
    [one] { $n } post
   *[other] { $n } posts
}
count-sets = { $n ->
    [one] { $n } set
   *[other] { $n } sets
}
count-links = { $n ->
    [one] { $n } link
   *[other] { $n } links
}
count-dossiers = { $n ->
    [one] { $n } dossier
   *[other] { $n } dossiers
}
count-members = { $n ->
    [one] { $n } member
   *[other] { $n } members
}
count-results = { $n ->
    [one] { $n } result
   *[other] { $n } results
}
count-acts = { $n ->
    [one] { $n } act
   *[other] { $n } acts
}
