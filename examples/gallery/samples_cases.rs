//! Cases, members, people, evidence, posts, links.

use super::{Sample, form, no_form, terms};
use resguardo::domain::Lang;
use serde_json::{Value, json};

const AT: &str = "2026-11-23T17:02:00Z";
const SHA: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

pub fn all() -> Vec<Sample> {
    vec![
        Sample::new("cases", "cases/list.html", "", cases()),
        Sample::new("case-new", "cases/form.html", "", case_form(false)),
        Sample::new("case-edit", "cases/form.html", "overview", case_form(true)).of("C-01"),
        Sample {
            flash: true,
            ..Sample::new("case", "cases/overview.html", "overview", overview()).of("C-01")
        },
        Sample::new("search", "cases/search.html", "overview", search()),
        Sample::new("members", "cases/members.html", "members", members()),
        Sample::new("revoke", "cases/revoke.html", "members", revoke()),
        Sample::new("people", "people/list.html", "people", people()),
        Sample::new("person-form", "people/form.html", "people", person_form()).of("P-03"),
        Sample::new("person", "people/show.html", "people", person(false)).of("P-03"),
        Sample::new("identity", "people/identity.html", "people", identity(true)).of("P-03").open(true),
        Sample::new("identity-new", "people/identity.html", "people", identity(false)).of("P-03").open(true),
        Sample::new("person-consent", "people/consent.html", "people", consent()).of("P-03"),
        Sample::new("person-open", "people/show.html", "people", person(true)).of("P-03").open(false),
        Sample::new("evidence", "evidence/list.html", "evidence", evidence()),
        Sample::new("evidence-attach", "evidence/form.html", "evidence", evidence_form(false)),
        Sample::new("evidence-edit", "evidence/form.html", "evidence", evidence_form(true)).of("E-012"),
        Sample::new("evidence-item", "evidence/show.html", "evidence", evidence_item(false)).of("E-012"),
        Sample::new("evidence-covered", "evidence/show.html", "evidence", evidence_item(true)).of("E-013"),
        Sample::new("posts", "posts/list.html", "posts", posts()),
        Sample::new("posts-import", "posts/import.html", "posts", posts_import()),
        Sample::new("posts-mapping", "posts/mapping.html", "posts", mapping()),
        Sample::new("posts-report", "posts/report.html", "posts", report()).of("TW-01"),
        Sample::new("posts-checks", "posts/checks.html", "posts", checks()).of("TW-01"),
        Sample::new("posts-rejects", "posts/rejects.html", "posts", rejects()).of("TW-01"),
        Sample::new("posts-edit", "posts/edit.html", "posts", set_edit()).of("TW-01"),
        Sample::new("posts-search", "posts/search.html", "posts", posts_search()),
        Sample::new("post", "posts/show.html", "posts", post(false)).of("TW-01/245"),
        Sample::new("post-covered", "posts/show.html", "posts", post(true)).of("TW-01/246"),
        Sample::new("analyses", "analyses/list.html", "posts", analyses()),
        Sample::new("analysis-new", "analyses/form.html", "posts", analysis_form()),
        Sample::new("analysis", "analyses/show.html", "posts", analysis()).of("N-001"),
        Sample::new("analysis-behind", "analyses/behind.html", "posts", behind()).of("N-001"),
        Sample::new("timeline", "analyses/timeline.html", "posts", timeline()),
        Sample::new("posts-accounts", "analyses/accounts.html", "posts", post_accounts()),
        Sample::new("links", "links/list.html", "links", links()),
        Sample::new("link-new", "links/form.html", "links", link_form()),
    ]
}

fn no_pages() -> Value {
    json!({ "at": 1, "of": 1, "previous": "", "next": "" })
}

fn some_pages() -> Value {
    json!({ "at": 2, "of": 9, "previous": "?page=1", "next": "?page=3" })
}

fn record_links() -> Value {
    json!([
        { "url": "/cases/3f0b6c1e/posts/1/245", "reference": "TW-01/245", "label": "Publicación de @patria_firme_22", "note": "La captura muestra esta publicación, con el mismo texto y hora." },
        { "url": "/cases/3f0b6c1e/interviews/4", "reference": "T-004 ¶3", "label": "«Nos dieron el texto ya escrito»", "note": "" }
    ])
}

fn revisions() -> Value {
    json!([
        { "number": 3, "at": AT, "who": "Inés Robles", "url": "", "current": true },
        { "number": 2, "at": "2026-11-20T20:11:00Z", "who": "Tomás Arriaga", "url": "?revision=2", "current": false },
        { "number": 1, "at": "2026-11-19T18:30:00Z", "who": "Inés Robles", "url": "?revision=1", "current": false }
    ])
}

fn cases() -> Value {
    json!({ "may_open": true, "registrar": true, "cases": [
        { "reference": "C-01", "url": "/cases/3f0b6c1e", "title": "Campaña contra periodistas desde la Agencia Nacional (ficticio)", "role": "Responsable", "interviews": 10, "evidence": 48, "posts": 8000, "dossiers": 2, "last": AT, "last_act": "Inés Robles registró T-010" },
        { "reference": "C-02", "url": "/cases/91aa", "title": "Despidos en la radio pública (ficticio)", "role": "Lectora", "interviews": 3, "evidence": 7, "posts": 0, "dossiers": 0, "last": "2026-10-02T12:40:00Z", "last_act": "Tomás Arriaga adjuntó E-007" }
    ]})
}

fn case_form(revising: bool) -> Value {
    json!({
        "form": form(Lang::Es, &[("summary", "Personas que trabajaron en la agencia…"), ("time_zone", "America/Cancun")], &[("title", "blank")]),
        "choices": { "time_zone": terms(&[("America/Mexico_City", "Mexico City"), ("America/Cancun", "Cancun")]) }, "action": "/cases", "back": "/cases", "revising": revising
    })
}

fn overview() -> Value {
    json!({
        "profile": { "summary": "Diez personas que trabajaron en la redacción describen órdenes de publicar contra periodistas desde un grupo de chat.", "time_zone": "America/Mexico_City", "fictional": true, "revised": "2026-03-02T16:00:00Z" },
        "numbers": [
            { "section": "interviews", "url": "#", "value": 10 }, { "section": "people", "url": "#", "value": 14 },
            { "section": "evidence", "url": "#", "value": 48 }, { "section": "posts", "url": "#", "value": 8000 },
            { "section": "links", "url": "#", "value": 61 }, { "section": "dossiers", "url": "#", "value": 2 }
        ],
        "steps": [
            { "key": "interview", "url": "#", "done": true }, { "key": "evidence", "url": "#", "done": true },
            { "key": "posts", "url": "#", "done": true }, { "key": "links", "url": "#", "done": false },
            { "key": "dossier", "url": "#", "done": false }
        ],
        "acts": [
            { "at": AT, "who": "Inés Robles", "act": "registró la entrevista", "reference": "T-010", "url": "#" },
            { "at": "2026-11-23T16:40:00Z", "who": "Tomás Arriaga", "act": "importó 8,000 publicaciones", "reference": "TW-01", "url": "#" },
            { "at": "2026-11-23T15:12:00Z", "who": "Inés Robles", "act": "abrió identidades", "reference": "", "url": "" },
            { "at": "2026-11-22T23:41:00Z", "who": "Lucía Mena", "act": "exportó el expediente", "reference": "X-02", "url": "#" }
        ],
        "members": [
            { "name": "Inés Robles", "role": "Responsable", "identities": true },
            { "name": "Tomás Arriaga", "role": "Analista", "identities": false },
            { "name": "Lucía Mena", "role": "Abogada", "identities": true }
        ],
        "keys": { "under_old": 0, "exposed": true }
    })
}

fn search() -> Value {
    json!({ "q": "texto escrito", "total": 2, "results": [
        { "reference": "T-004", "url": "#", "kind": "Entrevista", "title": "Jacaranda", "snippet": [["…nos dieron el ", false], ["texto", true], [" ya ", false], ["escrito", true], [" y la etiqueta…", false]] },
        { "reference": "E-012", "url": "#", "kind": "Captura de chat", "title": "Grupo, 21 de abril", "snippet": [["«Este es el ", false], ["texto", true], ["»", false]] }
    ]})
}

fn members() -> Value {
    json!({
        "form": no_form(),
        "keys": { "under_old": 312, "exposed": false },
        "members": [
            { "name": "Inés Robles", "role": "Responsable", "identities": true, "since": "2026-03-02T16:00:00Z", "until": null, "ended": false, "suspended": false, "reason": "", "granted_by": "Inés Robles", "revoke": "" },
            { "name": "Tomás Arriaga", "role": "Analista", "identities": false, "since": "2026-03-04T18:20:00Z", "until": "2026-09-01T05:59:59Z", "ended": true, "suspended": false, "reason": "Compara las publicaciones de abril.", "granted_by": "Inés Robles", "revoke": "#" },
            { "name": "Lucía Mena", "role": "Abogada", "identities": true, "since": "2026-05-11T15:00:00Z", "until": null, "ended": false, "suspended": false, "reason": "Lleva la queja ante la CNDH.", "granted_by": "Inés Robles", "revoke": "#" }
        ],
        "choices": { "account": terms(&[("mar", "Mar Ochoa")]), "role": terms(&[("interviewer", "Documentadora"), ("analyst", "Analista"), ("lawyer", "Abogada"), ("reader", "Lectora"), ("auditor", "Auditora")]) }
    })
}

fn revoke() -> Value {
    json!({
        "form": no_form(), "back": "#",
        "member": { "name": "Tomás Arriaga", "role": "Analista", "identities": false, "since": "2026-03-04T18:20:00Z", "until": null, "ended": false, "suspended": false, "reason": "Compara las publicaciones de abril.", "granted_by": "Inés Robles", "revoke": "#" }
    })
}

fn people() -> Value {
    json!({ "people": [
        { "reference": "P-01", "url": "#", "name": "Jacaranda", "roles": "testigo, participó por órdenes", "interviews": 2, "vulnerable": false },
        { "reference": "P-02", "url": "#", "name": "Colibrí", "roles": "testigo", "interviews": 1, "vulnerable": false },
        { "reference": "P-03", "url": "#", "name": "Ahuehuete", "roles": "víctima directa", "interviews": 0, "vulnerable": true }
    ]})
}

fn person_form() -> Value {
    json!({
        "form": form(Lang::Es, &[("pseudonym", "Ahuehuete"), ("relations", "victim"), ("revision", "2")], &[]), "action": "#", "back": "#", "revising": true,
        "choices": { "relations": terms(&[("victim", "víctima directa"), ("witness", "testigo"), ("participant_ordered", "participó por órdenes")]) }
    })
}

fn person(consented: bool) -> Value {
    json!({
        "person": {
            "url": "/cases/3f0b6c1e/people/P-003", "name": "Ahuehuete", "roles": "testigo, participó por órdenes",
            "note": "Trabajó en la mesa de redes entre abril y mayo de 2020.", "vulnerable": true, "handles": ["@patria_firme_22"],
            "position": "Redacción", "public_official": consented, "consented": consented, "withdrawn": false,
            "grants": if consented { super::interview::grants() } else { json!([]) },
            "revision": if consented { 3 } else { 2 }, "current": consented,
            "interviews": [{ "reference": "T-004", "url": "#", "date": "2020-05-02", "status": "logged" }]
        },
        "links": record_links(), "revisions": revisions()
    })
}

fn identity(known: bool) -> Value {
    let identity = json!({
        "name": "Nombre Ficticio Tres", "aliases": "", "born": "1988~", "gender": "", "nationality": "mexicana",
        "occupation": "Redacción, mesa de redes", "address": "", "phone": "+52 55 0000 0000", "email": "",
        "safe_contact": "Solo Signal, después de las 21 h. Si contesta otra persona: «equivocado»."
    });
    json!({
        "name": "Ahuehuete", "back": "/cases/3f0b6c1e/people/P-003", "may_record": true,
        "identity": if known { identity } else { Value::Null },
        "form": form(Lang::Es, &[("identity-phone", "+52 55 0000 0000")], if known { &[] } else { &[("identity-name", "blank")] })
    })
}

fn consent() -> Value {
    json!({
        "name": "Ahuehuete", "action": "#", "back": "#",
        "form": form(Lang::Es, &[("grants-0-recipient", "cndh"), ("grants-0-decision", "granted"), ("consent-permissions", "R3")], &[("consent-date", "not-a-date")]),
        "choices": super::interview::consent_choices()
    })
}

fn filter() -> Value {
    json!({ "chosen": "órdenes", "chips": [
        { "label": "órdenes", "count": 7, "url": "?tag=1", "chosen": true },
        { "label": "etiqueta de abril", "count": 12, "url": "?tag=2", "chosen": false }
    ]})
}

fn evidence() -> Value {
    json!({ "pages": some_pages(), "total": 48, "filter": filter(), "items": [
        { "reference": "E-012", "url": "#", "title": "Grupo «Avisos de mesa», 21 de abril", "kind": "Captura de chat", "source": "P-03", "preview": "/static/mark.svg", "size": 482113, "media": "image/png", "received": AT, "links": 2, "shown": 1, "reviewed": true, "tags": ["órdenes", "mesa de redes"] },
        { "reference": "E-011", "url": "#", "title": "Contrato de prestación de servicios", "kind": "Documento laboral", "source": "P-01", "preview": "", "size": 1204882, "media": "application/pdf", "received": "2026-11-22T20:00:00Z", "links": 1, "shown": 0, "reviewed": false, "tags": [] },
        { "reference": "E-010", "url": "#", "title": "Descarga de la etiqueta, abril–mayo 2020", "kind": "Conjunto de datos", "source": "Pública", "preview": "", "size": 48211344, "media": "application/x-ndjson", "received": "2026-11-21T20:00:00Z", "links": 12, "shown": 0, "reviewed": false, "tags": [] }
    ]})
}

fn evidence_form(revising: bool) -> Value {
    json!({
        "form": form(Lang::Es, &[("kind", "chat_screenshot"), ("obtained_how", "Captura hecha por la persona en su teléfono y enviada por Signal."), ("persons", "P-03")], &[("nobody_shown", "choose-one"), ("files", "file-missing")]),
        "action": "/cases/3f0b6c1e/evidence", "back": "#", "revising": revising,
        "choices": {
            "kind": terms(&[("chat_screenshot", "captura de chat"), ("social_post", "publicación en red social"), ("official_document", "documento oficial"), ("audio", "audio")]),
            "persons": terms(&[("P-01", "P-01 Jacaranda"), ("P-02", "P-02 Colibrí"), ("P-03", "P-03 Ahuehuete")]),
            "source_person": terms(&[("P-01", "P-01 Jacaranda"), ("P-03", "P-03 Ahuehuete")])
        }
    })
}

fn evidence_item(graphic: bool) -> Value {
    json!({
        "item": {
            "url": "/cases/3f0b6c1e/evidence/12", "title": "Grupo «Avisos de mesa», 21 de abril", "kind": "Captura de chat",
            "description": "Una cuenta administradora entrega el texto y la etiqueta, y pide confirmar en diez minutos.",
            "source": "P-03 Ahuehuete", "source_confidential": true,
            "obtained": [["Cómo se obtuvo", "Captura hecha por la persona y enviada por Signal"], ["Cuándo", "22 abr 2020"]],
            "preview": "/static/mark.svg", "preview_alt": "Captura de pantalla de un grupo de chat", "graphic": graphic,
            "file": { "name": "Screenshot_20200421-101455.png", "size": 482113, "media": "image/png", "sha256": SHA, "pixels": "1080 × 2340", "original": "#" },
            "metadata": [["Dispositivo", "SM-A505G", "identifica"], ["Creado", "2020:04:21 10:14:55", ""]],
            "tags": ["órdenes", "mesa de redes"],
            "persons": if graphic { json!([]) } else { json!([{ "reference": "P-03", "url": "#", "name": "Ahuehuete" }]) },
            "nobody_shown": false,
            "wordings": [{ "language": "en", "title": "Order of 21 April in «Avisos de mesa»", "description": "An administrator hands out the text and the hashtag.", "alt_text": "" }]
        },
        "custody": [
            step("recibido", "Inés Robles", "Por Signal, archivo sin recomprimir.", ""),
            step("verificado (hash)", "Inés Robles", "", "match"),
            { "what": "trasladado", "at": "2026-11-20T16:00:00Z", "told": AT, "who": "Tomás Arriaga", "from": "P-03", "to": "Inés Robles", "place": "Oficina", "purpose": "Guardar el teléfono en la caja", "note": "", "match": "" }
        ],
        "form": no_form(), "zone": "America/Mexico_City", "kinds": terms(&[("copied", "Copiado"), ("hashed", "Verificado")]),
        "links": record_links(), "revisions": revisions()
    })
}

fn step(what: &str, who: &str, note: &str, matches: &str) -> Value {
    json!({
        "what": what, "at": "2026-11-22T20:00:00Z", "told": null, "who": who, "from": "", "to": "", "place": "",
        "purpose": "", "note": note, "match": matches
    })
}

fn post_rows() -> Value {
    json!([
        { "reference": "TW-01/245", "url": "#", "handle": "patria_firme_22", "name": "Patria Firme", "at": "2020-04-21T15:18:04Z", "snippet": [["Ya basta de sus ", false], ["mentiras", true], [". #FueraPrensaVendida", false]], "reposts": 212 },
        { "reference": "TW-01/246", "url": "#", "handle": "lupita_0419", "name": "Lupita", "at": "2020-04-21T15:18:09Z", "snippet": [["Ya basta de sus ", false], ["mentiras", true], [". #FueraPrensaVendida", false]], "reposts": 3 },
        { "reference": "TW-01/247", "url": "#", "handle": "norte_al_dia", "name": "Norte al día", "at": "", "snippet": [["¿Quién paga esas ", false], ["mentiras", true], ["?", false]], "reposts": null }
    ])
}

fn sets() -> Value {
    json!([
        { "reference": "TW-01", "url": "#", "title": "#FueraPrensaVendida, abril–mayo 2020", "format": "Twitter API v2 (JSON por líneas)", "posts": 8000, "duplicates": 420, "rejected": 12, "from": "2020-04-03T06:00:00Z", "to": "2020-05-09T23:10:00Z", "imported": AT, "by": "Tomás Arriaga", "tags": ["etiqueta de abril"] },
        { "reference": "TW-02", "url": "#", "title": "Cuenta @patria_firme_22", "format": "CSV", "posts": 1310, "duplicates": 0, "rejected": 0, "from": null, "to": null, "imported": "2026-11-20T17:00:00Z", "by": "Tomás Arriaga", "tags": [] }
    ])
}

fn posts() -> Value {
    json!({ "form": no_form(), "sets": sets(), "filter": filter() })
}

fn posts_import() -> Value {
    json!({
        "form": form(Lang::Es, &[("title", "#FueraPrensaVendida")], &[("file", "unknown-format")]),
        "choices": { "format": terms(&[("twitter-v2", "Twitter/X API v2, JSON por líneas"), ("csv", "CSV")]), "encoding": terms(&[("windows-1252", "Windows-1252")]), "persons": terms(&[("P-01", "P-01 Jacaranda"), ("P-03", "P-03 Ahuehuete")]) },
        "formats": [{ "name": "Twitter/X API v2", "about": "JSON por líneas, como lo escribe twarc." }, { "name": "CSV", "about": "Con encabezado reconocido, o con las columnas que indiques." }]
    })
}

fn mapping() -> Value {
    json!({
        "form": no_form(), "action": "#", "keep": [{ "name": "upload", "value": "u7" }],
        "fields": [{ "name": "id", "label": "Identificador", "needed": true }, { "name": "text", "label": "Texto", "needed": true }, { "name": "author", "label": "Cuenta", "needed": false }, { "name": "created_at", "label": "Fecha", "needed": false }],
        "choices": { "column": terms(&[("0", "tuit_id"), ("1", "contenido"), ("2", "usuario"), ("3", "fecha")]), "date_order": terms(&[("day-first", "Día/mes/año")]), "time_zone": terms(&[("UTC", "UTC")]), "quotes": terms(&[("yes", "Encierran celdas"), ("no", "Son parte del texto")]), "encoding": terms(&[("windows-1252", "Windows-1252")]) },
        "sample": { "header": ["tuit_id", "contenido", "usuario", "fecha"], "rows": [["1252623", "Ya basta de sus mentiras", "patria_firme_22", "21/04/2020 10:18"], ["1252624", "¿Quién paga?", "norte_al_dia", "21/04/2020 10:19"]] }
    })
}

fn report() -> Value {
    json!({
        "set": { "url": "#", "title": "#FueraPrensaVendida, abril–mayo 2020", "format": "Twitter API v2 (JSON por líneas)", "source": "Descargado con twarc el 12 de mayo de 2020.", "posts": 8000, "duplicates": 420, "versions": 7, "rejected": 12, "lines": 8432, "encoding": "UTF-8", "from": "2020-04-03T06:00:00Z", "to": "2020-05-09T23:10:00Z", "original": { "name": "fuera_prensa.jsonl", "size": 48211344, "sha256": SHA, "url": "#" }, "imported": AT, "by": "Tomás Arriaga", "tags": ["etiqueta de abril"], "broken_off": true },
        "rejects": rejected(),
        "rejects_more": 10, "sample": post_rows(), "pages": no_pages()
    })
}

fn rejected() -> Value {
    json!([
        { "unit": "línea", "number": 118, "item": 0, "reason": "No es JSON válido" },
        { "unit": "línea", "number": 4021, "item": 3, "reason": "Sin id" }
    ])
}

fn facts() -> Value {
    json!([{ "meaning": "La hora declarada no es la que lleva el identificador", "about": "1252623441190842369", "said": "2020-04-21T15:18:04Z", "found": "2020-04-21T15:17:30.12Z", "seconds": 34, "references": [{ "reference": "TW-01/245", "url": "#" }] }])
}

fn checks() -> Value {
    json!({ "title": "#FueraPrensaVendida, abril–mayo 2020", "reference": "TW-01", "url": "/cases/3f0b6c1e/posts/1", "facts": facts(), "total": 312, "pages": some_pages() })
}

fn rejects() -> Value {
    json!({ "title": "#FueraPrensaVendida, abril–mayo 2020", "reference": "TW-01", "url": "/cases/3f0b6c1e/posts/1", "rejects": rejected(), "total": 1012, "pages": some_pages() })
}

fn set_edit() -> Value {
    json!({ "form": form(Lang::Es, &[("title", ""), ("tags", "etiqueta de abril"), ("revision", "1")], &[("title", "blank")]), "reference": "TW-01", "back": "/cases/3f0b6c1e/posts/1" })
}

fn posts_search() -> Value {
    json!({ "form": form(Lang::Es, &[("q", "mentiras"), ("set", "TW-01")], &[]), "sets": sets(), "posts": post_rows(), "total": 3120, "shown": 3, "scanned": 9310 })
}

fn post(abusive: bool) -> Value {
    json!({
        "post": {
            "id": "1252623441190842369", "handle": "patria_firme_22", "name": "Patria Firme", "author_id": "1248800012", "author_created": "2020-04-10T03:00:00Z", "at": "2020-04-21T15:18:04Z",
            "text": "Ya basta de sus mentiras.\nTodos a preguntar quién les paga. #FueraPrensaVendida", "lang": "es", "repost_of": "", "quote_of": "", "reply_to": "1252620000000000001",
            "hashtags": ["FueraPrensaVendida"], "mentions": ["reportera_ficticia"], "urls": ["https://example.org/nota"], "media": [],
            "counts": { "reposts": 212, "replies": 1, "likes": 540 }, "raw": "{\"id\":\"1252623441190842369\",\"text\":\"Ya basta de sus mentiras.\\nTodos a preguntar…\"}",
            "set": { "reference": "TW-01", "url": "#", "title": "#FueraPrensaVendida" }, "number": 245,
            "place": { "element": false, "number": 1203, "item": 2, "file": "fuera_prensa.jsonl", "reference": "E-010", "url": "#" }
        },
        "facts": facts(), "others": [{ "reference": "TW-02/17", "url": "#", "title": "Segunda captura", "imported": AT, "place": null, "differences": [{ "part": "Texto", "here": "Ya basta de sus mentiras.", "there": "Ya basta." }] }, { "reference": "TW-03", "url": "#", "title": "Tercera captura", "imported": AT, "place": { "element": false, "number": 9, "item": 0, "file": "otra.jsonl", "reference": "E-011", "url": "#" }, "differences": [] }],
        "abusive": abusive, "links": record_links(), "previous": "#", "next": "#"
    })
}

fn links() -> Value {
    json!({ "pages": no_pages(), "links": [
        { "from": { "reference": "E-012", "url": "#", "label": "Grupo «Avisos de mesa»" }, "to": { "reference": "TW-01/245", "url": "#", "label": "@patria_firme_22" }, "note": "Mismo texto, tres minutos antes de publicarse.", "by": "Tomás Arriaga", "at": AT, "remove": "" },
        { "from": { "reference": "T-004 ¶3", "url": "#", "label": "Ahuehuete" }, "to": { "reference": "E-012", "url": "#", "label": "Grupo «Avisos de mesa»" }, "note": "", "by": "Inés Robles", "at": AT, "remove": "" }
    ]})
}

fn link_form() -> Value {
    json!({
        "form": form(Lang::Es, &[("from", "E-012"), ("to", "E-012")], &[("to", "same-twice")]), "back": "#",
        "choices": { "record": terms(&[("E-012", "Grupo «Avisos de mesa»"), ("T-004", "Ahuehuete")]) }
    })
}

fn analyses() -> Value {
    json!({ "sets": 2, "analyses": [
        { "reference": "N-001", "url": "/cases/3f0b6c1e/analyses/N-001", "title": "Reenvíos en el mismo minuto", "what": "Reenviar la misma publicación", "window": "60", "edges": 76, "made": AT, "by": "Analista" }
    ] })
}

fn analysis_form() -> Value {
    let values = [("what", "directed:co-retweet"), ("window", "un rato"), ("least", "2"), ("sets", "TW-01")];
    json!({
        "form": form(Lang::Es, &values, &[("window", "not-a-number")]),
        "choices": { "what": terms(&[("directed:co-retweet", "Mensajes: reenviar la misma publicación"), ("pairs:hashtag", "Pares: etiqueta (#)")]), "sets": terms(&[("TW-01", "TW-01 · #FueraPrensaVendida")]) }
    })
}

fn analysis() -> Value {
    let edge = |number: u64, one: &str, other: &str, weight: u64| json!({ "number": number, "url": "#", "one": one, "other": other, "weight": weight, "delay": "7.7" });
    json!({
        "analysis": {
            "reference": "N-001", "url": "/cases/3f0b6c1e/analyses/N-001", "title": "Etiquetas en diez segundos", "what": "Etiqueta (#)", "window": "10", "edges": 2, "made": AT, "by": "Analista",
            "method": "Pares: lo compartido por dos cuentas", "pairs": true, "messages": 3120, "accounts": 92, "program": "0.1.0", "input": SHA, "result": SHA,
            "sets": [{ "reference": "TW-01", "url": "#", "title": "#FueraPrensaVendida" }],
            "statements": [{ "lang": "es", "text": "Se compararon las publicaciones de TW-01." }, { "lang": "en", "text": "The posts of TW-01 were compared." }]
        },
        "edges": [edge(1, "patria_firme_22", "voz_leal_81", 214), edge(2, "patria_firme_22", "orgullo_0417", 36)],
        "pages": no_pages(), "held": "yes"
    })
}

fn behind() -> Value {
    json!({ "edge": { "one": "patria_firme_22", "other": "voz_leal_81", "weight": 214 }, "posts": post_rows(), "shown": 3, "total": 428, "number": 1, "title": "Etiquetas en diez segundos", "url": "#" })
}

fn timeline() -> Value {
    let span = |start: &str, messages: u64, width: u64| json!({ "start": start, "messages": messages, "originals": messages / 3, "reposts": messages / 2, "replies": 1, "accounts": 12, "width": width });
    json!({
        "spans": [span("2020-04-21", 212, 400), span("2020-04-22", 96, 182)], "steps": terms(&[("hour", "Hora"), ("day", "Día")]), "step": "day",
        "messages": 308, "without_time": 2, "time_zone": "America/Mexico_City", "pages": no_pages()
    })
}

fn post_accounts() -> Value {
    json!({
        "accounts": [
            { "account": "1248800012", "handle": "patria_firme_22", "created": AT, "messages": 214, "repost_percent": 91, "replies": 3, "first": AT, "last": AT, "active_days": 9, "busiest_hour": "21:00" },
            { "account": "1248800013", "handle": "", "created": "", "messages": 12, "repost_percent": 0, "replies": 0, "first": "", "last": "", "active_days": 0, "busiest_hour": "" }
        ],
        "all": 92, "time_zone": "America/Mexico_City", "pages": no_pages()
    })
}
