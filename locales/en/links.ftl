# Links.

links-lead = What shows, supports or contradicts what.
links-empty-title = No links yet
links-empty-text = Link a screenshot to the tweet it shows, or a paragraph to the document that supports it. The dossier cites them together.
link-add = Add a link
link-act = Link
link-form-lead = A link joins two records of the case and says why. It changes what leaves: evidence linked with a testimony, itself or by its posts or its chat, leaves only if whoever testified agreed.
link-from = From
link-to = To
link-reference-hint = References such as T-004, E-012, P-003, or a post: S-001/245.
link-note-hint = What you see in common. It is the team’s analysis, not testimony.
