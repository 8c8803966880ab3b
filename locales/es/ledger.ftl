# Bitácora.

ledger-lead = Todo acto sobre el caso, firmado por quien lo hizo. Nada se borra ni se reescribe.
ledger-verify = Verificar bitácora
ledger-receipt = Descargar constancia
ledger-receipt-hint = Guárdala fuera de este equipo: permite notar si alguien reemplaza la bitácora.
ledger-verified = Verificación de la bitácora
ledger-verified-lead = { $n ->
    [one] Se revisó { $n } acto.
   *[other] Se revisaron { $n } actos.
}
ledger-holds = La bitácora está íntegra
ledger-holds-text = Cada firma, cada enlace y el punto de control coinciden.
ledger-fails = La bitácora fue alterada
ledger-first-bad = El primer acto que no coincide es el núm. { $n }.
ledger-fails-text = No sigas trabajando en este caso. Avisa a quien lo dirige y conserva una copia del almacén.
ledger-only-of = Solo lo ocurrido con
ledger-check-entries = Cada acto está firmado por quien lo hizo y sigue al anterior; ninguno falta
ledger-check-grants = Cada acceso fue otorgado por quien podía hacerlo
ledger-check-records = Cada registro, en cada versión, es el que la bitácora dice
ledger-check-files = Cada archivo sellado está y es el original
ledger-check-index = El índice corresponde a los registros
ledger-check-receipt = La constancia lleva la firma de alguien de esta organización
ledger-check-consistency = La bitácora continúa la de la constancia
ledger-goes-on = De { $from } a { $to } actos; prueba de coherencia de { $n } huellas (RFC 9162).
ledger-root = Raíz de la bitácora:
ledger-since = Comparar con una constancia guardada
ledger-since-hint = Pega el texto de una constancia descargada antes. Muestra si la bitácora es la misma de entonces, sólo que más larga.
ledger-verify-since = Verificar con la constancia
