# Trabajos largos y errores.

job-lead = Puedes cerrar esta página; el trabajo sigue.
job-started = Empezó
job-cancel = Cancelar
job-cancelled = Cancelado
job-cancelled-text = No quedó nada a medias.
job-failed = No se pudo terminar
job-finished = Terminado
error-403-title = Esto no está a tu alcance
error-403-text = Tu función en este caso no lo permite. Si lo necesitas, pídelo a quien dirige el caso.
error-404-title = Aquí no hay nada
error-404-text = La dirección no existe, o no tienes llave para lo que hay en ella.
error-413-title = El archivo es demasiado grande
error-413-text = No se guardó nada. Divide el archivo o pide a quien administra que aumente el límite.
error-429-title = Demasiados intentos
error-429-text = Espera un minuto y vuelve a intentar.
error-500-title = Algo falló de nuestro lado
error-500-text = Lo guardado antes sigue guardado. Regresa para recuperar lo que estabas escribiendo.
error-number = Para quien administra, el número de este fallo:
job-import-title = Importar publicaciones
job-import-doing = Leyendo el archivo
job-import-found = publicaciones encontradas
job-import-next = Volver a publicaciones
job-export-title = Exportar expediente
job-export-doing = Reuniendo, componiendo y firmando
job-export-conflict = Mientras se hacía, alguien cambió algo del caso, por ejemplo un consentimiento. No se hizo ningún expediente: revisa de nuevo lo que saldrá y repite.
job-export-next = Volver a expedientes
