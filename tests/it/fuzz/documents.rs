//! What people send and what is stored of it: records as JSON, forms, pictures, dossiers.

use super::Target;
use crate::support::tree::root;
use resguardo::domain::case::{CaseProfile, FilingFacts};
use resguardo::domain::consent::Consent;
use resguardo::domain::evidence::{CustodyEvent, Evidence};
use resguardo::domain::ledger::{Act, Entry};
use resguardo::domain::link::Link;
use resguardo::domain::person::{Identity, Person};
use resguardo::domain::policy::Verb;
use resguardo::domain::posts::PostSet;
use resguardo::domain::testimony::Testimony;
use resguardo::domain::{AccountId, Choice, Document, Moment, PartialDate, ScopeId};
use resguardo::dossier::verify::verify_file;
use resguardo::service::{metadata, preview, text};
use resguardo::web::Form;
use std::fs;
use std::io::Cursor;
use std::sync::LazyLock;

pub const ENTRY: Target = Target {
    name: "ledger-entry",
    seeds: || {
        let ids = r#""scope":"00000000-0000-4000-8000-000000000001","actor":"00000000-0000-4000-8000-000000000002""#;
        let digest = "ab".repeat(32);
        let entry = |rest: &str| {
            format!(
                r#"{{"version":1,{ids},"seq":3,"at":"2026-01-02T03:04:05Z","salt":"00","previous":"{digest}",{rest}}}"#
            )
        };
        let seeds = [
            entry(r#""act":"refused","detail":"read_case""#),
            entry(&format!(r#""act":"recorded","kind":"person","revision":1,"state":"{digest}""#)),
            entry(r#""act":"granted","detail":"lead","subject":"00000000-0000-4000-8000-000000000003""#),
        ];
        seeds.iter().for_each(|seed| drop(serde_json::from_str::<Entry>(seed).unwrap()));
        seeds.map(String::into_bytes).to_vec()
    },
    rounds: 10_000,
    run: |input| {
        let Ok(entry) = serde_json::from_slice::<Entry>(input) else { return };
        let again: Entry = serde_json::from_slice(&serde_json::to_vec(&entry).unwrap()).unwrap();
        assert_eq!(entry, again, "what is written is read the same");
        assert!(entry.needs().len() <= Verb::ALL.len());
    },
};

/// Reads it as one kind of document, and asks it for all that the store asks for.
fn as_kind<D: Document>(input: &[u8]) {
    let Ok(document) = serde_json::from_slice::<D>(input) else { return };
    document.search_text(&mut |text| assert!(text.reveal().len() <= input.len()));
    let told = (document.title().reveal().to_owned(), document.mentions(), document.unique_key());
    let written = serde_json::to_vec(&document).unwrap();
    let again: D = serde_json::from_slice(&written).unwrap();
    assert_eq!(told, (again.title().reveal().to_owned(), again.mentions(), again.unique_key()));
    assert_eq!(serde_json::to_vec(&again).unwrap(), written);
}

pub const DOCUMENTS: Target = Target {
    name: "documents",
    seeds: || {
        let interviews = fs::read_dir(root().join("demo/interviews")).unwrap();
        let mut seeds: Vec<Vec<u8>> = interviews
            .map(|file| serde_json::from_slice(&fs::read(file.unwrap().path()).unwrap()).unwrap())
            .flat_map(|interview: serde_json::Value| {
                let parts = interview.as_object().unwrap().values().filter(|part| part.is_object());
                parts.map(|part| part.to_string().into_bytes()).collect::<Vec<_>>()
            })
            .collect();
        seeds.push(fs::read(root().join("demo/case.json")).unwrap());
        seeds.push(b"{}".to_vec());
        seeds
    },
    rounds: 3_000,
    run: |input| {
        as_kind::<CaseProfile>(input);
        as_kind::<FilingFacts>(input);
        as_kind::<Person>(input);
        as_kind::<Identity>(input);
        as_kind::<Testimony>(input);
        as_kind::<Consent>(input);
        as_kind::<Evidence>(input);
        as_kind::<CustodyEvent>(input);
        as_kind::<Link>(input);
        as_kind::<PostSet>(input);
    },
};

pub const WORDS: Target = Target {
    name: "words",
    seeds: || {
        let seeds = ["2020-05-12", "2020-05~", "-0001", "00000000-0000-4000-8000-000000000001", "recorded"];
        seeds.map(|seed| seed.as_bytes().to_vec()).to_vec()
    },
    rounds: 20_000,
    run: |input| {
        let words = String::from_utf8_lossy(input);
        if let Some(date) = PartialDate::parse(&words) {
            assert_eq!(PartialDate::parse(&date.to_string()), Some(date));
        }
        if let Ok(id) = words.parse::<AccountId>() {
            assert_eq!(id.to_string().parse::<AccountId>().ok(), Some(id));
        }
        let _ = (words.parse::<ScopeId>(), Act::from_code(&words), Verb::from_code(&words));
        let _ = serde_json::from_str::<Moment>(&format!("{words:?}"));
        assert_eq!(text::fold(&text::fold(&words)), text::fold(&words), "folding once is enough");
    },
};

pub const FORM: Target = Target {
    name: "form",
    seeds: || {
        let pairs =
            "segments-0-text=a&segments-1-text=b&segments-9999-x=&add-segments=&remove-segments-1=&title=t";
        vec![pairs.into(), b"add-=&remove--=&segments--=&segments-00-=1".to_vec()]
    },
    rounds: 5_000,
    run: |input| {
        let text = String::from_utf8_lossy(input);
        let pairs = text.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let mut form = Form::from_pairs(pairs.map(|(name, value)| (name.into(), value.into())));
        form.rearrange();
        assert!(form.rows("segments") <= 10_001);
    },
};

pub const PICTURE: Target = Target {
    name: "picture",
    seeds: || {
        let drawn = image::DynamicImage::ImageRgb8(image::RgbImage::from_fn(24, 16, |x, y| {
            image::Rgb([x as u8 * 9, y as u8 * 9, 7])
        }));
        let formats = [
            image::ImageFormat::Png,
            image::ImageFormat::Jpeg,
            image::ImageFormat::Gif,
            image::ImageFormat::WebP,
        ];
        let written = formats.map(|format| {
            let mut bytes = Cursor::new(Vec::new());
            drawn.write_to(&mut bytes, format).unwrap();
            bytes.into_inner()
        });
        written.to_vec()
    },
    rounds: 1_500,
    run: |input| {
        for kind in ["image/png", "image/jpeg", "image/gif", "image/webp"] {
            metadata::read(kind, input.len() as u64, &mut Cursor::new(input));
            if let Some(made) = preview::make(kind, input.len() as u64, &mut Cursor::new(input)) {
                assert!(made.width > 0 && made.height > 0 && !made.bytes.is_empty());
            }
        }
    },
};

static KEPT: LazyLock<Vec<u8>> =
    LazyLock::new(|| fs::read(root().join("tests/vectors/dossier/v1.zip")).unwrap());

pub const DOSSIER: Target = Target {
    name: "dossier",
    seeds: || vec![KEPT.clone()],
    rounds: 150,
    run: |input| {
        let report =
            verify_file(Cursor::new(input.to_vec()), Some(include_str!("../../vectors/dossier/v1.pub")));
        assert_eq!(report.holds(), *KEPT == input, "{:?}", report.checks.len());
    },
};
