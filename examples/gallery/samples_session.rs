//! Set-up, sign-in, account, errors, jobs.

use super::{Sample, form, no_form};
use resguardo::domain::Lang;
use serde_json::json;

pub fn all() -> Vec<Sample> {
    [at_the_door(), of_accounts(), of_keys(), of_others()].into_iter().flatten().collect()
}

fn at_the_door() -> Vec<Sample> {
    vec![
        Sample::new("setup", "session/setup.html", "", json!({ "form": no_form(), "strength": strength() }))
            .outside(),
        Sample::new("sign-in", "session/sign-in.html", "", sign_in()).outside(),
        Sample::new("sign-in-expired", "session/sign-in.html", "", sign_in_expired()).outside(),
        Sample::new("signed-out", "session/signed-out.html", "", json!({})).outside(),
        Sample::new(
            "identities",
            "session/identities.html",
            "people",
            json!({ "form": no_form(), "minutes": 10, "second_factor": true, "kept": [], "back": "/cases/3f0b6c1e/people" }),
        ),
        Sample::new(
            "confirm",
            "session/confirm.html",
            "",
            json!({ "form": no_form(), "minutes": 10, "second_factor": true, "kept": [{ "name": "reason", "value": "Apoya en abril." }], "back": "/accounts" }),
        ),
    ]
}

fn of_accounts() -> Vec<Sample> {
    vec![
        Sample::new("account", "account/show.html", "", account()),
        Sample::new("accounts", "accounts/list.html", "", accounts()),
        Sample::new(
            "sign-ins",
            "account/sign-ins.html",
            "",
            json!({ "sign_ins": [
                { "at": "2026-11-23T15:00:00Z", "event": "Entrada", "refused": false, "from": "192.0.2.7" },
                { "at": "2026-11-23T14:59:00Z", "event": "Intento rechazado", "refused": true, "from": null }
            ] }),
        ),
        Sample::new(
            "known",
            "account/known.html",
            "",
            json!({ "cases": [
                { "reference": "C-01", "title": "Campaña (ficticio)", "role": "Coordinación", "leads_it": true, "leads": "", "url": "/cases/x/members" },
                { "reference": "C-02", "title": "Otra (ficticia)", "role": "Análisis", "leads_it": false, "leads": "Mar Ochoa", "url": "/cases/y/members" }
            ] }),
        ),
    ]
}

fn of_keys() -> Vec<Sample> {
    vec![
        Sample::new("second-factor", "account/second-factor.html", "", second_factor(false)),
        Sample::new("second-factor-on", "account/second-factor.html", "", second_factor(true)),
        Sample::new(
            "spare-codes",
            "account/spare-codes.html",
            "",
            json!({ "codes": vec!["9C41-7E02-B8AF-5D36-F0E1"; 10] }),
        ),
        Sample::new(
            "activate",
            "session/activate.html",
            "",
            json!({ "form": form(Lang::Es, &[("code", "ABCD")], &[("code", "invitation-not-known")]), "strength": strength() }),
        )
        .outside(),
        Sample::new(
            "activated",
            "session/activated.html",
            "",
            json!({ "account": { "organisation": "Archivo Ciudadano", "name": "Mar Ochoa", "fingerprint": fingerprint() } }),
        )
        .outside(),
        Sample::new(
            "invited",
            "accounts/invited.html",
            "",
            json!({ "invitation": {
                "name": "Mar Ochoa", "code": "K7QX-2MPA-R4LT-ZW3C-6BHD-NE5V", "path": "/activate?code=K7QX-2MPA-R4LT-ZW3C-6BHD-NE5V",
                "expires": "2026-11-25T18:00:00Z", "url": "/accounts/x"
            } }),
        ),
        Sample::new("invitation", "accounts/invitation.html", "", invitation(false)),
        Sample::new("invitation-answered", "accounts/invitation.html", "", invitation(true)),
        Sample::new(
            "account-password",
            "account/password.html",
            "",
            json!({ "form": form(Lang::Es, &[], &[("new_password", "password-near")]), "second_factor": true, "strength": strength() }),
        ),
        Sample::new(
            "account-other",
            "accounts/show.html",
            "",
            json!({
                "form": form(Lang::Es, &[("name", "Mar Ochoa")], &[]), "name": "Mar Ochoa",
                "account": { "url": "/accounts/x", "role": "Integrante", "status": "Activa", "suspended": false, "retired": false, "own": false }
            }),
        ),
    ]
}

fn of_others() -> Vec<Sample> {
    vec![
        error("error-403", 403, ""),
        error("error-404", 404, ""),
        error("error-413", 413, ""),
        error("error-429", 429, ""),
        error("error-500", 500, "R-7F3A-19"),
        job("job-running", "running", Some(2)),
        job("job-failed", "failed", None),
        job("job-finished", "finished", None),
    ]
}

fn sign_in() -> serde_json::Value {
    json!({
        "form": no_form(), "expired": false, "kept": [], "next": "/cases",
        "demo": [
            { "account": "ines", "password": "mesa pino cuarzo ancla faro", "role": "Responsable" },
            { "account": "tomas", "password": "nube rio corcho lince talco", "role": "Analista" }
        ]
    })
}

fn sign_in_expired() -> serde_json::Value {
    json!({
        "form": form(Lang::Es, &[("account", "ines")], &[("password", "wrong-password")]), "expired": true, "next": "/cases/3f0b6c1e/interviews",
        "kept": [{ "name": "narrative", "value": "Nos pidieron publicar con la etiqueta…\n\"Ahora\", dijo." }], "demo": []
    })
}

fn fingerprint() -> serde_json::Value {
    json!({ "words": "ábaco nube lince faro talco mesa corcho río", "code": "9C41 7E02 B8AF 5D36 F0E1 4470", "whole": "9c41" })
}

fn second_factor(on: bool) -> serde_json::Value {
    let offer = json!({
        "secret": "GEZDGNBVGY3TQOJQ", "typed": "GEZD GNBV GY3T QOJQ", "drawing": { "size": 29, "path": "M4 4h7v1h-7z" }
    });
    json!({
        "form": form(Lang::Es, &[], &[("code", "code-wrong")]), "on": on, "required": true, "spares": 2,
        "offer": if on { serde_json::Value::Null } else { offer }
    })
}

fn invitation(answered: bool) -> serde_json::Value {
    json!({
        "form": form(Lang::Es, &[], &[("compared", "fingerprint-compare")]), "name": "Mar Ochoa",
        "invitation": {
            "url": "/accounts/x", "expires": "2026-11-25T18:00:00Z", "over": false,
            "fingerprint": if answered { fingerprint() } else { serde_json::Value::Null }
        }
    })
}

fn strength() -> serde_json::Value {
    json!({ "code": "weak", "word": "Débil", "value": 1 })
}

fn accounts() -> serde_json::Value {
    json!({
        "form": form(Lang::Es, &[("name", "mar")], &[("name", "name-taken")]), "registrar": true, "second_factor": false, "strength": strength(),
        "accounts": [
            { "name": "Inés Robles", "role": "Registro", "own": true, "badge": null, "fingerprint": fingerprint(), "url": "#" },
            { "name": "Mar Ochoa", "role": "Integrante", "own": false, "badge": "Por confirmar", "fingerprint": null, "url": "#" }
        ]
    })
}

fn account() -> serde_json::Value {
    json!({
        "account": {
            "name": "Inés Robles",
            "fingerprint": fingerprint(), "since": "2026-03-02T16:00:00Z", "registrar": true
        },
        "second_factor": false,
        "cases": [{ "reference": "C-01", "url": "/cases/3f0b6c1e", "title": "Campaña contra periodistas (ficticio)", "role": "Responsable", "identities": true }],
        "sessions": [
            { "since": "2026-11-23T15:00:00Z", "last_used": "2026-11-23T17:40:00Z", "own": true, "end": "#" },
            { "since": "2026-11-23T09:10:00Z", "last_used": "2026-11-23T09:42:00Z", "own": false, "end": "#" }
        ]
    })
}

fn error(name: &'static str, status: u16, number: &str) -> Sample {
    let error = json!({ "status": status, "name": status.to_string(), "number": number, "detail": "", "back": "/cases" });
    Sample::new(name, "errors/show.html", "", json!({ "error": error }))
}

fn job(name: &'static str, state: &str, refresh: Option<u32>) -> Sample {
    let job = json!({
        "title": "Importar publicaciones", "doing": "Leyendo línea 5,210 de 8,432", "done": 5210, "of": 8432,
        "found": [["importadas", 5102], ["duplicadas", 96], ["rechazadas", 12]], "state": state,
        "reason": "El archivo llegó incompleto en la línea 5,211.", "cancel": "/jobs/7/cancel",
        "next": "/cases/3f0b6c1e/posts", "next_label": "Ver el conjunto", "started": "2026-11-23T17:40:00Z"
    });
    Sample { refresh, ..Sample::new(name, "jobs/show.html", "posts", json!({ "job": job })) }
}
