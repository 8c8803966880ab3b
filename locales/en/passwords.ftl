# Passwords: what is asked of them, and how they are changed.

password-change = Change the password
password-change-lead = Your keys are stored anew under the new password. Your other sessions end.
password-change-copies = Copies of the database that somebody already has still open with the password before. If you think somebody knows it, tell whoever leads your cases, so that they change their keys.
password-now = Current password
password-new = New password
password-new-again = The new password again
password-strength = Strength of what you typed
password-type-again = To be safe it is not sent back: type it again.
said-password-changed = The password was changed. Your other sessions have ended.
problem-password-not-right = The password is not right.
problem-password-same = It is the same as before.
problem-password-too-long = It may have { $detail } characters at most.
problem-password-common = It is one of those that everybody tries first. Use five or six random words that make no known phrase.
problem-password-near = It is mostly made of the name of the account, the organisation or the program, which is what is tried first. Use other words.
problem-password-words = These are few words, or much used ones. Add two or three more, at random.
problem-password-sequence = These are letters in a row on the keyboard or in the alphabet. Use five or six random words.
problem-password-repeats = It says the same several times, which hardly counts. Use five or six random words.
problem-password-dates = It is made of dates or numbers that are quickly gone through. Use five or six random words.
problem-password-guessable = It is easy to guess. Add two or three random words.
field-new-password = { password-new }
field-new-password-again = { password-new-again }
cli-password-changed = The password of { $account } was changed.
