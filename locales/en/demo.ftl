# The demonstration.

cli-demo-interviews = Logging the interviews …
cli-demo-evidence = Attaching screenshots and documents …
cli-demo-posts = Importing and linking the posts …
cli-demo-dossiers = Making the dossiers …
cli-demo-made = The demonstration store is in { $directory }. The case is made up. Its dossiers:
cli-demo-exists = The demonstration store exists already, in { $directory }. The case is made up. Its dossiers:
cli-demo-holds = verified: all { $checks } checks hold
cli-demo-broken = DO NOT RELY ON IT: only { $checks } checks hold
cli-demo-accounts = Who can sign in, each with the password { $password } (for demonstrations only):
cli-demo-identities = {" "}(and may open identities)
cli-demo-address = Open { $url } in a browser. Ctrl-C ends it.
refused-not-the-demo = { $about } holds something other than the demonstration
refused-not-the-demo-hint = name an empty directory with --data, or remove that one yourself
refused-demo-broken = { $about } was changed: it does not verify
refused-demo-broken-hint = “resguardo dossier verify” says what is wrong; remove the demonstration's directory to make it anew
refused-demo-port = cannot serve on { $about }: { $why }
refused-demo-port-hint = another program may use the port: choose one with --port
