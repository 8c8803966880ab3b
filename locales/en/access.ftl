# The password again, and too many tries.

confirm-title = Confirm that it is you
confirm-lead = To export, to change members or to create accounts, the password is asked for again. It holds for { $n } minutes.
confirm-kept = What you typed is still here and will be back on its page. Passwords are typed anew.
confirm-act = Continue
said-confirmed = Password confirmed. You can go on.
problem-too-many-tries = Too many tries. Wait { $detail } min and try again.
refused-too-many-tries = too many tries
refused-too-many-tries-hint = wait { $about } seconds
