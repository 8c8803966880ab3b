//! Dossiers, verification, ledger.

use super::{Sample, form, no_form, terms};
use resguardo::domain::Lang;
use serde_json::{Value, json};

const AT: &str = "2026-11-23T17:02:00Z";
const SHA: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

pub fn all() -> Vec<Sample> {
    vec![
        Sample::new("dossiers", "dossiers/list.html", "dossiers", list()),
        Sample::new("dossier-fill", "dossiers/fill.html", "dossiers", fill()).of("X-02"),
        Sample::new("dossier-check", "dossiers/check.html", "dossiers", check(false, false)).of("X-02"),
        Sample::new("dossier-check-open", "dossiers/check.html", "dossiers", check(true, false)).open(false),
        Sample::new("dossier-named", "dossiers/check.html", "dossiers", check(true, true)).open(true),
        Sample::new("dossier", "dossiers/show.html", "dossiers", show(false)).of("X-02"),
        Sample::new("dossier-withdrawn", "dossiers/show.html", "dossiers", show(true)).of("X-02"),
        Sample::new("verify", "dossiers/verify.html", "", verify("ours")).outside(),
        Sample::new("verify-strangers", "dossiers/verify.html", "", verify("strangers")).outside(),
        Sample::new("verify-fails", "dossiers/verify.html", "", verify("nobodys")).outside(),
        Sample::new(
            "verify-empty",
            "dossiers/verify.html",
            "",
            json!({ "form": no_form(), "report": null, "largest": 67_108_864 }),
        ),
        Sample::new("ledger", "ledger/list.html", "ledger", ledger()),
        Sample::new("stamps", "ledger/stamps.html", "ledger", stamps()),
        Sample::new("ledger-verified", "ledger/verify.html", "ledger", ledger_verified(true)),
        Sample::new("ledger-altered", "ledger/verify.html", "ledger", ledger_verified(false)),
    ]
}

fn list() -> Value {
    json!({
        "dossiers": [
            { "reference": "X-02", "url": "#", "body": "CNDH, queja", "language": "español", "status": "draft", "no_longer": 0, "included": 7, "left_out": 3, "at": AT, "by": "Lucía Mena" },
            { "reference": "X-01", "url": "#", "body": "Relatoría Especial de la ONU sobre libertad de expresión", "language": "inglés", "status": "exported", "no_longer": 1, "included": 12, "left_out": 1, "at": "2026-11-01T17:00:00Z", "by": "Lucía Mena" }
        ],
        "bodies": [
            { "code": "cndh", "name": "CNDH, queja", "about": "Comisión Nacional de los Derechos Humanos. Un año desde los hechos, salvo violaciones graves.", "languages": "español", "url": "#" },
            { "code": "un-sr-foe", "name": "Relatoría Especial de la ONU, libertad de expresión", "about": "Comunicación por violaciones a la libertad de opinión y de expresión.", "languages": "inglés, español", "url": "#" }
        ]
    })
}

fn fill() -> Value {
    let field = |name: &str, kind: &str, label: &str, needed: bool| json!({ "name": name, "kind": kind, "label": label, "hint": "", "needed": needed, "choices": terms(&[("a", "agencia"), ("b", "dependencia")]), "elsewhere": if kind == "textarea" { json!([["inglés", "Between April and May 2020…"]]) } else { json!([]) } });
    json!({
        "form": form(Lang::Es, &[("body_facts", "Entre abril y mayo de 2020…"), ("body_since", "2019")], &[("body_authority", "blank")]),
        "action": "#", "back": "#", "body": { "name": "CNDH, queja", "about": "Lo que pide el artículo 27 de su Ley y 80 de su Reglamento.", "source": "Campos según la Ley de la CNDH, texto vigente al 1 de abril de 2024." },
        "language": { "code": "es", "name": "español", "others": terms(&[("en", "inglés")]) },
        "parts": [
            { "title": "Quién presenta la queja", "lead": "La organización puede presentarla a nombre de las personas agraviadas.", "fields": [field("body_complainant", "text", "Persona quejosa", true), field("body_complainant_contact", "text", "Cómo notificarle", true)] },
            { "title": "Contra quién", "lead": "", "fields": [field("body_authority", "text", "Autoridad señalada", true), field("body_authority_kind", "select", "Tipo", false), field("body_since", "date", "Desde", false), field("body_reserve", "check", "Solicita reserva de identidad", false), field("body_rights", "checkboxes", "Derechos", false)] },
            { "title": "Hechos", "lead": "", "fields": [field("body_facts", "textarea", "Relato de los hechos", true)] }
        ]
    })
}

fn check(open: bool, named: bool) -> Value {
    json!({
        "body": { "name": "CNDH" }, "fill": "#", "export": "#", "preview": "#", "language": "español",
        "missing": [{ "label": "Autoridad señalada", "why": "Ley de la CNDH, art. 27", "url": "#authority" }],
        "leaves": [
            { "reference": "T-004", "url": "#", "label": "Ahuehuete, 14 párrafos", "as": "Con reserva de identidad; seudónimo" },
            { "reference": "E-012", "url": "#", "label": "Grupo «Avisos de mesa»", "as": "Copia testada: datos de terceros" }
        ],
        "stays": [
            { "reference": "T-003", "url": "#", "label": "Jacaranda", "why": "El consentimiento no alcanza a este organismo", "needs": ["Texto del testimonio: S3 Puede llegar al Estado, con reserva de identidad (o S4, S5, S6)"], "consents": [{ "reference": "P-003", "url": "#" }] },
            { "reference": "E-009", "url": "#", "label": "Nota de voz", "why": "Nadie ha dicho quién puede ser reconocido", "needs": [], "consents": [] }
        ],
        "telling": [{ "reference": "E-012", "url": "#", "what": "Lugar, Aparato" }],
        "told": ["La queja admitida se notifica a la autoridad señalada."],
        "decide": [{ "label": "Representante o persona de confianza", "why": "Cuando la queja se presenta por medio de alguien más.", "url": "#" }],
        "exceeded": ["Tiene más páginas de las que este organismo recibe."],
        "deadlines": [
            { "label": "Presentar la queja", "due": "11 may 2021", "from": "el inicio de los hechos: 11 may 2020", "note": "art. 26", "passed": true, "check": true, "url": "#" },
            { "label": "Ratificar la queja", "due": "", "from": "la presentación", "note": "art. 27", "passed": false, "check": false, "url": "#" }
        ],
        "filing": ["Portal de atención ciudadana"], "limits": ["Sin límite de páginas ni de palabras.", "Formato: PDF."],
        "uncertain": ["Campos vigentes del portal."],
        "identities_open": open, "with_identities": named, "form": no_form(), "ready": true
    })
}

fn show(withdrawn: bool) -> Value {
    let no_longer =
        json!([{ "reference": "T-004", "url": "#", "label": "", "why": "El consentimiento fue retirado" }]);
    json!({
        "dossier": {
            "url": "#", "body": "CNDH, queja", "language": "español", "at": AT, "by": "Lucía Mena",
            "file": { "name": "X-02-cndh.zip", "size": 18233411, "sha256": SHA, "url": "#" }, "manifest_sha256": SHA,
            "signer": "Archivo Ciudadano · llave de expedientes", "public_key": "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3",
            "included": 7, "left_out": [{ "reference": "T-003", "label": "Jacaranda", "why": "Sin consentimiento vigente para la CNDH." }], "no_longer": if withdrawn { no_longer } else { json!([]) }, "checkpoint": "C-01 · 412 · kM3zq9…"
        },
        "commands": [
            { "about": "Nada cambió desde que se hizo:", "line": "sha256sum -c manifest-sha256.txt" },
            { "about": "Lo firmó quien dice:", "line": "minisign -Vm manifest-sha256.txt -p resguardo.pub" },
            { "about": "La entrega está completa:", "line": "bagit.py --validate X-02-cndh" }
        ]
    })
}

fn verify(whose: &str) -> Value {
    let holds = whose != "nobodys";
    let state = if holds { "ok" } else { "no" };
    json!({
        "form": no_form(), "largest": 67_108_864,
        "report": { "file": "X-02-cndh.zip", "whose": whose, "key": "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3", "checks": [
            { "label": "El paquete está completo (BagIt)", "state": "ok", "detail": "31 archivos" },
            { "label": "Cada archivo tiene su huella", "state": state, "detail": if holds { "" } else { "data/originals/E-012.png cambió" } },
            { "label": "La firma corresponde a la llave pública", "state": "ok", "detail": "" },
            { "label": "Sello de tiempo", "state": "out", "detail": "El expediente no trae ninguno" }
        ]}
    })
}

fn ledger() -> Value {
    json!({
        "form": no_form(), "record": "T-010", "size": 412, "checkpoint": "C-01 · 412 · kM3zq9V0u1pYk3",
        "choices": { "who": terms(&[("ines", "Inés Robles"), ("tomas", "Tomás Arriaga")]), "act": terms(&[("export", "exportó"), ("identity", "vio una identidad")]) },
        "pages": { "at": 1, "of": 9, "previous": "", "next": "?page=2" },
        "acts": [
            { "no": 412, "at": AT, "who": "Inés Robles", "act": "registró la entrevista", "reference": "T-010", "url": "#", "refused": false, "detail": "versión 1" },
            { "no": 411, "at": "2026-11-23T16:55:00Z", "who": "Tomás Arriaga", "act": "quiso abrir identidades", "reference": "", "url": "", "refused": true, "detail": "su función no lo permite" },
            { "no": 410, "at": "2026-11-23T15:12:00Z", "who": "Inés Robles", "act": "vio la identidad de", "reference": "P-03", "url": "#", "refused": false, "detail": "" }
        ]
    })
}

fn stamps() -> Value {
    json!({
        "form": no_form(), "may_stamp": true, "ready": false,
        "stamps": [{ "reference": "TS-001", "at": AT, "authority": "CN=www.freetsa.org,O=Free TSA", "size": 61, "policy": "1.2.3.4.1", "serial": "0299b6" }]
    })
}

fn ledger_verified(holds: bool) -> Value {
    json!({ "form": no_form(), "report": {
        "holds": holds, "entries": 412, "since": "", "root": SHA, "first_bad": if holds { Value::Null } else { json!(381) },
        "checks": [
            { "label": "Firmas de cada acto", "state": if holds { "ok" } else { "no" }, "detail": "" },
            { "label": "Orden y continuidad (árbol de Merkle)", "state": "ok", "detail": "" },
            { "label": "Punto de control en tu llavero", "state": "ok", "detail": "412 actos" },
            { "label": "Constancia guardada fuera", "state": "out", "detail": "No se entregó ninguna" }
        ]
    }})
}
