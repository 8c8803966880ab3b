# Long work and errors.

job-lead = You may close this page; the work goes on.
job-started = Started
job-cancel = Cancel
job-cancelled = Cancelled
job-cancelled-text = Nothing was left half-done.
job-failed = It could not be finished
job-finished = Finished
error-403-title = This is not yours to do
error-403-text = Your role in this case does not allow it. If you need it, ask the case’s lead.
error-404-title = There is nothing here
error-404-text = The address does not exist, or you hold no key to what is there.
error-413-title = The file is too large
error-413-text = Nothing was kept. Split the file, or ask the operator to raise the limit.
error-429-title = Too many attempts
error-429-text = Wait a minute and try again.
error-500-title = Something failed on our side
error-500-text = What was saved before is still saved. Go back to recover what you were typing.
error-number = For the operator, the number of this failure:
job-import-title = Import posts
job-import-doing = Reading the file
job-import-found = posts found
job-import-next = Back to posts
job-export-title = Export dossier
job-export-doing = Gathering, typesetting and signing
job-export-conflict = While it was being made somebody changed something in the case, a consent for example. No dossier was made: look again at what will leave, and repeat.
job-export-next = Back to dossiers
