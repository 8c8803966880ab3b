//! Interviews: list, form, document.

use super::{Sample, form, no_form, terms};
use resguardo::domain::Lang;
use serde_json::{Value, json};

const AT: &str = "2026-11-23T17:02:00Z";

pub fn all() -> Vec<Sample> {
    vec![
        Sample::new("interviews", "interviews/list.html", "interviews", list()),
        Sample::new("interview-new", "interviews/form.html", "interviews", new()),
        Sample::new("interview-edit", "interviews/form.html", "interviews", rejected())
            .of("T-004")
            .open(true),
        Sample::new("interview-rejected", "interviews/form.html", "interviews", rejected_new()).open(true),
        Sample::new("interview", "interviews/show.html", "interviews", show()).of("T-004"),
    ]
}

fn list() -> Value {
    json!({
        "pages": { "at": 1, "of": 1, "previous": "", "next": "" },
        "interviews": [
            { "reference": "T-010", "url": "#", "person": "Colibrí", "date": "2020-05-09", "by": "Inés Robles", "segments": 0, "status": "draft", "consent": "none", "revised": AT },
            { "reference": "T-004", "url": "#", "person": "Ahuehuete", "date": "2020-05-02", "by": "Inés Robles, Mar Ochoa", "segments": 14, "status": "logged", "consent": "some", "revised": "2026-11-20T20:11:00Z" },
            { "reference": "T-003", "url": "#", "person": "Jacaranda", "date": "2020-04", "by": "Inés Robles", "segments": 9, "status": "logged", "consent": "internal", "revised": "2026-11-18T20:11:00Z" },
            { "reference": "T-002", "url": "#", "person": "Mezquite", "date": "", "by": "Mar Ochoa", "segments": 5, "status": "logged", "consent": "withdrawn", "revised": "2026-11-12T20:11:00Z" }
        ]
    })
}

fn new() -> Value {
    json!({ "form": no_form(), "action": "/cases/3f0b6c1e/interviews", "back": "#", "revising": false, "saved": "", "choices": choices() })
}

fn rejected() -> Value {
    let values = [
        ("revision", "2"),
        ("session-date", "2020-05-02"),
        ("relations", "witness"),
        (
            "narrative",
            "Entré en abril. A las diez de la mañana nos llegaba el texto.\n\nNos decían: «publiquen ya».\n",
        ),
        ("segments-0-text", "Nos dieron el texto ya escrito y la etiqueta."),
        ("segments-0-basis", "experienced"),
        ("segments-1-text", "Nos dijeron que quien no publicara se iba."),
    ];
    let problems =
        [("segments-1-basis", "choose-one"), ("session-start", "not-a-time"), ("narrative", "blank")];
    json!({ "form": form(Lang::Es, &values, &problems), "action": "#", "back": "#", "revising": true, "saved": AT, "choices": choices() })
}

/// A new interview that was not accepted: person, identity and consent are part of it.
fn rejected_new() -> Value {
    let values = [
        ("person-pseudonym", "Ahuehuete"),
        ("identity-name", "Nombre Ficticio Tres"),
        ("grants-0-recipient", "cndh"),
        ("grants-0-scope", "S3"),
        ("grants-0-decision", "granted"),
        ("grants-1-recipient", "fgr"),
        ("grants-1-decision", "refused"),
        ("consent-permissions", "R3"),
    ];
    let problems = [("person-pseudonym", "pseudonym-used"), ("grants-1-recipient", "unknown")];
    json!({ "form": form(Lang::Es, &values, &problems), "action": "#", "back": "#", "revising": false, "saved": "", "choices": choices() })
}

fn choices() -> Value {
    let mut all = consent_choices();
    let more = json!({
        "person": terms(&[("P-01", "P-01 Jacaranda"), ("P-02", "P-02 Colibrí"), ("P-03", "P-03 Ahuehuete")]),
        "still_employed": terms(&[("yes", "sí"), ("no", "no")]),
        "mode": terms(&[("in_person", "presencial"), ("video", "videollamada"), ("phone", "teléfono"), ("written", "por escrito")]),
        "place_type": terms(&[("ngo_office", "oficina de la organización"), ("neutral", "lugar neutral"), ("home", "domicilio")]),
        "recording": terms(&[("notes", "notas"), ("audio", "audio"), ("video", "video"), ("none", "ninguno")]),
        "relations": terms(&[("victim", "víctima directa"), ("witness", "testigo"), ("participant_ordered", "participó por órdenes"), ("colleague", "colega")]),
        "state": terms(&[("calm", "tranquila/o"), ("distressed", "afectada/o"), ("fatigued", "cansada/o"), ("not_assessed", "no valorado")]),
        "needs": terms(&[("interpreter", "intérprete"), ("companion", "acompañante"), ("breaks", "pausas")]),
        "basis": terms(&[("saw", "lo vi"), ("heard_directly", "lo oí directamente"), ("did", "lo hice"), ("experienced", "lo viví"), ("told_by_named", "me lo dijo (persona identificada)"), ("inference", "lo deduzco")]),
        "certainty": terms(&[("certain", "segura/o"), ("fairly", "bastante segura/o"), ("unsure", "no segura/o")]),
        "identifies": terms(&[("no", "no"), ("indirectly", "indirectamente"), ("directly", "directamente")]),
        "confidentiality": terms(&[("vault", "sólo bóveda de identidad"), ("team", "equipo del caso"), ("body", "organismo indicado"), ("public", "público")]),
        "willing": terms(&[("yes", "sí"), ("only_with_protection", "sólo con protección"), ("only_anonymous", "sólo en anonimato"), ("no", "no")])
    });
    if let (Value::Object(all), Value::Object(more)) = (&mut all, more) {
        all.extend(more);
    }
    all
}

pub fn consent_choices() -> Value {
    json!({
        "minimum": [{ "name": "CNDH", "parts": [["El testimonio de una víctima", ["Texto del testimonio: S4 (o S6)", "Permiso R4"]]] }],
        "consent_form": terms(&[("written_signed", "escrito y firmado"), ("oral_recorded", "oral, grabado")]),
        "recipient": terms(&[("cndh", "CNDH"), ("fgr", "FGR"), ("un-sr-foe", "Relatoría ONU"), ("any", "cualquiera")]),
        "item_class": terms(&[("account", "texto del relato"), ("audio_video", "audio y video"), ("image", "imagen"), ("documents", "documentos")]),
        "scope": terms(&[("S0", "S0 Uso interno exclusivo"), ("S2", "S2 Confidencial para el organismo"), ("S3", "S3 Puede transmitir al Estado con reserva"), ("S6", "S6 Público con identidad")]),
        "name_form": terms(&[("full", "completo"), ("initials", "iniciales"), ("pseudonym", "seudónimo"), ("none", "ninguno")]),
        "decision": terms(&[("granted", "otorgado"), ("refused", "negado"), ("not_asked", "no preguntado"), ("deferred", "pendiente")]),
        "permission": terms(&[("R1", "Grabar audio o video"), ("R3", "Volver a contactarle"), ("R4", "Comparecer y ratificar"), ("R8", "Datos sensibles, expresa y por escrito"), ("R11", "Entregar de emergencia para proteger la vida")])
    })
}

fn show() -> Value {
    json!({
        "interview": {
            "url": "/cases/3f0b6c1e/interviews/4", "person": "Ahuehuete", "person_url": "#", "person_reference": "P-03", "status": "logged", "consent": "some", "date": "2020-05-02",
            "facts": [["Quién entrevista", "Inés Robles, Mar Ochoa"], ["Modo", "videollamada, canal cifrado"], ["Idioma", "español"], ["Relación con los hechos", "testigo; participó por órdenes"]],
            "narrative": "Entré en abril, a la mesa de redes. A las diez de la mañana nos llegaba el texto del día al grupo. Al principio eran notas de la agencia; luego ya no.\n\nEl 21 nos dieron el texto ya escrito, con la etiqueta. Nos decían: «publiquen ya, en diez minutos reviso». Quien no contestaba recibía una llamada.",
            "impact": "Dejé de publicar con mi nombre. No duermo bien. Me quedé sin trabajo en junio.", "revision": 3, "current": false,
            "orders": "«Este es el texto. Publiquen ya, en diez minutos reviso.»"
        },
        "segments": [
            { "no": 1, "text": "Trabajé en la mesa de redes desde abril de 2020. Éramos siete personas.", "basis": "lo viví", "certainty": "segura/o", "date": "2020-04", "place": "", "heard_from": "", "identifies": true, "third_party": false, "translation": "", "evidence": [["#", "E-012"]] },
            { "no": 2, "text": "A las diez de la mañana llegaba al grupo el texto del día. Al principio eran notas de la agencia.", "basis": "lo vi", "certainty": "", "date": "", "place": "", "heard_from": "", "identifies": false, "third_party": false, "translation": "", "evidence": [["#", "E-012"]] },
            { "no": 3, "text": "El 21 de abril nos dieron el texto ya escrito, con la etiqueta, contra dos reporteras. Lo publiqué desde una cuenta que no era mía.", "basis": "lo hice", "certainty": "segura/o", "date": "2020-04-21", "place": "Ciudad de México", "heard_from": "", "identifies": false, "third_party": true, "translation": "On 21 April they gave us the text already written, with the hashtag, against two reporters.", "evidence": [["#", "E-012"]] },
            { "no": 4, "text": "La instrucción venía de la dirección; eso nos dijo la coordinadora.", "basis": "me lo dijo (persona identificada)", "certainty": "bastante segura/o", "date": "2020-05~", "place": "", "heard_from": "P-07", "identifies": false, "third_party": true, "translation": "", "evidence": [["#", "E-012"]] }
        ],
        "grants": grants(),
        "permissions": [{ "value": "R3", "label": "Volver a contactarle" }],
        "sections": [{ "title": "Seguridad y apoyo", "text": "Sabe de esta entrevista solo su hermana. Se ofreció apoyo psicosocial; aceptó." }],
        "links": [{ "url": "#", "reference": "E-012", "label": "Grupo «Avisos de mesa»", "note": "Respalda ¶3" }],
        "revisions": [
            { "number": 2, "at": AT, "who": "Inés Robles", "url": "", "current": true },
            { "number": 1, "at": "2026-11-19T18:30:00Z", "who": "Inés Robles", "url": "?revision=1", "current": false }
        ]
    })
}

pub fn grants() -> Value {
    json!([
        { "recipient": "CNDH", "item_class": "texto del relato", "scope": "S3 · con reserva de identidad", "name_form": "seudónimo", "decision": "granted", "decision_word": "otorgado", "nowhere": false },
        { "recipient": "FGR", "item_class": "texto del relato", "scope": "", "name_form": "", "decision": "refused", "decision_word": "negado", "nowhere": false },
        { "recipient": "Relatoría ONU", "item_class": "texto del relato", "scope": "", "name_form": "", "decision": "not_asked", "decision_word": "no preguntado", "nowhere": false }
    ])
}
