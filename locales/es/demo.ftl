# La demostración.

cli-demo-interviews = Se registran las entrevistas …
cli-demo-evidence = Se anexan capturas y documentos …
cli-demo-posts = Se importan y vinculan las publicaciones …
cli-demo-dossiers = Se elaboran los expedientes …
cli-demo-made = El almacén de demostración está en { $directory }. El caso es ficticio. Sus expedientes:
cli-demo-exists = El almacén de demostración ya existe, en { $directory }. El caso es ficticio. Sus expedientes:
cli-demo-holds = verificado: las { $checks } comprobaciones se cumplen
cli-demo-broken = NO TE FÍES: sólo { $checks } comprobaciones se cumplen
cli-demo-accounts = Quién puede entrar, siempre con la contraseña { $password } (sólo para demostraciones):
cli-demo-identities = {" "}(y puede abrir identidades)
cli-demo-address = Abre { $url } en un navegador. Ctrl-C lo termina.
refused-not-the-demo = { $about } contiene algo distinto de la demostración
refused-not-the-demo-hint = indica un directorio vacío con --data, o retira tú ese
refused-demo-broken = { $about } fue alterado: no se verifica
refused-demo-broken-hint = «resguardo dossier verify» dice qué está mal; retira el directorio de la demostración para hacerla de nuevo
refused-demo-port = no se puede servir en { $about }: { $why }
refused-demo-port-hint = tal vez otro programa usa el puerto: elige uno con --port
