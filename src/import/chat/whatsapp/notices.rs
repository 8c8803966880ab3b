//! What the application itself writes into an exported chat, in Spanish and English.
//!
//! Android writes notices without a name and a colon; iOS gives them a name and puts a mark of
//! direction (U+200E) in front of the words. These phrases tell apart what that leaves open.

/// Parts of notices, folded to small letters.
const PHRASES: &[&str] = &[
    // Encryption and privacy.
    "cifrados de extremo a extremo",
    "end-to-end encrypted",
    "código de seguridad",
    "security code",
    "mensajes temporales",
    "disappearing messages",
    "privacidad avanzada del chat",
    "advanced chat privacy",
    // Groups.
    "creó el grupo",
    "creó este grupo",
    "creaste el grupo",
    "creaste este grupo",
    "created group",
    "created this group",
    "cambió el asunto",
    "cambiaste el asunto",
    "changed the subject",
    "cambió el nombre del grupo",
    "cambiaste el nombre del grupo",
    "changed the group name",
    "cambió la descripción",
    "cambiaste la descripción",
    "changed the group description",
    "cambió el ícono",
    "cambió la foto del grupo",
    "cambió la imagen del grupo",
    "changed this group's icon",
    "changed the group icon",
    "cambió la configuración",
    "cambió los ajustes",
    "changed the settings",
    "changed this group's settings",
    "añadió a ",
    "añadiste a ",
    "agregó a ",
    "agregaste a ",
    " added ",
    "se añadió",
    "te añadió",
    "te agregó",
    "was added",
    "were added",
    "eliminó a ",
    "eliminaste a ",
    "expulsó a ",
    " removed ",
    "was removed",
    "were removed",
    "salió del grupo",
    "saliste del grupo",
    "abandonó el grupo",
    "salió",
    " left",
    "se unió",
    "te uniste",
    " joined",
    "enlace de invitación",
    "invite link",
    "ahora es admin",
    "ahora eres admin",
    "now an admin",
    "no longer an admin",
    "ya no es admin",
    "ya no eres admin",
    // Accounts and calls.
    "cambió su número",
    "cambió de número",
    "changed their phone number",
    "changed to +",
    "bloqueaste a este",
    "desbloqueaste a este",
    "you blocked this",
    "you unblocked this",
    "llamada perdida",
    "videollamada perdida",
    "missed voice call",
    "missed video call",
    "missed group",
    "llamada de voz",
    "videollamada",
    "voice call",
    "video call",
    "cuenta de empresa",
    "business account",
    "fijó un mensaje",
    "pinned a message",
    "es un contacto",
    "is a contact",
];

fn has_a_phrase(text: &str) -> bool {
    let small = text.to_lowercase();
    PHRASES.iter().any(|phrase| small.contains(phrase))
}

/// Whether a line with a colon, from Android, is a notice rather than somebody's words: the
/// phrase stands in front of the colon, where a name would be.
pub fn is_notice(first: &str) -> bool {
    let name = first.split(':').next().unwrap_or(first);
    // A name is rarely longer: the length only keeps a message about calls from being one.
    has_a_phrase(name)
}

/// Whether text behind a name, from iOS, is the application's: it says so by a mark in front.
pub fn is_from_the_application(text: &str) -> bool {
    let first = text.split('\n').next().unwrap_or(text);
    first.starts_with('\u{200E}') && has_a_phrase(first)
}
