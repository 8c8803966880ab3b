# Chats.

section-chats = Chats
kind-chat-set = Chat
kind-message = Message
count-messages = { $n ->
    [one] { $n } message
   *[other] { $n } messages
}

problem-chat-unrecognised = No chat is recognised in the file: it can be an export of WhatsApp (txt or zip), the JSON of Telegram Desktop, or text from Signal.
problem-chat-date-order = The file does not show which number is the day. Line { $detail }. Say the order.
problem-chat-date-order-wrong = The dates of the file are not in that order. Line { $detail }.
problem-chat-no-messages = There is no message in the file ({ $detail }).
problem-chat-none-in-zip = The zip holds no chat that is recognised.
problem-chat-several-in-zip = The zip holds { $detail } chats: import them one by one.
problem-chat-zip-broken = The zip is damaged or encrypted: it could not be opened.
problem-chat-zip-bomb = The zip unpacks to more than is taken in at once.

cli-chat-imported = { $reference } ({ $format }): { $said } messages, { $system } notices of the application, { $rejected } lines rejected; { $media } files named, { $absent } of them absent. Dates: { $order } ({ $basis }), time zone { $zone }. The file is kept as { $original }.
cli-chat-same = The same file was in the case already as { $reference }.
cli-chat-messages = Messages
cli-chat-participants = Participants
cli-no-chats = There are no chats yet.
cli-chat-identified = Noted.
