//! The sentences that a dossier says of itself, in both languages.

use crate::domain::Lang;

/// A label of a row.
pub fn label(language: Lang, key: &str) -> &'static str {
    let (es, en) = match key {
        "date" => ("Fecha de la entrevista", "Date of the interview"),
        "mode" => ("Modalidad", "Mode"),
        "language" => ("Idioma", "Language"),
        "recording" => ("Registro", "Record"),
        "relation" => ("Relación con los hechos", "Relation to the events"),
        "rights" => ("Aviso de derechos", "Rights notice"),
        "warned" => ("Advertencia de no autoincriminación", "Warned against self-incrimination"),
        "employer" => ("Institución", "Institution"),
        "post" => ("Cargo", "Position"),
        "read_back" => ("Lectura del testimonio", "Read-back"),
        "corrections" => ("Correcciones", "Corrections"),
        "position" => ("Cargo", "Position"),
        "obtained_on" => ("Fecha de obtención", "Obtained on"),
        "obtained_how" => ("Modo de obtención", "How it was obtained"),
        "url" => ("Dirección", "Address"),
        "size" => ("Dimensiones", "Dimensions"),
        "linked" => ("Vinculado con", "Linked with"),
        "posts" => ("Publicaciones", "Posts"),
        "period" => ("Periodo", "Period"),
        "accounts" => ("Cuentas", "Accounts"),
        "sources" => ("Archivos de origen", "Source files"),
        "fictional" => ("Advertencia", "Warning"),
        "entries" => ("Asientos revelados", "Entries disclosed"),
        _ => ("Dato", "Item"),
    };
    match language {
        Lang::Es => es,
        Lang::En => en,
    }
}

pub fn yes(language: Lang) -> &'static str {
    match language {
        Lang::Es => "Sí",
        Lang::En => "Yes",
    }
}

/// In place of the account of the facts, which has a section of its own.
pub fn see_facts(language: Lang) -> &'static str {
    match language {
        Lang::Es => "Véase la sección «Hechos».",
        Lang::En => "See the section “Facts”.",
    }
}

/// How many of a testimony's paragraphs go in.
pub fn paragraphs(language: Lang, included: usize, all: usize) -> String {
    match (language, included == all) {
        (Lang::Es, true) => format!("los {all} párrafos"),
        (Lang::Es, false) => format!("{included} de {all} párrafos"),
        (Lang::En, true) => format!("all {all} paragraphs"),
        (Lang::En, false) => format!("{included} of {all} paragraphs"),
    }
}

pub fn posts(language: Lang, count: u64) -> String {
    match language {
        Lang::Es => format!("{count} publicaciones"),
        Lang::En => format!("{count} posts"),
    }
}

/// That a person agreed, and what is known of it.
pub fn agreed(language: Lang, how: &[String]) -> String {
    let yes = match language {
        Lang::Es => "sí",
        Lang::En => "yes",
    };
    if how.is_empty() { yes.to_owned() } else { format!("{yes} ({})", how.join(", ")) }
}

/// A label inside a sentence.
pub fn lower(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// In place of an answer that nobody knows.
pub fn unknown(language: Lang, why: &str) -> String {
    match language {
        Lang::Es => format!("Se desconoce: {why}"),
        Lang::En => format!("Unknown: {why}"),
    }
}

pub fn fictional(language: Lang) -> &'static str {
    match language {
        Lang::Es => "CASO FICTICIO DE DEMOSTRACIÓN: ninguna persona, cuenta o institución es real.",
        Lang::En => "FICTIONAL DEMONSTRATION CASE: no person, account or institution is real.",
    }
}

/// What a picture shows, when nobody said it in words.
pub fn unnamed_picture(language: Lang, reference: &str, title: &str) -> String {
    match language {
        Lang::Es => format!("Imagen del anexo {reference}: {title}"),
        Lang::En => format!("Picture of exhibit {reference}: {title}"),
    }
}

pub fn consent_statement(language: Lang, excluded: usize, with_identities: bool) -> Vec<String> {
    let (es, en) = (
        [
            "Cada testimonio y cada anexo de este expediente se incluye porque todas las personas de las que se anotó que pueden reconocerse en él consintieron, en forma vigente a la fecha de este expediente, que llegue a este organismo. El silencio no se tomó por consentimiento.".to_owned(),
            match excluded {
                0 => "Nada del caso quedó fuera por falta de consentimiento.".to_owned(),
                1 => "Un elemento quedó fuera. Se nombra sólo por su referencia, con el motivo.".into(),
                n => format!("{n} elementos quedaron fuera. Se nombran sólo por su referencia, con el motivo."),
            },
            match with_identities {
                true => "Los nombres se dan sólo de quienes lo autorizaron para este organismo, en la forma que eligieron.".to_owned(),
                false => "Las personas se nombran por una clave propia de este expediente. Sus identidades no están en él.".to_owned(),
            },
        ],
        [
            "Each testimony and each exhibit in this dossier is included because everybody noted as recognisable in it consented, in force on the date of this dossier, that it may reach this recipient. Silence was not taken for consent.".to_owned(),
            match excluded {
                0 => "Nothing in the case was left out for want of consent.".to_owned(),
                1 => "One item was left out. It is named by its reference only, with the reason.".into(),
                n => format!("{n} items were left out. They are named by their reference only, with the reason."),
            },
            match with_identities {
                true => "Names are given only of those who allowed it for this recipient, in the form they chose.".to_owned(),
                false => "People are named by a code that belongs to this dossier. Their identities are not in it.".to_owned(),
            },
        ],
    );
    match language {
        Lang::Es => es.to_vec(),
        Lang::En => en.to_vec(),
    }
}

/// What would have to happen for an excluded item to go in.
pub fn needed(language: Lang, reason: crate::domain::dossier::Reason) -> &'static str {
    use crate::domain::dossier::Reason as R;
    let (es, en) = match reason {
        R::NoConsent | R::ScopeTooNarrow => {
            ("Consentimiento de la persona para este organismo", "The person's consent for this recipient")
        }
        R::Withdrawn => ("Un consentimiento nuevo", "A new consent"),
        R::SegmentConfidential => {
            ("Que la persona libere el párrafo", "Release of the paragraph by the person")
        }
        R::IdentifiesSource => {
            ("Consentimiento para revelar la identidad", "Consent to disclose the identity")
        }
        R::Unclassified => (
            "Que alguien diga si permite reconocer a quien declara",
            "That somebody says whether it would tell who the source is",
        ),
        R::OthersUndecided => {
            ("Que alguien decida hasta dónde puede llegar", "That somebody decides how far it may go")
        }
        R::NoParagraph => ("Lo que necesita alguno de sus párrafos", "What any of its paragraphs needs"),
        R::GiverDisagrees => {
            ("Consentimiento de quien dio el testimonio", "Consent of whoever gave the testimony")
        }
        R::PersonShown => {
            ("Consentimiento de quien aparece, o testar", "Consent of whoever is shown, or redaction")
        }
        R::MissingPermission => (
            "El permiso que pide el organismo, como ratificar",
            "The permission that the recipient asks for, such as to ratify",
        ),
        R::NotReviewed => (
            "Decir quién puede ser reconocido, o que nadie",
            "Saying who can be recognised in it, or that nobody can",
        ),
        R::IdentitiesClosed => ("Abrir las identidades al exportar", "Opening the identities when exporting"),
        R::NotFinal => ("Terminar el testimonio", "Finalising the testimony"),
    };
    match language {
        Lang::Es => es,
        Lang::En => en,
    }
}

/// How many posts there are, and which of them are on paper.
pub struct Printed {
    pub all: usize,
    pub linked: usize,
    pub sample: usize,
}

pub fn post_method(language: Lang, printed: &Printed) -> Vec<String> {
    let Printed { all, linked, sample } = printed;
    let shown = linked + sample;
    match language {
        Lang::Es => vec![
            "Las publicaciones se importaron de los archivos de origen que van como anexos, sin alterarlos. Las repetidas se reconocen por su identificador y se cuentan una vez; cada renglón que no es una publicación se contó con su motivo. Cada una se cita por su conjunto y su número en él, como S-001/37.".into(),
            match shown == *all {
                true => format!("Se imprimen las {all}: primero las vinculadas a testimonios o anexos, después las demás en orden de fecha."),
                false => format!("Se imprimen {shown} de {all}: las {linked} vinculadas a testimonios o anexos y, de las demás, {sample} tomadas a intervalos iguales en orden de fecha, como muestra de lo que se publicó."),
            },
            "Todas están en los archivos data/posts.csv y data/posts.jsonl del paquete, cada una con la huella SHA-256 del registro original de su fuente; las huellas de ambos archivos constan en la hoja de integridad. Las cuentas se describen; de ninguna se afirma quién la maneja.".into(),
        ],
        Lang::En => vec![
            "The posts were imported from the source files that are exhibits, which were not altered. Repeated ones are recognised by their identifier and counted once; every record that is not a post was counted with its reason. Each is cited by its set and its number there, such as S-001/37.".into(),
            match shown == *all {
                true => format!("All {all} are printed: first those linked to testimony or exhibits, then the others in order of date."),
                false => format!("{shown} of {all} are printed: the {linked} linked to testimony or exhibits and, of the others, {sample} taken at equal steps in order of date, as a sample of what was posted."),
            },
            "All of them are in the files data/posts.csv and data/posts.jsonl of the package, each with the SHA-256 digest of its source's own record; the digests of both files are on the integrity sheet. Accounts are described; of none is it said who runs it.".into(),
        ],
    }
}
