# La contraseña otra vez, y demasiados intentos.

confirm-title = Confirma que eres tú
confirm-lead = Para exportar, cambiar integrantes o crear cuentas se pide la contraseña otra vez. Vale { $n } minutos.
confirm-kept = Lo que escribiste sigue aquí y volverá a su página. Las contraseñas se escriben de nuevo.
confirm-act = Continuar
said-confirmed = Contraseña confirmada. Ya puedes continuar.
problem-too-many-tries = Demasiados intentos. Espera { $detail } min y vuelve a intentarlo.
refused-too-many-tries = demasiados intentos
refused-too-many-tries-hint = espera { $about } segundos

# Cuentas y sesiones.

account-status = Estado
account-suspended = Suspendida
account-rename = Cambiar el nombre
account-rename-hint = Con él entra y así la ven sus colegas. Avísale.
account-suspend = Suspender la cuenta
account-suspend-lead = Sus sesiones se cierran y no puede volver a entrar. Pide además a quien coordina cada uno de sus casos que le retire el acceso: así cambian las llaves.
account-reactivate = Reactivar la cuenta
account-reactivate-lead = Podrá entrar de nuevo. Los casos que le retiraron el acceso no se lo devuelven solos.
panic-title = En una emergencia
panic-lead = Cierra a la vez todas las sesiones de la organización, también la tuya. Cada quien vuelve a entrar con su contraseña.
panic-act = Cerrar todas las sesiones
your-sessions = Tus sesiones
session-last-used = Último uso
session-this = Esta
end-session = Cerrar
sessions-end-others = Cerrar las demás
said-account-renamed = El nombre cambió.
said-account-suspended = La cuenta quedó suspendida y sus sesiones, cerradas.
said-account-reactivated = La cuenta puede entrar de nuevo.
said-all-ended = Todas las sesiones se cerraron. Entra de nuevo.
said-session-ended = La sesión se cerró.
problem-not-oneself = No puedes hacerlo con tu propia cuenta.
cli-account-suspended = { $account } ya no puede entrar.
cli-account-reactivated = { $account } puede entrar de nuevo.
cli-account-renamed = { $account } tiene otro nombre.
cli-sessions-ended = { $n ->
    [one] { $n } sesión cerrada.
   *[other] { $n } sesiones cerradas.
}
cli-no-sessions = No hay sesiones abiertas.
refused-no-such-session = no hay una sesión { $about } tuya
refused-no-such-session-hint = «resguardo session list» muestra las tuyas
