# People and identities.

people-lead = The people of the case, by pseudonym. Who they are is in a compartment of its own, with its own key.
people-empty-title = No people yet
people-empty-text = People you interview appear here under their pseudonym. You can also add people who are mentioned.
person-new = Add a person
person-revise = Revise person
person-form-lead = The whole case team sees the pseudonym. Only those with that key see the identity.
person-note = Note
person-note-hint = No names, addresses or anything by which the person could be recognised.
pseudonym = Pseudonym
vulnerability = Vulnerability
vulnerability-hint = Whoever works with them is told so in the list of people and on their page.
identity-none = No identity recorded
identity-sealed-title = The identity is closed
identity-sealed-text = It is sealed with another key.
identity-no-key = Your role in this case does not include the key to identities.
identity-closed-hint = Who the person is gets recorded while identities are open: open them before you start, or do it later on the person’s page. It is not required: the pseudonym is enough.
identity-hint = Goes into the identity compartment. Analysts and readers cannot decrypt it.
identity-name = Full name
identity-aliases = Other names
identity-birth = Date of birth
identity-safe-contact = Safe-contact rules
identity-safe-contact-hint = At what hour, by which channel, what to say if somebody else answers.
identity-view-logged = This view was written to the ledger.
interviews-none = No interviews.
consent-nothing-leaves-person = Internal use only: nothing of this person may leave.
