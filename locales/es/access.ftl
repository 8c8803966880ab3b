# La contraseña otra vez, y demasiados intentos.

confirm-title = Confirma que eres tú
confirm-lead = Para exportar, cambiar integrantes o crear cuentas se pide la contraseña otra vez. Vale { $n } minutos.
confirm-kept = Lo que escribiste sigue aquí y volverá a su página. Las contraseñas se escriben de nuevo.
confirm-act = Continuar
said-confirmed = Contraseña confirmada. Ya puedes continuar.
problem-too-many-tries = Demasiados intentos. Espera { $detail } min y vuelve a intentarlo.
refused-too-many-tries = demasiados intentos
refused-too-many-tries-hint = espera { $about } segundos
