//! What the typeset pages show, asked of the tools that others use.

use super::content::{Content, Event, Exhibit, Post, Posts};
use super::fixture::{content, content_for, text_of, tool};
use super::render_pdf;
use crate::domain::Lang;

/// Layout breaks lines; words do not change.
fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_complaint_can_be_read_in_the_pdf() {
    let text = joined(&text_of(&render_pdf(&content()).unwrap()));
    for words in [
        "Comisión Nacional de los Derechos Humanos",
        "La que no tuitee que me explique por qué",
        "¶2",
        "Falta: dato que el organismo exige.",
        "identidad reservada",
        "La persona no autorizó el envío a la",
        "página 3 de",
        "observatorio.example/caso-1",
    ] {
        assert!(text.contains(words), "not found: {words}");
    }
}

#[test]
fn qpdf_finds_no_fault_and_the_record_is_attached_unchanged() {
    let (content, directory) = (content(), tempfile::tempdir().unwrap());
    std::fs::write(directory.path().join("d.pdf"), render_pdf(&content).unwrap()).unwrap();
    let report = tool("qpdf", &["--check", "d.pdf"], directory.path());
    assert!(report.contains("No syntax or stream encoding errors found"), "{report}");
    let attached = tool("qpdf", &["d.pdf", "--show-attachment=dossier.json"], directory.path());
    assert_eq!(attached.as_bytes(), content.to_json().unwrap());
    let about = tool("pdfinfo", &["d.pdf"], directory.path());
    assert!(about.contains("Tagged:          yes"), "{about}");
    assert!(about.contains("Ataques coordinados contra periodistas"), "{about}");
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    assert!(render_pdf(&content()).unwrap() == render_pdf(&content()).unwrap());
}

#[test]
fn text_that_looks_like_markup_is_printed_as_it_was_typed() {
    let hostile = [
        "#import \"@preview/x:1.0.0\"",
        "#read(\"/etc/passwd\")",
        "*bold* _it_ $x^2$ `raw` <label> @cite",
        "= Heading -- --- ... 'q' \"q\"",
        "#{ panic() } \\u{41} // x /* y */",
        "]) #eval(\"1\") ([",
    ];
    let mut content = content();
    content.cover.title = hostile[0].into();
    content.facts = hostile.iter().map(|text| (*text).into()).collect();
    content.testimonies[0].segments[0].text = hostile[1].into();
    content.exhibits[0].title = hostile[2].into();
    content.exhibits[0].figures[0].alt = hostile[4].into();
    content.chronology.push(Event {
        date: "1".into(),
        text: hostile[4].into(),
        citations: vec![hostile[5].into()],
    });
    content.frame.sections[0].title = hostile[3].into();
    let text = joined(&text_of(&render_pdf(&content).unwrap()));
    for words in hostile {
        assert!(text.contains(&joined(words)), "changed or missing: {words}\n{text}");
    }
}

#[test]
fn a_sign_that_turns_the_reading_order_is_shown_and_noted() {
    let mut content = content();
    content.facts = vec!["abc\u{202e}fed".into()];
    let text = text_of(&render_pdf(&content).unwrap());
    assert!(text.contains("abcU+202Efed"), "{text}");
    assert!(joined(&text).contains("1 signos que ninguna letra"), "{text}");
}

#[test]
fn no_text_makes_the_export_fail() {
    let mut content = content();
    let every_block: String = (0..0x11_0000u32).step_by(37).filter_map(char::from_u32).collect();
    let marks = "a\u{301}\u{489} x\u{20dd} 😡\u{301} \u{301} ك\u{651}\u{64e} नि क्ष ก้ำ 🏴\u{e0067}\u{e0062}\u{e007f} \u{200d}";
    content.facts = vec![every_block, marks.into(), "\u{200b}".into(), String::new(), "A".repeat(5000)];
    content.testimonies[0].segments[0].text =
        "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} ❤️ 🇲🇽 مرحبا 你好 שלום".into();
    let text = text_of(&render_pdf(&content).unwrap());
    // Had the typesetter refused, the cautious second try would have printed U+4F60.
    for words in ["你好", "❤"] {
        assert!(text.contains(words), "not found: {words}");
    }
}

#[test]
fn a_dossier_without_anything_in_its_sections_can_be_made() {
    let full = content();
    let empty = Content {
        requests: vec![],
        parties: vec![],
        fields: vec![],
        facts: vec![],
        chronology: vec![],
        testimonies: vec![],
        exhibits: vec![],
        posts: Posts::default(),
        consent: super::content::Consent::default(),
        index: vec![],
        signatories: vec![],
        ..full
    };
    let text = text_of(&render_pdf(&empty).unwrap());
    assert!(text.contains("Nada que mostrar en esta sección."), "{text}");
    assert!(joined(&text).contains("Nada de lo seleccionado quedó fuera."), "{text}");
}

#[test]
fn english_labels_follow_the_language() {
    let mut content = content();
    content.cover.language = Lang::En;
    content.frame.paper = "a4".into();
    let text = text_of(&render_pdf(&content).unwrap());
    assert!(text.contains("page 2 of"), "{text}");
    assert!(!text.contains("página"), "{text}");
}

#[test]
fn a_long_table_breaks_over_pages_and_repeats_its_head() {
    let mut content = content();
    let row = |number| Post {
        reference: format!("S-001/{number}"),
        at: None,
        date: "2020-03-03 09:14".into(),
        handle: "cuenta".into(),
        text: format!("texto {number} {}", "#Etiqueta ".repeat(20)),
        id: "1234567890123456789".into(),
        sha256: "ab".repeat(32),
        source: "E-011".into(),
        place: format!("line {number}"),
    };
    content.posts.rows = (1..=200).map(row).collect();
    let text = text_of(&render_pdf(&content).unwrap());
    assert!(text.contains("texto 1 ") && text.contains("texto 200 "));
    assert!(text.matches("Cuenta y texto").count() > 5, "the head is not repeated");
}

#[test]
fn a_picture_that_does_not_decode_is_named_instead_of_stopping_the_export() {
    let mut content = content();
    let whole = content.exhibits[0].figures[0].bytes.clone();
    content.exhibits[0].figures[0].bytes = whole[..40].to_vec();
    let text = joined(&text_of(&render_pdf(&content).unwrap()));
    assert!(text.contains("La imagen no pudo mostrarse"), "{text}");
}

#[test]
fn a_picture_without_words_is_named_by_its_exhibit() {
    let mut content = content();
    let exhibit: &mut Exhibit = &mut content.exhibits[0];
    exhibit.figures[0].alt = "  ".into();
    exhibit.title = String::new();
    render_pdf(&content).unwrap();
}

/// The engine that archives use (tests/tools/verapdf); it knows every rule of both standards.
#[test]
fn verapdf_finds_both_standards_met() {
    let verapdf = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tools/verapdf");
    let mut hostile = content();
    hostile.facts = vec!["😡 مرحبا 你好 \u{e000} a\u{301}\u{489} #import".into()];
    hostile.cover.language = Lang::En;
    for content in [content(), hostile] {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("d.pdf"), render_pdf(&content).unwrap()).unwrap();
        let report = tool(verapdf, &["d.pdf"], directory.path());
        assert_eq!(report.matches(": compliant").count(), 2, "{report}");
    }
}

/// The words of a whole dossier for each body, as files that people review. After a change that is
/// meant, run the test with `UPDATE_EXPECTED=1` and read the difference.
#[test]
fn each_body_is_addressed_in_its_own_words() {
    let cases = [
        ("cndh", Lang::Es),
        ("un-sr-freedom-of-expression", Lang::En),
        ("un-sr-freedom-of-expression", Lang::Es),
    ];
    for (code, language) in cases {
        let text = text_of(&render_pdf(&content_for(code, language)).unwrap());
        let path =
            format!("{}/tests/expected/dossier-{code}-{}.txt", env!("CARGO_MANIFEST_DIR"), language.code());
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
            std::fs::write(&path, lines.join("\n") + "\n").unwrap();
        }
        // Words, not their places on the page: those depend on who reads the PDF.
        let expected = joined(&std::fs::read_to_string(&path).unwrap());
        let differs = joined(&text)
            .split(' ')
            .zip(expected.split(' '))
            .find(|(new, old)| new != old)
            .map(|(a, b)| format!("{a} / {b}"));
        assert!(joined(&text) == expected, "{path} differs at {differs:?}");
    }
}
