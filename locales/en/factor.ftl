# Second factor and spare codes.

second-factor = Second factor
second-factor-lead = Besides the password, signing in asks for a code that changes every 30 seconds and that only your phone or another device can give.
second-factor-must = Your organisation asks everybody for a second factor. Set it up to continue.
second-factor-scan = Scan this code
second-factor-scan-lead = With any app for codes (TOTP): Aegis, FreeOTP, Google Authenticator or another. What it keeps names neither your organisation nor you.
second-factor-picture = QR code with the key that is written below
second-factor-type = You cannot scan? Type this key into the app:
second-factor-code = Verification code
second-factor-code-first = The six digits that the app shows now.
second-factor-code-hint = Six digits of the app, or a spare code.
second-factor-code-sign-in = Only if you set up a second factor: six digits of the app, or a spare code.
second-factor-limits = It protects from whoever knows your password and comes over the network. It does not protect from whoever has a copy of the database as well: there the password is all.
second-factor-set-up = Set it up
second-factor-on = On
second-factor-off = No second factor
second-factor-change = Change it
second-factor-change-lead = To use another device, remove it here and set it up again.
second-factor-remove = Remove the second factor
spare-codes = Spare codes
spare-codes-lead = Each works once in place of the app’s code, should you lose the device.
spare-codes-once = They will not be shown again. Print them or copy them by hand, and keep them away from the device and this computer.
spare-codes-done = I have them
spare-codes-renew = New spare codes
spare-codes-left = { $n ->
    [0] You have no spare codes left.
    [one] You have { $n } spare code left.
   *[other] You have { $n } spare codes left.
}
spare-codes-few = Few are left: ask for new ones before they run out.
policy-title = Second factor of everybody
policy-on = Everybody is asked for one. Whoever has none sets it up at sign-in, before anything else.
policy-off = Everybody decides for themselves. Ask for it if anybody signs in from outside this computer.
policy-require = Ask everybody
policy-leave = Leave it to each
setup-second-factor = Ask everybody for a second factor
setup-second-factor-hint = A code from the phone besides the password. Recommended where people sign in from other computers; you set yours up in the next step.
field-required = { policy-title }
field-second-factor = { setup-second-factor }
said-second-factor-removed = The second factor was removed. Your other sessions have ended.
said-policy-changed = The change is saved.
problem-code-wrong = The code does not fit. Check that the phone’s clock is right and type the one it shows now.
problem-password-or-code = The password or the code is not right. Each code works once: wait for the next.
cli-second-factor-off = The second factor of { $account } was removed.
cli-policy-required = Everybody who signs in over the network is asked for a second factor.
cli-policy-optional = Everybody decides for themselves whether to have a second factor.
