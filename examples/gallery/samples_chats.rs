//! Chats. All of it is invented.

use super::{Sample, form, no_form, terms};
use resguardo::domain::Lang;
use serde_json::{Value, json};

const AT: &str = "2026-11-23T17:02:00Z";
const SHA: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

pub fn all() -> Vec<Sample> {
    vec![
        Sample::new("chats", "chats/list.html", "chats", json!({ "form": no_form(), "sets": sets() })),
        Sample::new("chats-import", "chats/import.html", "chats", import()),
        Sample::new("chat", "chats/show.html", "chats", show()).of("M-001"),
        Sample::new("chat-message", "chats/message.html", "chats", message()).of("M-001/2"),
        Sample::new("chats-search", "chats/search.html", "chats", search()),
    ]
}

fn sets() -> Value {
    json!([{ "reference": "M-001", "url": "#", "title": "Turno de noche, marzo de 2024", "format": "WhatsApp (texto exportado)", "messages": 1204, "participants": 14, "rejected": 0, "from": "2024-03-13T20:14:00Z", "to": "2024-04-02T11:00:00Z", "imported": AT, "by": "Tomás Arriaga" }])
}

fn import() -> Value {
    json!({
        "form": form(Lang::Es, &[("title", "Turno de noche"), ("time_zone", "America/Mexico_City")], &[("date_order", "chat-date-order")]),
        "choices": {
            "format": terms(&[("whatsapp", "WhatsApp (texto exportado)")]),
            "date_order": terms(&[("dmy", "Día/mes/año"), ("mdy", "Mes/día/año"), ("ymd", "Año/mes/día")]),
            "persons": terms(&[("p1", "P-001 · Colibrí")])
        }
    })
}

fn lines() -> Value {
    json!([
        { "number": 1, "reference": "M-001/1", "url": "#", "system": true, "turns": true, "who": "", "at": "2024-03-13T20:14:00Z", "text": "Inés creó el grupo «Turno de noche»", "marks": [], "media": [], "chat": "" },
        { "number": 2, "reference": "M-001/2", "url": "#", "system": false, "turns": true, "who": "Inés", "at": "2024-03-13T20:15:00Z", "text": "Buenas noches.\nQue nadie conteste al reportero.", "marks": ["Editado"], "media": [], "chat": "" },
        { "number": 3, "reference": "M-001/3", "url": "#", "system": false, "turns": false, "who": "Inés", "at": "2024-03-13T20:16:00Z", "text": "IMG-20240313-WA0001.jpg (archivo adjunto)", "marks": [], "media": [{ "kind": "Imagen", "name": "IMG-20240313-WA0001.jpg", "reference": "E-002", "url": "#" }, { "kind": "Audio", "name": "", "reference": "", "url": "" }], "chat": "" },
        { "number": 4, "reference": "M-001/4", "url": "#", "system": false, "turns": true, "who": "+52 55 0000 0000", "at": "2024-03-13T20:17:00Z", "text": "مرحبا", "marks": [], "media": [], "chat": "" }
    ])
}

fn show() -> Value {
    json!({
        "set": { "reference": "M-001", "url": "#", "title": "Turno de noche, marzo de 2024", "format": "WhatsApp (texto exportado)", "source": "Exportado por una participante.", "messages": 4, "said": 3, "system": 1, "media": 2, "media_absent": 1, "rejected": 2, "order": "Día/mes/año", "basis": "Lo demuestra el archivo", "time_zone": "America/Mexico_City", "from": "2024-03-13T20:14:00Z", "to": "2024-03-13T20:17:00Z", "imported": AT, "by": "Tomás Arriaga", "original": { "reference": "E-001", "url": "#", "name": "WhatsApp.zip", "size": 48211, "sha256": SHA, "download": "#" } },
        "lines": lines(), "pages": { "at": 1, "of": 13, "previous": "", "next": "#" }, "form": no_form(),
        "participants": [
            { "number": 0, "name": "Inés", "id": "", "messages": 800, "person": { "reference": "P-001", "url": "#", "label": "Colibrí" } },
            { "number": 1, "name": "+52 55 0000 0000", "id": "", "messages": 404, "person": "" }
        ],
        "choices": { "person": terms(&[("p1", "P-001 · Colibrí")]) },
        "rejects": [{ "line": 118, "reason": "No está en UTF-8" }], "rejects_more": 1
    })
}

fn message() -> Value {
    let mut message = lines()[1].clone();
    let own = json!({
        "stamp": "13/03/24, 8:15 p. m.", "place": 3, "time_zone": "America/Mexico_City", "id": "17", "sender_id": "user7", "reply_to": "12",
        "forwarded_from": "Canal", "edited_at": "2024-03-13T20:20:00Z", "in_chat": "Turno", "raw": "{\"id\": 17}",
        "set": { "reference": "M-001", "title": "Turno de noche" }, "set_url": "#"
    });
    if let (Some(message), Value::Object(own)) = (message.as_object_mut(), own) {
        message.extend(own);
    }
    let links = json!([{ "url": "#", "reference": "E-012", "label": "Captura del grupo", "note": "La captura muestra este mensaje." }]);
    json!({ "message": message, "links": links, "previous": "#", "next": "#", "back": "#" })
}

fn search() -> Value {
    json!({
        "form": form(Lang::Es, &[("q", "reportero")], &[]), "sets": sets(), "total": 12, "shown": 1, "scanned": 1204,
        "messages": [{ "reference": "M-001/2", "url": "#", "who": "Inés", "at": "2024-03-13T20:15:00Z", "snippet": [["Que nadie conteste al ", false], ["reportero", true], [".", false]] }]
    })
}
