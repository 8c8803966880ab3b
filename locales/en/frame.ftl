# The frame of every page.

skip-to-content = Skip to content
other-language = Español
leave-now = Leave now
leave-now-hint = Blanks the page and ends the session. Also: Escape twice.
search-in-case = Search this case
case-sections = Case sections
section-overview = Overview
section-interviews = Interviews
section-people = People
section-evidence = Evidence
section-posts = Posts
section-links = Links
section-dossiers = Dossiers
section-ledger = Ledger
section-members = Members
identities-closed = Identities closed
identities-open = { $n ->
    [one] Identities open, { $n } min left
   *[other] Identities open, { $n } min left
}
identities-open-act = Open
identities-close = Close
identities-on-page = This page shows identities.
you-are-here = You are here
pages = Pages
previous = Previous
next = Next
page-of = Page { $at } of { $of }
on-this-page = On this page
side-notes = Side notes
optional = (optional)
choose = Choose…
cancel = Cancel
save = Save
save-draft = Save draft
remove = Remove
revise = Revise
filter = Filter
go-back = Go back
actions = Actions
drop-here = or drop files here
problems-title = { $n ->
    [one] One thing to look at again
   *[other] { $n } things to look at again
}
problems-nothing-lost = Nothing you typed is lost.
hint-partial-date = Year, year-month or day: 2020, 2020-05 or 2020-05-12. Add ~ if it is an estimate.
hint-partial-short = 2020, 2020-05 or 2020-05-12; ~ for an estimate.
