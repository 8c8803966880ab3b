# La búsqueda de un caso.
cli-search-rebuild = Índice de búsqueda
cli-search-rebuilt = { $n ->
    [one] El índice se hizo de nuevo: contiene un elemento.
   *[other] El índice se hizo de nuevo: contiene { $n } elementos.
}
kind-analysis = Análisis
kind-case = Caso
kind-custody = Paso de custodia
kind-filing-facts = Datos para quejas
kind-saved-search = Búsqueda guardada
kind-segment = Fragmento de entrevista
problem-search-close = En el carácter { $detail } se cierra un paréntesis que no se abrió.
problem-search-date = En el carácter { $detail } se espera una fecha: 2020, 2020-05, 2020-05-12 o 2020-05-12T14:30.
problem-search-empty = Escribe al menos una palabra.
problem-search-kind = En el carácter { $detail } no se reconoce el tipo. Hay: publicación, mensaje, fragmento, testimonio, persona, evidencia, conjunto, chat, consentimiento, vínculo, custodia, análisis, caso.
problem-search-long = Desde el carácter { $detail } hay más partes o paréntesis de los que se pueden buscar a la vez.
problem-search-nothing = En el carácter { $detail } falta lo que se busca: después de AND, OR, NOT o de los dos puntos va una palabra, sin espacio.
problem-search-open = El paréntesis del carácter { $detail } no se cierra.
problem-search-quote = Las comillas del carácter { $detail } no se cierran.
said-search-retired = La búsqueda ya no está en la lista.
said-search-saved = La búsqueda quedó guardada.
search-act = Buscar
search-by-authors = Por autor
search-by-kinds = Por tipo
search-by-tags = Por etiqueta
search-empty-text = Prueba con menos palabras, o con el principio de una: acos*. Los acentos y las mayúsculas no importan.
search-empty-title = Nada coincide
search-example-dates = desde:2020-04-21 hasta:2020-05
search-example-either = (amenaza OR acoso) redes
search-example-from = de:ana
search-example-handle = @reportera
search-example-kind = tipo:mensaje
search-example-lang = idioma:es
search-example-not = acoso -partido
search-example-phrase = "te vamos a encontrar"
search-example-start = acos*
search-example-tag = #FueraYa
search-example-url = url:ejemplo.org/nota
search-example-words = acoso redes
search-how = Qué se puede escribir
search-lead = Busca en publicaciones, mensajes, testimonios, pruebas y notas; nunca en identidades. Lo que escribes no aparece en la dirección ni en los registros del servidor.
search-means-dates = Desde el principio de un día, mes o año, hasta el final de otro, en la hora del caso
search-means-either = Una cosa u otra; los paréntesis agrupan
search-means-from = De quién es: parte de su nombre o de su cuenta
search-means-handle = Lo que menciona a una cuenta, o es de ella
search-means-kind = Solo un tipo: publicación, mensaje, fragmento, testimonio, persona, evidencia…
search-means-lang = El idioma que la red social indicó
search-means-not = Con lo primero y sin lo segundo
search-means-phrase = Esas palabras, una tras otra
search-means-start = Palabras que empiezan así
search-means-tag = Una etiqueta entera; con * su principio
search-means-url = Partes seguidas de una dirección
search-means-words = Todas las palabras, en cualquier orden; sin importar acentos ni mayúsculas. La ñ no es n.
search-order = Orden
search-repaired = El índice había sido alterado y se hizo de nuevo
search-repaired-text = Qué se encontró: { $what }. Los registros y las pruebas no dependen del índice; verifica la bitácora.
search-retire = Quitar
search-save = Guardar búsqueda
search-save-as = Guardarla con el nombre
search-title = Buscar en el caso
search-untrue = { $n ->
    [one] Se omitió un resultado que su registro no confirma
   *[other] Se omitieron { $n } resultados que sus registros no confirman
}
search-untrue-text = El índice no corresponde a los registros. Quien administra el servidor puede hacerlo de nuevo: resguardo search rebuild.
search-words = Palabras
searches-saved = Búsquedas guardadas
