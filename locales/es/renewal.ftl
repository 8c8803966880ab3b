# Historial de entradas, baja de cuentas y qué hacer si alguien sabe la contraseña.

sign-ins-title = Historial de entradas
sign-ins-lead = Lo que pasó con tu cuenta desde navegadores. Se guardan las últimas cincuenta entradas y los últimos cincuenta intentos rechazados.
sign-ins-what = Qué pasó
sign-ins-from = Desde dónde
sign-ins-none = Todavía no hay nada.
sign-ins-not-me = ¿Ves algo que no hiciste tú?
known-title = Alguien puede saber mi contraseña
known-lead = Primero cierra la puerta; después piensa si alguien pudo tener también una copia de la base de datos.
known-now = Ahora mismo
known-now-text = Cambia la contraseña: tus demás sesiones terminan. Activa el segundo factor, o quítalo y actívalo de nuevo si perdiste el aparato.
known-copy = Si alguien pudo copiar la base de datos
known-copy-text = Quien tenga una copia anterior y tu contraseña anterior tiene tus llaves, y cambiar la contraseña no las cambia. Hacen falta llaves nuevas, y llaves nuevas son una cuenta nueva.
known-1 = Quien administra las cuentas te invita con otro nombre. Activa esa cuenta con otra contraseña y lee su huella.
known-2 = En cada caso, quien coordina da tu función a la cuenta nueva. En los que coordinas tú, lo haces desde esta cuenta, con las identidades abiertas.
known-3 = Desde la cuenta nueva, o por quien coordina, se retira el acceso a esta: las llaves del caso cambian y lo guardado se vuelve a sellar.
known-4 = Quien administra las cuentas da de baja esta. Lo que hiciste con ella sigue en la bitácora a tu nombre.
known-cases = Tus casos
known-who = Quién puede dar acceso a la cuenta nueva
known-you = Tú, desde esta cuenta
known-lead-of-case = Quien coordina el caso
account-retire = Dar de baja la cuenta
account-retire-lead = No volverá a entrar nunca. Su nombre queda libre; lo que hizo sigue en la bitácora. Pide a quien coordina cada uno de sus casos que le retire el acceso.
account-retire-tick = Entiendo que no se puede deshacer
account-retired-text = Esta cuenta está dada de baja y no puede volver a entrar.
field-for-good = { account-retire-tick }
said-account-retired = La cuenta está dada de baja.
problem-retire-tick = Marca que lo entiendes: no se puede deshacer.
problem-account-retired = Esa cuenta está dada de baja.
cli-account-retired = { $account } está dada de baja.
cli-handed-over = { $n ->
    [0] No coordinas ningún caso.
    [one] La cuenta nueva coordina { $n } caso.
   *[other] La cuenta nueva coordina { $n } casos.
}
cli-turned-out = { $n ->
    [0] Esa cuenta no tenía acceso a ningún caso que coordines.
    [one] Se retiró el acceso en { $n } caso y cambiaron sus llaves.
   *[other] Se retiró el acceso en { $n } casos y cambiaron sus llaves.
}
