# The password again, and too many tries.

confirm-title = Confirm that it is you
confirm-lead = To export, to change members or to create accounts, the password is asked for again. It holds for { $n } minutes.
confirm-kept = What you typed is still here and will be back on its page. Passwords are typed anew.
confirm-act = Continue
said-confirmed = Password confirmed. You can go on.
problem-too-many-tries = Too many tries. Wait { $detail } min and try again.
refused-too-many-tries = too many tries
refused-too-many-tries-hint = wait { $about } seconds

# Accounts and sessions.

account-status = Status
account-suspended = Suspended
account-rename = Change the name
account-rename-hint = They sign in with it, and colleagues see it. Tell them.
account-suspend = Suspend the account
account-suspend-lead = Its sessions end and it cannot sign in again. Ask whoever leads each of its cases to withdraw its access too: that changes the keys.
account-reactivate = Reactivate the account
account-reactivate-lead = It can sign in again. Cases that withdrew its access do not give it back by themselves.
panic-title = In an emergency
panic-lead = Ends all sessions of the organisation at once, yours too. Everybody signs in again with their password.
panic-act = End all sessions
your-sessions = Your sessions
session-last-used = Last used
session-this = This one
end-session = End
sessions-end-others = End the others
said-account-renamed = The name was changed.
said-account-suspended = The account is suspended and its sessions are ended.
said-account-reactivated = The account can sign in again.
said-all-ended = All sessions were ended. Sign in again.
said-session-ended = The session was ended.
problem-not-oneself = You cannot do that with your own account.
cli-account-suspended = { $account } cannot sign in any more.
cli-account-reactivated = { $account } can sign in again.
cli-account-renamed = { $account } has another name.
cli-sessions-ended = { $n ->
    [one] { $n } session ended.
   *[other] { $n } sessions ended.
}
cli-no-sessions = No session is open.
refused-no-such-session = there is no session { $about } of yours
refused-no-such-session-hint = “resguardo session list” shows yours
