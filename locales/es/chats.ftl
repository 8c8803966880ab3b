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
