# La línea de comandos: lo que dice, y por qué se niega. Las razones, sin mayúscula ni punto final.

cli-ask-password = Contraseña de { $account }:
cli-ask-new-password = Contraseña nueva de { $account }:
cli-ask-password-again = Otra vez la misma:
cli-serves = El almacén está en { $directory }.
cli-founded = El almacén está en { $directory }. { $account } ya puede entrar.
cli-account-added = { $account } ya puede entrar. Los casos se comparten con «resguardo case grant».
cli-case-opened = Se abrió el caso { $reference }.
cli-no-cases = Aún no tienes casos: abre uno con «resguardo case new TÍTULO».
cli-fictional = Este caso es ficticio.
cli-granted = { $account } tiene ahora el rol { $role }.
cli-filled = { $n ->
    [one] { $n } respuesta guardada.
   *[other] { $n } respuestas guardadas.
}
cli-yes = sí
cli-no = no
cli-interview-logged = Se registró { $reference } de { $person }.
cli-no-interviews = Aún no hay entrevistas.
cli-consent = Consentimiento
cli-consent-withdrawn = retirado el
cli-linked = { $reference }: { $from } – { $to }.
cli-sha256 = SHA-256
cli-same-as = los mismos bytes que { $reference }
cli-no-evidence = Aún no hay evidencia.
cli-taken-out = { $reference } está en { $file }.
cli-imported = { $reference } ({ $format }): { $imported } importadas, { $duplicates } repetidas, { $versions } versiones distintas de publicaciones conocidas, { $rejected } rechazadas. El archivo se conserva como { $original }.
cli-more-rejected = { $n ->
    [one] y { $n } más; «resguardo posts rejects» las enumera todas
   *[other] y { $n } más; «resguardo posts rejects» las enumera todas
}
cli-versions = Versiones
cli-imported-head = Importadas
cli-duplicates = Repetidas
cli-rejected = Rechazadas
cli-text = Texto
cli-no-posts = Aún no hay publicaciones.
cli-nothing-found = No se encontró nada.
cli-entries = { $n ->
    [one] { $n } asiento
   *[other] { $n } asientos
}
cli-records = { $n ->
    [one] { $n } registro
   *[other] { $n } registros
}
cli-files = { $n ->
    [one] { $n } archivo
   *[other] { $n } archivos
}
cli-ledger-checked = Se revisaron { $numbers }.
cli-ledger-holds = Todo coincide con la bitácora. Su raíz:
cli-receipt = El recibo está en { $file }. Guárdalo lejos de este equipo.
cli-ledger-goes-on = Continúa el recibo: de { $from } a { $to } asientos, con prueba de coherencia de { $n } huellas (RFC 9162).
cli-code = Código
cli-no-dossiers = Aún no se ha hecho ningún expediente.
cli-exported = { $reference } está en { $file }.
cli-answers = Respuestas
cli-missing = FALTA
cli-empty = vacío
cli-goes-in = Entra
cli-stays-out = Queda fuera
cli-told = Las personas deben haber sabido
cli-unanswered = Respuestas obligatorias que faltan
cli-dossier-digest = SHA-256 { $digest }

refused-not-found = no se encontró
refused-not-found-hint = «list» muestra lo que hay
refused-no-such-case = no hay un caso { $about }, o hay más de uno
refused-no-such-case-hint = «resguardo case list» muestra los casos que se te compartieron
refused-no-such-record = nada en este caso se llama { $about }
refused-no-such-record-hint = «list» muestra ids y claves, como T-001 o S-001/37
refused-no-such-account = nadie se llama { $about }
refused-no-such-account-hint = «resguardo account list» muestra los nombres
refused-not-an-interview = { $about } no es una entrevista
refused-not-an-interview-hint = «resguardo interview list CASO» muestra las entrevistas
refused-not-evidence = { $about } no es evidencia
refused-not-evidence-hint = «resguardo evidence list CASO» muestra la evidencia
refused-denied = tu rol no permite esto ({ $about })
refused-denied-hint = pídelo a quien coordina el caso, o a Registro
refused-identities-closed = no se te compartieron las identidades de este caso
refused-identities-closed-hint = quien coordina el caso las comparte con «case grant … --identities»; o déjalas fuera
refused-wrong-password = la cuenta o la contraseña no es correcta
refused-wrong-password-hint = revisa --account y --password-file; una contraseña no se puede recuperar
refused-invalid = no se aceptó; no se registró nada
refused-invalid-hint = corrige los campos de arriba e inténtalo otra vez
refused-cancelled = detenido; no se guardó nada
refused-cancelled-hint = ejecútalo otra vez para empezar de nuevo
refused-conflict = alguien más lo cambió mientras tanto
refused-conflict-hint = revísalo y repite
refused-tampered = algo fue cambiado a espaldas del programa: { $about }: { $why }
refused-tampered-hint = deja de trabajar en este almacén y ejecuta «resguardo ledger verify CASO»
refused-no-store = no hay un almacén en { $about }
refused-no-store-hint = indícalo con --data, o créalo con «resguardo init»
refused-store-exists = ya hay un almacén en { $about }
refused-store-exists-hint = elige otro --data, o entra en este
refused-newer-format = el almacén es de una versión más nueva del programa (formato { $format })
refused-newer-format-hint = actualiza resguardo; no se cambió nada
refused-unsupported = { $why }
refused-unsupported-hint = corrígelo e inténtalo otra vez
refused-disk-full = no hay espacio; no se guardó nada
refused-disk-full-hint = haz lugar e inténtalo otra vez
refused-busy = demasiadas personas están entrando a la vez
refused-busy-hint = inténtalo de nuevo en un minuto
refused-read-only = no se puede escribir en el directorio de datos
refused-read-only-hint = revisa su dueño, sus permisos y cómo está montado
refused-io = falló la lectura o la escritura: { $why }
refused-io-hint = revisa el disco; no se guardó nada
refused-database = la base de datos no responde como debe: { $why }
refused-database-hint = revisa --database, y que el servidor esté en marcha
refused-internal = algo falló por dentro: { $why }
refused-internal-hint = ejecútalo otra vez con RESGUARDO_LOG=debug y reporta lo que diga
refused-account-missing = ¿qué cuenta actúa?
refused-account-missing-hint = indícala con --account NOMBRE
refused-no-home = no hay un directorio personal para los datos
refused-no-home-hint = indica un directorio con --data DIR
refused-no-terminal = no hay una terminal para pedir la contraseña
refused-no-terminal-hint = indica un archivo con --password-file, o en RESGUARDO_PASSWORD_FILE
refused-passwords-differ = las dos contraseñas no son iguales
refused-passwords-differ-hint = ejecútalo otra vez y escribe la misma dos veces
refused-password-file = el archivo de contraseña { $about } no se puede leer: { $why }
refused-password-file-hint = revisa --password-file o RESGUARDO_PASSWORD_FILE
refused-password-file-empty = la primera línea de { $about } está vacía
refused-password-file-empty-hint = la contraseña es la primera línea del archivo
refused-password-file-text = la primera línea de { $about } no es texto UTF-8
refused-password-file-text-hint = la contraseña es la primera línea del archivo, en UTF-8
refused-cannot-read = { $about } no se puede leer: { $why }
refused-cannot-read-hint = revisa el nombre y los permisos
refused-cannot-write = { $about } no se puede escribir: { $why }
refused-cannot-write-hint = revisa el nombre, los permisos y el espacio en el disco
refused-output-exists = { $about } ya existe
refused-output-exists-hint = elige otro nombre, o reemplázalo con --force
refused-file-broken = el archivo sellado fue dañado o cambiado
refused-file-broken-hint = deja de trabajar en este almacén y ejecuta «resguardo ledger verify CASO»
refused-two-things-on-stdout = --json y --output - quieren los dos la salida estándar
refused-two-things-on-stdout-hint = quita uno de los dos
refused-stdin-needs-name = la entrada estándar se lee una vez, y su archivo necesita un nombre
refused-stdin-needs-name-hint = pon un solo - y --name NOMBRE
refused-one-name-for-several = --name y --title son para un solo archivo
refused-one-name-for-several-hint = adjunta los archivos uno por uno, o quítalos
refused-not-this-json = { $about }, línea { $line } columna { $column }: { $why }
refused-not-this-json-hint = «resguardo interview template» muestra un ejemplo; «resguardo --help» nombra las opciones
refused-ledger-broken = { $about } hallazgos: el caso fue cambiado a espaldas del programa
refused-ledger-broken-hint = deja de trabajar en este almacén, guarda una copia y compárala con un respaldo
refused-made-not-written = el expediente { $about } se hizo, pero no se escribió en el archivo: { $why }
refused-made-not-written-hint = «resguardo dossier get CASO { $about } --output ARCHIVO» lo escribe
refused-not-a-dossier-here = { $about } no es un expediente de este caso
refused-not-a-dossier-here-hint = «resguardo dossier list CASO» muestra los expedientes
refused-not-genuine = no te fíes de { $about }: comprobaciones que fallaron: { $failed }
refused-not-genuine-hint = pide a quien lo envió que lo envíe otra vez, por otra vía
refused-cannot-serve = no se puede servir en { $about }: { $why }
refused-cannot-serve-hint = elige otro --listen, o da --tls-cert y --tls-key
cli-to-decide = Decida si aplica
cli-deadlines = Plazos
cli-deadline = { $label }: { $due } (desde { $from })
cli-deadline-unknown = { $label }: se cuenta desde { $from }; falta la fecha ({ $field })
cli-deadline-passed = VENCIDO
cli-deadline-check = verificar
cli-filing = Cómo se presenta
cli-limits = Extensión y formato
cli-uncertain = Por verificar en la fuente
cli-unknown = se desconoce: { $why }
cli-custody-told = { $reference }: { $item }, { $what }.
cli-rejects-out = Lo rechazado de { $reference } está en { $file }.
refused-not-a-set = { $about } no es un conjunto de publicaciones
refused-not-a-set-hint = «resguardo posts list CASO» muestra los conjuntos
refused-not-a-moment = «{ $about }» no es una fecha con hora
refused-not-a-moment-hint = escríbela como 2020-05-12T14:02, con la hora del caso, o con su desfase: 2020-05-12T14:02:00-05:00
cli-network = { $edges } relaciones entre { $accounts } cuentas, a partir de { $messages } mensajes. La tabla está en { $file }.
cli-table-written = { $rows } filas. La tabla está en { $file }.
cli-posts-written = { $rows } publicaciones están en { $file }.
cli-messages = Mensajes
cli-originals = Propios
cli-reposts = Reenvíos
cli-replies = Respuestas
cli-accounts-head = Cuentas
cli-account-head = Cuenta
cli-first = Primero
cli-last = Último
cli-without-time = { $n } mensajes no dicen su hora y no se cuentan aquí.
cli-times-in = Horas de { $zone }.
refused-compat-of-other-method = --compat cnt va con --method directed; --compat coortweet, con --method pairs
refused-compat-of-other-method-hint = cambia una de las dos opciones o quita --compat
refused-object-missing = el programa lee una sola clase de objeto a la vez
refused-object-missing-hint = agrega --object hashtag, url, retweet, reply o text
