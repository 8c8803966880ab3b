# Palabras que se repiten y cuentas.

reference = Clave
title = Título
kind = Tipo
name = Nombre
date = Fecha
when = Cuándo
who = Quién
act = Acto
record = Registro
note = Nota
reason = Motivo
role = Función
roles = Funciones en los hechos
your-role = Tu función
status = Estado
status-draft = Borrador
status-logged = Registrada
status-exported = Exportado
size = Tamaño
source = Fuente
received = Recibido
made = Hecho
since = Desde
last-change = Último cambio
last-act = Último movimiento
line = Línea
number-short = Núm.
found = Encontrado
done = Hecho
format = Formato
file = Archivo
file-name = Nombre del archivo
files = Archivos
preview = Vista previa
history = Historial
revision-n = Versión { $n }
revision-current = vigente
language = Idioma
languages = Idiomas
period = Periodo
person = Persona
case = Caso
body = Organismo
identity = Identidad
identities = Identidades
signature = Firma
session = Sesión
checkpoint = Punto de control
digest-of-original = Huella del original
digest-of-file = Huella del archivo
digest-of-manifest = Huella del manifiesto
download-original = Descargar original
ledger-of-record = Todo lo ocurrido con este registro
links-none = Sin vínculos todavía.
anybody = Cualquier persona
any-act = Cualquier acto
refused = rechazado
not-asked = No se preguntó
not-said = No lo dijo
nobody-listed = Nadie registrado
count-cases = { $n ->
    [one] { $n } caso
   *[other] { $n } casos
}
count-interviews = { $n ->
    [one] { $n } entrevista
   *[other] { $n } entrevistas
}
count-people = { $n ->
    [one] { $n } persona
   *[other] { $n } personas
}
count-evidence = { $n ->
    [one] { $n } prueba
   *[other] { $n } pruebas
}
count-posts = { $n ->
    [one] { $n } publicación
   *[other] { $n } publicaciones
}
count-sets = { $n ->
    [one] { $n } conjunto
   *[other] { $n } conjuntos
}
count-links = { $n ->
    [one] { $n } vínculo
   *[other] { $n } vínculos
}
count-dossiers = { $n ->
    [one] { $n } expediente
   *[other] { $n } expedientes
}
count-members = { $n ->
    [one] { $n } integrante
   *[other] { $n } integrantes
}
count-results = { $n ->
    [one] { $n } resultado
   *[other] { $n } resultados
}
count-acts = { $n ->
    [one] { $n } acto
   *[other] { $n } actos
}
