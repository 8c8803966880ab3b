# Integrantes de un caso: acceso, motivos y llaves.

grant-reason = Motivo
grant-reason-hint = Queda en la bitácora, que también leen quienes auditan. No escribas nombres de testigos.
grant-until = Último día
grant-until-hint = Al terminar ese día el acceso acaba solo. Déjalo vacío si no tiene fecha.
member-time = Acceso
member-until = hasta
member-ended = Terminó
member-founder = Abrió el caso
revoke-act = Retirar acceso
revoke-title = Retirar acceso
revoke-reason = Motivo
revoke-what-1 = Deja de entrar desde su siguiente clic, en todos los servidores.
revoke-what-2 = Lo que se escriba desde ahora usa llaves nuevas que esta persona no tiene.
revoke-what-3 = Lo que ya leyó o copió no se puede retirar.
keys-title = Llaves del caso
keys-lead = Si una llave pudo quedar en malas manos, cámbialas: lo que se escriba desde ahora usa llaves nuevas, y lo anterior se sella otra vez bajo ellas.
keys-change = Cambiar las llaves
keys-seal = Sellar otra vez
keys-exposed-title = Alguien que ya no está conoce una llave en uso
keys-exposed-text = Cambia las llaves. La de identidades la cambia quien puede abrirlas.
keys-old-title = { $n ->
    [one] { $n } dato sigue bajo una llave anterior
   *[other] { $n } datos siguen bajo una llave anterior
}
keys-old-text = Quien perdió el acceso podría leerlos si además consiguiera una copia de la base de datos. Los de identidades se sellan mientras las tengas abiertas.
said-keys-changed = Las llaves están cambiadas. Lo anterior se está sellando otra vez.
problem-last-lead = Es la única persona que coordina sin fecha de término. Da antes ese rol a otra.
problem-last-identities = Es la única persona con la llave de identidades sin fecha de término. Dásela antes a otra.
problem-not-a-day = Escribe el día completo, como 2026-12-31.
problem-in-the-past = Ese día ya pasó.
job-seal-title = Sellar otra vez
job-seal-doing = Sellando bajo las llaves nuevas
job-seal-next = Volver a integrantes
job-seal-found = datos sellados

cli-revoked = { $account } ya no tiene acceso a { $case }.
cli-rotated = { $case } tiene llaves nuevas.
cli-sealed-again = { $n ->
    [0] Nada estaba bajo una llave anterior.
    [one] { $n } dato sellado otra vez.
   *[other] { $n } datos sellados otra vez.
}
cli-still-under-old = { $n ->
    [one] { $n } dato sigue bajo una llave anterior: identidades que esta cuenta no puede abrir.
   *[other] { $n } datos siguen bajo una llave anterior: identidades que esta cuenta no puede abrir.
}
cli-work-sealing = sellando
refused-reason-missing = falta el motivo
refused-reason-missing-hint = da --reason TEXTO, o --reason-file ARCHIVO para que no quede en el historial
