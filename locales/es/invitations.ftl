# Invitar a alguien, activar la cuenta y confirmarla.

invite-title = Invitar a alguien
invite-lead = La persona elige su contraseña en su propio equipo. Nadie más la conoce, tampoco tú.
invite-act = Invitar
invited-name = Nombre de su cuenta
invited-name-hint = Con él entrará, y así la verán sus colegas. No tiene que ser su nombre verdadero.
invited-title = Invitación lista
invited-lead = Haz llegar este código a { $name } por un medio en el que confíes.
invited-until = Puede usarse una sola vez, hasta el
invited-1 = La persona abre esta dirección de este mismo servidor, o escribe el código en la página /activate:
invited-2 = Elige su contraseña, y la página le muestra una huella de ocho palabras.
invited-3 = Te lee la huella por teléfono o en persona. Si coincide con la que ves aquí, confirmas la cuenta.
invited-once = El código no se guarda y no volverá a mostrarse. Si se pierde, retira la invitación y haz otra.
invited-follow = Ver la invitación
invitation-code = Código de la invitación
invitation-code-hint = Seis grupos de cuatro letras. Da igual si son mayúsculas o minúsculas.
invitation-open = La persona todavía no usa su código.
invitation-over = El código ya no sirve. Retira la invitación y haz otra.
invitation-withdraw = Retirar la invitación
invitation-withdraw-lead = El código deja de servir, y las llaves que se hayan creado con él no entran a la organización.
activate-title = Activar tu cuenta
activate-lead = Alguien de tu organización te invitó. Elige tu contraseña: tus llaves se crean ahora, bajo ella.
activate-password = Tu contraseña
activate-act = Crear mis llaves
activated-title = Tus llaves están listas
activated-lead = Léele esto por teléfono o en persona a quien te invitó. No lo mandes por escrito.
activated-1 = Quien te invitó ve la misma huella. Si difiere aunque sea en una palabra, no sigan.
activated-2 = Cuando la confirme podrás entrar, con el nombre de cuenta y tu contraseña.
activated-3 = Podrás ver esta huella siempre en la página de tu cuenta.
confirm-account-title = Confirmar la cuenta
confirm-account-lead = Pide a la persona, por teléfono o en persona, que te lea la huella que ve en su pantalla.
confirm-account-compared = Me la leyó y es la misma
confirm-account-differs = Si difiere, alguien se interpuso: no confirmes, retira la invitación y avisa.
confirm-account-act = Confirmar y dar acceso
voice-words = En palabras
voice-code = En cifras
voice-hint = Las palabras cambian con el idioma de la página; las cifras son las mismas en todos.
account-invited = Con invitación
account-waiting = Por confirmar
account-here-title = Agregar a alguien en este equipo
said-account-confirmed = La cuenta está confirmada. La persona ya puede entrar.
said-invitation-withdrawn = La invitación se retiró.
problem-invitation-not-known = Ese código no sirve: puede tener un error, haberse usado o haber vencido. Pide otro a quien te invitó.
problem-fingerprint-compare = Confirma solo después de que te leyó la huella.
field-code = { invitation-code }
field-invited-name = { invited-name }
field-compared = { confirm-account-compared }
cli-invited = Código para { $account }, que no volverá a mostrarse: { $code }
    La persona lo usa en la página /activate, o con «resguardo account activate», antes de { $until }.
cli-activated = Las llaves de { $account } están listas. Léele esto a quien te invitó, por teléfono o en persona:
    { $words }
    { $code }
    Cuando lo confirme podrás entrar.
cli-to-confirm = Pide a { $account } que te lea su huella, por teléfono o en persona:
    { $words }
    { $code }
    Si coincide, repite la orden con --fingerprint y las cifras que te leyó.
cli-confirmed = { $account } puede entrar.
cli-invitation-withdrawn = La invitación de { $account } se retiró.
cli-ask-code = Código de la invitación:
refused-not-answered = { $about } todavía no usa su invitación
refused-not-answered-hint = pide que active su cuenta con el código; «resguardo account list» dice cómo va
refused-fingerprint-differs = esa no es la huella de { $about }
refused-fingerprint-differs-hint = léanla otra vez; si difiere, alguien se interpuso: retira la invitación y avisa
activate-link = Tengo el código de una invitación
account-fingerprint = Huella
