//! The words by which people name the kinds of things that a search finds.

use crate::search::words::fold;

/// The code of each kind, and what it may be called behind `kind:`, folded.
pub const KIND_NAMES: &[(&str, &[&str])] = &[
    ("post", &["post", "posts", "publicacion", "publicaciones", "tuit", "tweet"]),
    ("message", &["message", "messages", "mensaje", "mensajes"]),
    ("segment", &["segment", "segments", "fragmento", "fragmentos"]),
    ("testimony", &["testimony", "testimonies", "testimonio", "testimonios", "entrevista", "interview"]),
    ("person", &["person", "people", "persona", "personas"]),
    ("evidence", &["evidence", "evidencia", "evidencias", "prueba", "pruebas", "exhibit"]),
    ("post-set", &["post-set", "conjunto", "conjuntos", "set", "sets"]),
    ("chat-set", &["chat-set", "chat", "chats"]),
    ("consent", &["consent", "consents", "consentimiento", "consentimientos"]),
    ("link", &["link", "links", "vinculo", "vinculos", "relacion", "relaciones"]),
    ("custody", &["custody", "custodia"]),
    ("analysis", &["analysis", "analyses", "analisis"]),
    ("case", &["case", "caso"]),
    ("filing-facts", &["filing-facts", "hechos", "facts"]),
];

/// The code of the kind that somebody means.
pub fn kind_named(name: &str) -> Option<&'static str> {
    let name = fold(name.trim());
    KIND_NAMES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(code, _)| *code)
}
