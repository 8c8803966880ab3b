# Expedientes.

dossiers-lead = Lo que sale hacia un organismo: solo lo que las personas autorizaron para él.
dossiers-empty-title = Aún no hay expedientes
dossiers-empty-text = Elige abajo un organismo. Resguardo dice qué pide, qué falta, qué saldría y qué no, y por qué.
dossier-new = Preparar un expediente
dossier-begin = Preparar
included = Incluidos
left-out = Fuera
dossier-language = Idioma del expediente
dossier-include = Qué se incluye
dossier-include-lead = Marcar algo aquí no basta: solo sale con consentimiento vigente para este organismo.
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
verify-lead = Comprueba que un expediente es auténtico y está completo. El archivo no se guarda.
verify-file = Expediente (zip)
verify-file-hint = El archivo tal como se recibió, sin descomprimir.
verify-act = Verificar
verify-holds = El expediente es auténtico y está completo
verify-fails = El expediente no pasa la verificación
verify-checked = Qué se comprobó
check-ok = Se cumple
check-no = No se cumple
check-out = No se comprobó
