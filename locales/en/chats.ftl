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

# The pages on chats.
chats-lead = Conversations of WhatsApp, Telegram and Signal, as they were exported. The original file is kept as evidence.
chats-empty-title = There are no chats yet
chats-empty-text = An exported chat can be imported: the text or the zip with files of WhatsApp, the JSON of Telegram Desktop, or text from Signal.
chats-import = Import a chat
chats-import-act = Import
chats-import-lead = The format is recognised by its content. Every line is counted; nothing is corrected or guessed.
chats-search = Search the chats
count-chats = { $n ->
    [one] { $n } chat
   *[other] { $n } chats
}
count-notices = { $n ->
    [one] { $n } notice of the application
   *[other] { $n } notices of the application
}
messages-found = { $n ->
    [one] { $n } match; { $shown } shown. { $scanned } messages were looked through.
   *[other] { $n } matches; { $shown } shown. { $scanned } messages were looked through.
}
chat = Chat
all-chats = All chats
chat-sender = Participant
chat-messages = Messages
chat-participants = Participants
chat-participants-hint = Name or number as the export shows it: it depends on the contacts of whoever exported. Saying who it is makes the chat ask for their consent before it leaves.
chat-who-is-this = Who is this?
chat-person = Person of the case
chat-person-unknown = Not known
chat-title = Title
chat-title-hint = For example: name of the group and dates. Without a title, the file's name is used.
chat-source = How it was obtained
chat-source-hint = Who exported it, from which phone, when, and whether the device was inspected.
chat-dates = Dates
chat-date-order = Order of day and month
chat-date-order-hint = If the file does not prove it, it must be said: it is not guessed.
chat-date-order-file = As the file proves it
chat-time-zone = Time zone
chat-time-zone-hint = That of the phone that exported. The case's is proposed.
chat-nobody-hint = A chat is private: until somebody says who appears in it, or that nobody can be recognised, it does not leave in a dossier.
chat-file-hint = Text or zip from WhatsApp, result.json or a zip from Telegram Desktop, text from Signal.
chat-file-absent = did not come with the export
chat-files = Files
chat-files-count = { $n } named, { $absent } absent
chat-how-read = How it was read
chat-message-of-case = Message of a chat
chat-in-context = See it in the conversation
chat-notice = Notice of the application
chat-stamp = Date as written
chat-line = Line or element of the file
chat-forwarded-from = Forwarded from
chat-edited-at = Edited
field-date-order = { chat-date-order }
job-chat-title = Import a chat
job-chat-doing = Reading the file
job-chat-found = messages found
job-chat-next = Back to the chats
chat-rejects-more = { $n ->
    [one] and { $n } more line; the original file keeps all of them
   *[other] and { $n } more lines; the original file keeps all of them
}
