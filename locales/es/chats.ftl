# Chats.

section-chats = Chats
kind-chat-set = Chat
kind-message = Mensaje
count-messages = { $n ->
    [one] { $n } mensaje
   *[other] { $n } mensajes
}

problem-chat-unrecognised = No se reconoce un chat en el archivo: puede ser la exportación de WhatsApp (txt o zip), el JSON de Telegram Desktop o texto de Signal.
problem-chat-date-order = El archivo no permite saber qué número es el día. Línea { $detail }. Indique el orden.
problem-chat-date-order-wrong = Las fechas del archivo no están en ese orden. Línea { $detail }.
problem-chat-no-messages = No hay ningún mensaje en el archivo ({ $detail }).
problem-chat-none-in-zip = El zip no contiene ningún chat que se reconozca.
problem-chat-several-in-zip = El zip contiene { $detail } chats: impórtelos uno por uno.
problem-chat-zip-broken = El zip está dañado o cifrado: no pudo abrirse.
problem-chat-zip-bomb = El zip se expande a más de lo que se acepta de una vez.

cli-chat-imported = { $reference } ({ $format }): { $said } mensajes, { $system } avisos de la aplicación, { $rejected } líneas rechazadas; { $media } archivos nombrados, { $absent } de ellos ausentes. Fechas: { $order } ({ $basis }), zona horaria { $zone }. El archivo se conserva como { $original }.
cli-chat-same = El mismo archivo ya estaba en el caso como { $reference }.
cli-chat-messages = Mensajes
cli-chat-participants = Participantes
cli-no-chats = Aún no hay chats.
cli-chat-identified = Anotado.

# Las páginas de chats.
chats-lead = Conversaciones de WhatsApp, Telegram y Signal, tal como fueron exportadas. El archivo original se conserva como prueba.
chats-empty-title = Aún no hay chats
chats-empty-text = Se puede importar la exportación de un chat: el texto o el zip con archivos de WhatsApp, el JSON de Telegram Desktop o un texto de Signal.
chats-import = Importar chat
chats-import-act = Importar
chats-import-lead = El formato se reconoce por el contenido. Cada línea se cuenta; nada se corrige ni se adivina.
chats-search = Buscar en los chats
count-chats = { $n ->
    [one] { $n } chat
   *[other] { $n } chats
}
count-notices = { $n ->
    [one] { $n } aviso de la aplicación
   *[other] { $n } avisos de la aplicación
}
messages-found = { $n ->
    [one] { $n } coincidencia; se muestran { $shown }. Se revisaron { $scanned } mensajes.
   *[other] { $n } coincidencias; se muestran { $shown }. Se revisaron { $scanned } mensajes.
}
chat = Chat
all-chats = Todos los chats
chat-sender = Participante
chat-messages = Mensajes
chat-participants = Participantes
chat-participants-hint = Nombre o número como aparece en la exportación: depende de los contactos de quien exportó. Decir quién es hace que el chat requiera su consentimiento para salir.
chat-who-is-this = ¿Quién es?
chat-person = Persona del caso
chat-person-unknown = No se sabe
chat-title = Título
chat-title-hint = Por ejemplo: nombre del grupo y fechas. Sin título se usa el nombre del archivo.
chat-source = Cómo se obtuvo
chat-source-hint = Quién lo exportó, de qué teléfono, cuándo, y si se revisó el aparato.
chat-dates = Fechas
chat-date-order = Orden de día y mes
chat-date-order-hint = Si el archivo no lo demuestra, hay que decirlo: no se adivina.
chat-date-order-file = Como lo demuestre el archivo
chat-time-zone = Zona horaria
chat-time-zone-hint = La del teléfono que exportó. Se propone la del caso.
chat-nobody-hint = Un chat es privado: mientras no se diga quién aparece, o que nadie puede reconocerse, no sale en un expediente.
chat-file-hint = Texto o zip de WhatsApp, result.json o zip de Telegram Desktop, texto de Signal.
chat-file-absent = no vino en la exportación
chat-files = Archivos
chat-files-count = { $n } nombrados, { $absent } ausentes
chat-how-read = Cómo se leyó
chat-message-of-case = Mensaje de un chat
chat-in-context = Ver en la conversación
chat-notice = Aviso de la aplicación
chat-stamp = Fecha como está escrita
chat-line = Línea o elemento del archivo
chat-forwarded-from = Reenviado de
chat-edited-at = Editado
field-date-order = { chat-date-order }
job-chat-title = Importar chat
job-chat-doing = Leyendo el archivo
job-chat-found = mensajes encontrados
job-chat-next = Volver a chats
chat-rejects-more = { $n ->
    [one] y { $n } línea más; el archivo original las conserva todas
   *[other] y { $n } líneas más; el archivo original las conserva todas
}
