# Segundo factor y códigos de respaldo.

second-factor = Segundo factor
second-factor-lead = Además de la contraseña, al entrar se pide un código que cambia cada 30 segundos y que solo tu teléfono u otro aparato puede dar.
second-factor-must = Tu organización pide un segundo factor a todas las personas. Configúralo para continuar.
second-factor-scan = Escanea este código
second-factor-scan-lead = Con cualquier aplicación de códigos (TOTP): Aegis, FreeOTP, Google Authenticator u otra. Lo que guarda no nombra a tu organización ni a ti.
second-factor-picture = Código QR con la clave que está escrita debajo
second-factor-type = ¿No puedes escanear? Escribe esta clave en la aplicación:
second-factor-code = Código de verificación
second-factor-code-first = Los seis dígitos que muestra ahora la aplicación.
second-factor-code-hint = Seis dígitos de la aplicación, o un código de respaldo.
second-factor-code-sign-in = Solo si activaste el segundo factor: seis dígitos de la aplicación, o un código de respaldo.
second-factor-limits = Protege contra quien sabe tu contraseña y llega por la red. No protege contra quien además tiene una copia de la base de datos: allí la contraseña es todo.
second-factor-set-up = Activar
second-factor-on = Activado
second-factor-off = Sin segundo factor
second-factor-change = Cambiarlo
second-factor-change-lead = Para usar otro aparato, quítalo aquí y actívalo de nuevo.
second-factor-remove = Quitar el segundo factor
spare-codes = Códigos de respaldo
spare-codes-lead = Cada uno sirve una sola vez en lugar del código de la aplicación, por si pierdes el aparato.
spare-codes-once = No volverán a mostrarse. Imprímelos o cópialos a mano, y guárdalos lejos del aparato y de esta computadora.
spare-codes-done = Ya los guardé
spare-codes-renew = Códigos de respaldo nuevos
spare-codes-left = { $n ->
    [0] No te quedan códigos de respaldo.
    [one] Te queda { $n } código de respaldo.
   *[other] Te quedan { $n } códigos de respaldo.
}
spare-codes-few = Te quedan pocos: pide códigos nuevos antes de que se acaben.
policy-title = Segundo factor de todas las personas
policy-on = Se pide a todas. Quien no lo tiene lo configura al entrar, antes que nada.
policy-off = Cada quien decide. Pídelo a todas si alguien entra desde fuera de este equipo.
policy-require = Pedirlo a todas
policy-leave = Dejarlo a cada quien
setup-second-factor = Pedir un segundo factor a todas las personas
setup-second-factor-hint = Un código del teléfono además de la contraseña. Recomendado si se entra desde otros equipos; lo configuras en el siguiente paso.
field-required = { policy-title }
field-second-factor = { setup-second-factor }
said-second-factor-removed = El segundo factor se quitó. Tus demás sesiones terminaron.
said-policy-changed = El cambio está guardado.
problem-code-wrong = El código no corresponde. Revisa que la hora del teléfono sea la correcta y escribe el que muestra ahora.
problem-password-or-code = La contraseña o el código no son correctos. Cada código sirve una sola vez: espera el siguiente.
cli-second-factor-off = El segundo factor de { $account } se quitó.
cli-policy-required = Se pide un segundo factor a todas las personas que entran por la red.
cli-policy-optional = El segundo factor queda a decisión de cada quien.
