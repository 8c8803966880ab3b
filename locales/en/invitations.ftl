# Inviting somebody, activating the account and confirming it.

invite-title = Invite somebody
invite-lead = They choose their password on their own computer. Nobody else knows it, nor do you.
invite-act = Invite
invited-name = Name of their account
invited-name-hint = They sign in with it, and colleagues see it. It need not be their real name.
invited-title = Invitation ready
invited-lead = Get this code to { $name } by a way that you trust.
invited-until = It can be used once, until
invited-1 = They open this address of this same server, or type the code at /activate:
invited-2 = They choose their password, and the page shows them a fingerprint of eight words.
invited-3 = They read it to you by phone or in person. If it is the one you see here, you confirm the account.
invited-once = The code is not kept and will not be shown again. If it is lost, withdraw the invitation and make another.
invited-follow = See the invitation
invitation-code = Code of the invitation
invitation-code-hint = Six groups of four letters. Capitals or not makes no difference.
invitation-open = The person has not used their code yet.
invitation-over = The code can no longer be used. Withdraw the invitation and make another.
invitation-withdraw = Withdraw the invitation
invitation-withdraw-lead = The code stops working, and keys that were made with it do not enter the organisation.
activate-title = Activate your account
activate-lead = Somebody of your organisation invited you. Choose your password: your keys are made now, under it.
activate-password = Your password
activate-act = Make my keys
activated-title = Your keys are ready
activated-lead = Read this by phone or in person to whoever invited you. Do not send it in writing.
activated-1 = They see the same fingerprint. If it differs, be it in one word, do not go on.
activated-2 = Once they have confirmed it you can sign in, with the account name and your password.
activated-3 = You can always see this fingerprint on the page of your account.
confirm-account-title = Confirm the account
confirm-account-lead = Ask them, by phone or in person, to read you the fingerprint on their screen.
confirm-account-compared = They read it to me and it is the same
confirm-account-differs = If it differs, somebody stepped in between: do not confirm, withdraw the invitation and tell others.
confirm-account-act = Confirm and let in
voice-words = In words
voice-code = In digits
voice-hint = The words depend on the language of the page; the digits are the same in all.
account-invited = Invited
account-waiting = To be confirmed
account-here-title = Add somebody at this computer
said-account-confirmed = The account is confirmed. They can sign in now.
said-invitation-withdrawn = The invitation was withdrawn.
problem-invitation-not-known = That code does not work: it may be mistyped, used or over. Ask whoever invited you for another.
problem-fingerprint-compare = Confirm only after they read the fingerprint to you.
field-code = { invitation-code }
field-invited-name = { invited-name }
field-compared = { confirm-account-compared }
cli-invited = Code for { $account }, which will not be shown again: { $code }
    They use it at the page /activate, or with “resguardo account activate”, before { $until }.
cli-activated = The keys of { $account } are ready. Read this to whoever invited you, by phone or in person:
    { $words }
    { $code }
    Once they have confirmed it you can sign in.
cli-to-confirm = Ask { $account } to read you their fingerprint, by phone or in person:
    { $words }
    { $code }
    If it is the same, give the command again with --fingerprint and the digits they read.
cli-confirmed = { $account } can sign in.
cli-invitation-withdrawn = The invitation of { $account } was withdrawn.
cli-ask-code = Code of the invitation:
refused-not-answered = { $about } has not used their invitation yet
refused-not-answered-hint = ask them to activate the account with their code; “resguardo account list” says how it stands
refused-fingerprint-differs = that is not the fingerprint of { $about }
refused-fingerprint-differs-hint = read it again; if it differs, somebody stepped in between: withdraw the invitation and tell others
activate-link = I have the code of an invitation
account-fingerprint = Fingerprint
