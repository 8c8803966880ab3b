# Contraseñas: qué se pide de ellas, y cómo se cambian.

password-change = Cambiar la contraseña
password-change-lead = Tus llaves se guardan de nuevo bajo la nueva contraseña. Tus demás sesiones terminan.
password-change-copies = Las copias de la base de datos que alguien ya tenga siguen abriéndose con la contraseña anterior. Si crees que alguien la conoce, avisa a quien coordina tus casos para que cambie sus llaves.
password-now = Contraseña actual
password-new = Contraseña nueva
password-new-again = La contraseña nueva otra vez
password-strength = Fortaleza de lo que escribiste
password-type-again = Por seguridad no se devuelve: escríbela otra vez.
said-password-changed = La contraseña se cambió. Tus demás sesiones terminaron.
problem-password-not-right = La contraseña no es correcta.
problem-password-same = Es la misma de antes.
problem-password-too-long = Debe tener { $detail } caracteres como máximo.
problem-password-common = Es de las que todo el mundo prueba primero. Usa cinco o seis palabras al azar que no formen una frase conocida.
problem-password-near = Está hecha sobre todo del nombre de la cuenta, de la organización o del programa: es lo primero que se intenta. Usa otras palabras.
problem-password-words = Son pocas palabras, o muy usadas. Agrega dos o tres más, al azar.
problem-password-sequence = Son letras seguidas del teclado o del abecedario. Usa cinco o seis palabras al azar.
problem-password-repeats = Repite lo mismo varias veces, y eso casi no cuenta. Usa cinco o seis palabras al azar.
problem-password-dates = Está hecha de fechas o números fáciles de recorrer. Usa cinco o seis palabras al azar.
problem-password-guessable = Es fácil de adivinar. Agrega dos o tres palabras al azar.
field-new-password = { password-new }
field-new-password-again = { password-new-again }
cli-password-changed = La contraseña de { $account } se cambió.
