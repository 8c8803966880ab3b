# History of sign-ins, retiring accounts, and what to do when somebody knows the password.

sign-ins-title = History of sign-ins
sign-ins-lead = What happened with your account from browsers. The last fifty sign-ins and the last fifty refused attempts are kept.
sign-ins-what = What happened
sign-ins-from = From where
sign-ins-none = Nothing yet.
sign-ins-not-me = Do you see something that was not you?
known-title = Somebody may know my password
known-lead = Shut the door first; then think whether anybody could also have a copy of the database.
known-now = Right now
known-now-text = Change the password: your other sessions end. Set up the second factor, or remove it and set it up again if you lost the device.
known-copy = If somebody could have copied the database
known-copy-text = Whoever has an earlier copy and your earlier password has your keys, and changing the password does not change them. New keys are needed, and new keys are a new account.
known-1 = Whoever manages the accounts invites you under another name. Activate that account with another password and read its fingerprint.
known-2 = In each case, whoever leads gives your role to the new account. In those you lead, you do so from this account, with the identities open.
known-3 = From the new account, or by whoever leads, access is withdrawn from this one: the keys of the case change and what is stored is sealed again.
known-4 = Whoever manages the accounts retires this one. What you did with it stays in the ledger in your name.
known-cases = Your cases
known-who = Who can let the new account in
known-you = You, from this account
known-lead-of-case = Whoever leads the case
account-retire = Retire the account
account-retire-lead = It never signs in again. Its name is free; what it did stays in the ledger. Ask whoever leads each of its cases to withdraw its access.
account-retire-tick = I understand that this cannot be undone
account-retired-text = This account is retired and cannot sign in again.
field-for-good = { account-retire-tick }
said-account-retired = The account is retired.
problem-retire-tick = Tick that you understand: this cannot be undone.
problem-account-retired = That account is retired.
cli-account-retired = { $account } is retired.
cli-handed-over = { $n ->
    [0] You lead no case.
    [one] The new account leads { $n } case.
   *[other] The new account leads { $n } cases.
}
cli-turned-out = { $n ->
    [0] That account had no access to any case you lead.
    [one] Access was withdrawn in { $n } case, and its keys changed.
   *[other] Access was withdrawn in { $n } cases, and their keys changed.
}
