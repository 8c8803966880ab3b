# Expedientes.

dossiers-lead = Lo que sale hacia un organismo: solo lo que las personas autorizaron para él.
dossiers-empty-title = Aún no hay expedientes
dossiers-empty-text = Elige abajo un organismo. Resguardo dice qué pide, qué falta, qué saldría y qué no, y por qué.
dossier-new = Preparar un expediente
dossier-begin = Preparar
included = Incluidos
left-out = Fuera
dossier-nothing-leaves-yet = Todavía no sale nada.
dossier-check = Revisar antes de exportar
dossier-check-title = Antes de enviar a { $body }
dossier-check-lead = Léelo con calma: lo que salga ya no vuelve.
dossier-missing = { $n ->
    [one] Falta un dato que este organismo pide
   *[other] Faltan { $n } datos que este organismo pide
}
dossier-complete = Están todos los datos que este organismo pide.
dossier-leaves = Saldrá ({ $n })
dossier-leaves-none = Nada: ningún registro tiene consentimiento vigente para este organismo.
dossier-stays = No saldrá ({ $n })
dossier-stays-none = Nada queda fuera.
dossier-export = Exportar
dossier-export-text = Se hará un archivo zip firmado con la queja en PDF, los originales autorizados y la prueba de integridad. Queda en la bitácora.
dossier-export-act = Exportar expediente
dossier-identities = Las identidades están cerradas: el expediente llevará seudónimos. Ábrelas antes si este organismo debe recibir nombres autorizados.
dossier-not-ready = Completa lo que falta para poder exportar.
back-to-edit = Volver a corregir
dossier-ready-title = El expediente está listo
dossier-ready-text = Guárdalo en un medio cifrado y entrégalo por un canal seguro.
dossier-download = Descargar expediente
verify-how = Cómo lo verifica quien lo recibe
verify-how-text = Sin Resguardo y sin cuenta, con herramientas comunes:
signed-by = Firma
public-key = Llave pública
verify-one = Verificar un expediente
verify-lead = Comprueba que un expediente está completo, que nadie lo cambió y de quién es. El archivo no se guarda.
verify-file = Expediente (zip)
verify-file-hint = El archivo tal como se recibió, sin descomprimir.
verify-act = Verificar
verify-is-ours = El expediente está íntegro y lo firmó esta organización
verify-is-ours-text = Está completo, nadie lo cambió, y quien lo firma consta en esta organización.
verify-is-named = El expediente está íntegro y lo firmó la llave que indicaste
verify-is-named-text = Está completo y nadie lo cambió. Es de quien publicó esa llave.
verify-is-strangers = El expediente está íntegro, pero no es de esta organización
verify-is-strangers-text = Quien lo firma no consta aquí, y cualquiera puede hacer uno así con el nombre de otros. Pide a la organización su llave por otro camino y escríbela abajo.
verify-is-unknown = El expediente está íntegro; de quién es no consta
verify-is-unknown-text = Cualquiera puede hacer uno así con el nombre de otros. Pide a la organización su llave por otro camino y escríbela abajo.
verify-is-nobodys = El expediente no pasa la verificación
verify-is-nobodys-text = No te fíes de él. Abajo está lo que no coincide.
verify-checked = Qué se comprobó
check-ok = Se cumple
check-no = No se cumple
check-out = No se comprobó
dossier-needed = Lo que este organismo exige
dossier-needed-lead = Lo que falte se señala antes de exportar.
dossier-optional = Lo que conviene agregar
dossier-optional-lead = Puedes dejarlo vacío.
dossier-told = Lo que las personas deben saber antes
dossier-told-hint = Si alguna no lo sabía al dar su consentimiento, habla con ella antes de exportar.
dossier-with-identities = Incluir las identidades autorizadas
dossier-with-identities-hint = Sólo de quien autorizó que este organismo conozca su nombre.
dossier-incomplete = Exportar aunque falten datos
dossier-incomplete-hint = El expediente dirá cuáles faltan.
language-es = español
language-en = inglés
verify-key = Llave que firma; compárala con la que publicó la organización:
verify-limit = Hasta { $size }: el archivo se revisa en memoria. Uno mayor se verifica en tu equipo con
verify-by-digest = La huella del archivo es la que aparece aquí:
verify-by-files = Ningún archivo falta ni cambió:
verify-by-signature = La firma es de la organización:
verify-by-bagit = El paquete está completo (BagIt):
verify-by-resguardo = Todo lo anterior y los actos de la bitácora, de una vez:
dossier-depends = Según el caso
dossier-depends-lead = Contéstalas si se da la condición que dice cada una.
dossier-dates = Fechas para los plazos
dossier-dates-lead = Desde ellas se cuentan los plazos de este organismo. Un « ~ » al final dice que la fecha es aproximada.
dossier-unknown = Si no se sabe, por qué
dossier-unknown-hint = Este organismo lo admite: la queja se presenta y lo dice.
dossier-from-records = Según los registros: { $value }
dossier-exceeded = Pasa de lo que este organismo recibe
dossier-too-many-pages = Tiene más páginas de las que este organismo recibe.
dossier-too-many-words = Tiene más palabras de las que este organismo recibe.
dossier-decide = { $n ->
    [one] Decide si se da esta condición
   *[other] Decide si se dan estas { $n } condiciones
}
dossier-deadlines = Plazos
dossier-passed = vencido
dossier-to-check = verificar
dossier-counted-from = Se cuenta desde:
dossier-say-when = Di desde cuándo
dossier-filing = Cómo se presenta
dossier-limits = Extensión y formato
dossier-no-limit = Sin límite de páginas ni de palabras.
dossier-limit-pages = { $there } páginas, de { $most } como máximo.
dossier-limit-words = { $there } palabras, de { $most } como máximo.
dossier-formats = Formato: { $formats }.
dossier-uncertain = Por verificar en la fuente
clock-facts = el inicio de los hechos
clock-knowledge = el día en que se conocieron
clock-filing = la presentación
clock-notice = la notificación a la autoridad
clock-letter = la carta del organismo al Estado
dossier-answer-common = Esta respuesta vale para todos los idiomas; lo que escribas aquí en su lugar valdrá solo en { $language }.
dossier-in-language = Respondes en { $language }: estas respuestas irán en los expedientes en ese idioma.
dossier-go-on-in = Guardar y responder en { $language }
dossier-answer-in = Lo que se respondió en { $language }
dossier-preview-title = Así saldrían los nombres
dossier-preview-text = Se nombra solo a quien lo autorizó para este organismo, y en la forma que eligió.
dossier-preview-act = Ver antes con identidades
said-answers-saved = Se guardaron las respuestas.

verify-expected-key = Llave que publicó la organización
verify-expected-key-hint = La que recibiste por otro camino; sin ella se comprueba que el expediente esté completo, no de quién es.
verify-older = Expediente o constancia anterior del mismo caso
verify-older-hint = Si lo tienes, se comprueba también que el registro continúa desde ahí y que nada se rehízo. Puede quedar vacío.

dossier-needs = Hace falta:
dossier-consent-of = Consentimiento de { $person }
dossier-no-longer-title = { $n ->
    [one] Algo de este expediente hoy ya no saldría
   *[other] { $n } elementos de este expediente hoy ya no saldrían
}
dossier-no-longer-text = Desde que se hizo, alguien retiró o limitó su consentimiento, o se dijo otra cosa de estos elementos. No lo entregues: haz uno nuevo. Si ya lo entregaste, habla con quien lo recibió.
dossier-anyway = Lo descargo de todos modos
dossier-anyway-hint = Por ejemplo, para conservar lo que ya se entregó. Queda en la bitácora.
dossier-no-longer-badge = Hoy no saldría todo
said-dossier-not-without-asking = Algo de este expediente hoy ya no saldría. Marca la casilla si de todos modos lo descargas.
dossier-telling = { $n ->
    [one] Un original saldría con datos que llevan a su fuente
   *[other] { $n } originales saldrían con datos que llevan a su fuente
}
dossier-telling-text = Su fuente se reserva, pero el archivo mismo dice dónde, con qué aparato o por quién se hizo. Los originales salen sin cambios: adjunta una copia sin estos datos y deja el original sin decir quién puede ser reconocido; así no sale.
