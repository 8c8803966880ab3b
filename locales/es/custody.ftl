# Sellos de tiempo, cofirmas, retención y destrucción.

stamps = Sellos de tiempo
stamps-lead = Una autoridad ajena a la organización dice cuándo existía ya la bitácora, sin ver nada de ella.
stamps-none = Aún no hay ningún sello.
count-stamps = { $n ->
    [one] { $n } sello
   *[other] { $n } sellos
}
stamp-at = Fecha, según la autoridad
stamp-authority = Autoridad
stamp-size = Actos que cubre
stamp-policy = Política
stamp-serial = núm.
stamp-new = Obtener un sello
stamp-no-authority-title = No hay autoridades configuradas
stamp-no-authority-text = Quien administra la instalación pone los certificados de la autoridad en el archivo timestamp-ca.pem del directorio de datos. Sin ellos no se acepta ninguna respuesta.
stamp-step-request = 1. Descarga la solicitud. Contiene sólo la huella de la bitácora tal como está.
stamp-request = Descargar solicitud
stamp-step-carry = 2. Llévala a la autoridad, por ejemplo así:
stamp-discloses = Este programa no llama a nadie. Quien lleve la solicitud le muestra a la autoridad, y a quien observe la red, que existe y desde dónde la pide.
stamp-response = 3. Respuesta de la autoridad
stamp-response-hint = El archivo .tsr. Se comprueba que responde a una solicitud de esta bitácora y que su firma lleva a una autoridad configurada.
stamp-keep = Comprobar y guardar
said-stamp-kept = El sello vale y quedó guardado.
problem-stamp-malformed = Esto no es una respuesta de sello de tiempo (RFC 3161).
problem-stamp-not-granted = La autoridad no dio el sello.
problem-stamp-of-another = Este sello no es de esta bitácora.
problem-stamp-of-another-request = Este sello responde a otra solicitud.
problem-stamp-bad-signature = La firma del sello no vale.
problem-stamp-unsupported = El sello usa un algoritmo que no se acepta.
problem-stamp-untrusted = Los certificados del sello no llevan a una autoridad configurada, o no valían en esa fecha.
problem-stamp-not-for-stamps = El certificado que firma no es para sellos de tiempo.
problem-stamp-no-authority = Falta decir en qué autoridad se confía: timestamp-ca.pem en el directorio de datos, o --ca.
problem-stamp-authority-malformed = El archivo de certificados no contiene ningún certificado raíz en PEM.
ledger-check-stamps = Cada sello de tiempo vale y es de esta bitácora
field-response = Respuesta de la autoridad
field-authority = Autoridad
cli-no-stamps = No hay sellos de tiempo.
cli-stamp-request = La solicitud está en { $file }. Llévala a la autoridad y trae su respuesta con --response.
cli-stamp-kept = { $reference }: { $authority } dice que los primeros { $size } actos existían ya el { $at }.
