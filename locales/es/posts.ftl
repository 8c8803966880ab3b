# Publicaciones.

posts-lead = Tuits y otras publicaciones, como fueron capturadas. El archivo original se conserva como prueba.
posts-empty-title = Aún no hay publicaciones
posts-empty-text = Importa una descarga de la API de Twitter/X (versión 2 o 1.1, por líneas) o un CSV. Se cuentan duplicados y se explica cada línea rechazada.
posts-import = Importar publicaciones
posts-import-act = Importar
posts-import-lead = El formato se reconoce por el contenido. Nada se corrige en silencio.
posts-file-hint = JSON o CSV, también comprimidos (.gz, .zst, o un .zip, también con varios archivos de la misma clase).
posts-search = Buscar publicaciones
posts-found = { $n ->
    [one] { $n } coincidencia; se muestran { $shown }. Se revisaron { $scanned } publicaciones.
   *[other] { $n } coincidencias; se muestran { $shown }. Se revisaron { $scanned } publicaciones.
}
set-title = Título del conjunto
set-title-hint = Por ejemplo: etiqueta y fechas de captura. Se imprime en los expedientes; si queda vacío, el nombre del archivo.
set-source = Cómo se obtuvo
set-source-hint = Quién lo descargó, con qué herramienta y consulta, cuándo.
format-hint = Normalmente no hace falta elegir.
encoding = Codificación
encoding-hint = Solo para tablas de programas viejos cuyos acentos se dañan.
encoding-detect = Reconocer por el archivo
format-detect = Reconocer por el contenido
formats-known = Formatos que se reconocen
duplicates = Duplicadas
rejected = Rechazadas
imported-on = Importado
tally-imported = importadas
tally-duplicates = duplicadas, omitidas
tally-rejected = rechazadas
tally-lines = registros leídos
rejected-lines = Líneas rechazadas
rejected-hint = El número de línea es el del archivo original, que se conserva completo.
rejected-none = Ninguna línea fue rechazada.
original-kept = Archivo original
mapping-title = ¿Qué es cada columna?
mapping-lead = El encabezado de este CSV no se reconoce. Dinos qué columna es cada dato; el archivo no cambia.
mapping-sample = Primeras filas del archivo
not-in-file = No está en el archivo
post-author = Cuenta
post-set = Conjunto
all-sets = Todos los conjuntos
post-text = Texto
post-when = Publicado
post-by = Publicación de @{ $handle }
post-raw = Registro original
post-raw-hint = Publicación núm. { $line } del conjunto, tal como venía en el archivo.
post-facts = Datos
post-id = Identificador
post-author-id = Identificador de la cuenta
post-author-created = Cuenta creada
post-repost-of = Republica
post-quote-of = Cita
post-reply-to = Responde a
post-hashtags = Etiquetas
post-mentions = Menciones
post-urls = Direcciones
post-media = Imágenes y videos
post-addresses-not-links = Las direcciones no son enlaces: abrirlas podría revelar la investigación.
post-reposts = { $n ->
    [one] { $n } republicación
   *[other] { $n } republicaciones
}
post-quotes = { $n ->
    [one] { $n } cita
   *[other] { $n } citas
}
post-replies = { $n ->
    [one] { $n } respuesta
   *[other] { $n } respuestas
}
post-likes = { $n ->
    [one] { $n } me gusta
   *[other] { $n } me gusta
}
abusive-covered = Publicación abusiva. Mostrar.
mapping-date-order = Orden de las fechas
mapping-date-order-hint = Sólo para fechas como 03/04/2021.
mapping-date-order-none = Las fechas no son ambiguas
mapping-time-zone = Zona horaria
mapping-time-zone-hint = De las horas que no dicen la suya.
mapping-file = El mismo archivo, otra vez
mapping-file-hint = No se guardó porque todavía no se podía leer. Elige el mismo archivo; lo demás ya está.
format-about-x-api-v2 = Descargas de la API de Twitter/X, versión 2: por líneas, por páginas o en una lista (twarc, Postman, R, Python).
format-about-x-api-v1-1 = Descargas de la API de Twitter, versiones 1.1 y de búsqueda o flujo: por líneas o en una lista.
format-about-x-archive = El archivo personal que Twitter/X entrega a cada cuenta (tweets.js).
format-about-x-web-client = Respuestas de la página de Twitter/X guardadas por herramientas de captura.
format-about-snscrape = Salida de snscrape, por líneas.
format-about-toolkit-csv = La tabla que lee Coordination Network Toolkit.
format-about-coortweet-events = La tabla que lee CooRTweet: quién compartió qué objeto, con qué contenido y cuándo.
format-about-flat-json = Objetos JSON de una fila cada uno, como los escriben TWINT y pandas; las claves se entienden como un encabezado.
format-about-csv = Tablas con encabezado. Si los nombres de las columnas no se reconocen, se pregunta cuál es cada una.
posts-nobody-hint = Además de las cuentas que publicaron en abierto. Sin personas y sin esta marca, las publicaciones no salen hacia ningún organismo.
broken-off = El resto del archivo no pudo dividirse en registros y no se leyó: la última línea rechazada dice dónde. Corrige una copia e impórtala también.
reject-place = Lugar en el archivo
reject-item = núm. { $n }
rejects-all = Ver las { $n } rechazadas
rejects-table = Descargar todas (CSV)
post-place = Lugar en el archivo original
post-place-line = Línea { $n }
post-place-element = Elemento { $n }
mapping-quotes = Comillas
mapping-quotes-hint = En algunas tablas las comillas son parte del texto y no encierran celdas.
quotes-yes = Encierran celdas
quotes-no = Son parte del texto
tally-versions = otras versiones de publicaciones conocidas
checks-title = Comprobaciones
checks-lead = Hechos, no conclusiones: dónde una publicación se contradice a sí misma o a otra captura. Un reloj adelantado o una captura recortada también lo explican.
checks-none = Nada contradice a nada en estas publicaciones.
checks-found = { $n ->
    [one] { $n } hecho.
   *[other] { $n } hechos.
}
checks-table = Descargar todos (CSV)
checks-what = Qué se comparó
checks-said = Lo que dice
checks-against = Lo que se encontró
checks-seconds = { $n ->
    [one] { $n } segundo de diferencia
   *[other] { $n } segundos de diferencia
}
captures-title = Otras capturas de esta publicación
captures-hint = El mismo identificador, en este u otros archivos del caso. Ninguna sustituye a otra.
captures-same = Idéntica:
captures-part = Parte
captures-here = En esta captura
captures-there = En la otra
captures-only-raw = Difieren solo en cómo las escribe la fuente: compare los registros originales.
