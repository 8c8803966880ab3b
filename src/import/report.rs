//! What an import says about a file: every record of it was a post, was rejected with a reason,
//! or was passed over with a reason. None of it holds private text.

use super::Error;
use crate::choices;
use crate::domain::encoding::Decoding;
use crate::domain::post::Post;
pub use crate::domain::posts::{Place, Unit};
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

choices! {
    /// Why a record was not taken.
    RejectReason {
        NotJson = "not-json", "No es JSON válido", "Not valid JSON";
        Truncated = "truncated", "Cortado: termina antes de tiempo", "Cut off: it ends too early";
        NotUtf8 = "not-utf8", "No es texto en la codificación del archivo", "Not text in the encoding of the file";
        TooLong = "too-long", "Más largo que el límite de 10 MB", "Longer than the limit of 10 MB";
        TooDeep = "too-deep", "JSON anidado en exceso", "JSON nested too deeply";
        DuplicateKey = "duplicate-key", "La misma clave aparece dos veces en un objeto", "The same key occurs twice in one object";
        NoId = "no-id", "Sin id", "Without an id";
        BadId = "bad-id", "El id no es un número entero de 64 bits", "The id is not a whole number of 64 bits";
        LossyId = "lossy-id", "El id perdió dígitos (como 9.06E+17)", "The id has lost digits (such as 9.06E+17)";
        NoText = "no-text", "Sin texto", "Without text";
        BadDate = "bad-date", "Fecha ilegible o ambigua", "A date that cannot be read, or is ambiguous";
        WrongColumns = "wrong-columns", "Número de columnas distinto al del encabezado", "Not as many columns as the header";
        UnclosedQuote = "unclosed-quote", "Comillas que no se cierran", "A quotation mark that is never closed";
        NotAPost = "not-a-post", "No es una publicación (cuenta, lista, recuento, aviso)", "Not a post (account, list, count, notice)";
        NotAMessage = "not-a-message", "No es un mensaje", "Not a message";
        NoMessage = "no-message", "No se sabe a qué mensaje pertenece", "It is not known to which message it belongs";
        Unavailable = "unavailable", "Publicación retirada, borrada o no disponible", "A post withheld, deleted or unavailable";
    }
}

choices! {
    /// What was passed over because nothing is lost by it.
    IgnoreReason {
        Blank = "blank", "Línea en blanco", "Blank line";
        Header = "header", "Encabezado", "Header";
        EmptyPage = "empty-page", "Página sin resultados", "Page without results";
    }
}

/// One record that was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Reject {
    pub place: Place,
    pub reason: RejectReason,
}

/// Who receives the posts. `Break` stops the import, which then ends in [`Error::Stopped`].
pub trait Sink {
    fn post(&mut self, place: Place, post: Post) -> ControlFlow<()>;
    fn reject(&mut self, reject: Reject) -> ControlFlow<()>;
    /// Called about once per 256 KiB read, also when no post comes out of them.
    fn progress(&mut self, _bytes_read: u64) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// The balance of one file. Records read = `posts` + all `rejects` + all `ignored`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// The code of the format that read it.
    pub format: &'static str,
    /// In which encoding it was.
    pub decoding: Decoding,
    /// In UTF-8.
    pub bytes: u64,
    /// Lines or elements read, blank ones included.
    pub units: u64,
    pub posts: u64,
    /// Of `posts`, those whose source gives no time (or a day without one).
    pub without_time: u64,
    pub rejects: BTreeMap<RejectReason, u64>,
    pub ignored: BTreeMap<IgnoreReason, u64>,
    /// The rest of the file could not be divided into records: the last reject says where.
    pub broken_off: bool,
}

impl Summary {
    pub fn rejected(&self) -> u64 {
        self.rejects.values().sum()
    }

    pub fn passed_over(&self) -> u64 {
        self.ignored.values().sum()
    }
}

/// A sink that keeps the balance. Formats speak to this, so that no record escapes the count.
pub struct Tally<'a> {
    sink: &'a mut dyn Sink,
    told: u64,
    pub(super) summary: Summary,
}

impl<'a> Tally<'a> {
    const STEP: u64 = 256 * 1024;

    pub fn new(format: &'static str, sink: &'a mut dyn Sink) -> Self {
        Self { sink, told: 0, summary: Summary { format, ..Summary::default() } }
    }

    pub fn post(&mut self, place: Place, mut post: Post) -> Result<(), Error> {
        post.place = Some(place);
        self.summary.posts += 1;
        self.summary.without_time += u64::from(post.created_at.is_none());
        proceed(self.sink.post(place, post))
    }

    pub fn reject(&mut self, place: Place, reason: RejectReason) -> Result<(), Error> {
        *self.summary.rejects.entry(reason).or_default() += 1;
        proceed(self.sink.reject(Reject { place, reason }))
    }

    pub fn take(&mut self, place: Place, found: Result<Post, RejectReason>) -> Result<(), Error> {
        match found {
            Ok(post) => self.post(place, post),
            Err(reason) => self.reject(place, reason),
        }
    }

    pub fn ignore(&mut self, reason: IgnoreReason) {
        *self.summary.ignored.entry(reason).or_default() += 1;
    }

    pub fn unit(&mut self) {
        self.summary.units += 1;
    }

    /// The rest of the file cannot be divided into records.
    pub fn break_off(&mut self, place: Place, reason: RejectReason) -> Result<(), Error> {
        self.summary.broken_off = true;
        self.reject(place, reason)
    }

    pub fn read_so_far(&mut self, bytes: u64) -> Result<(), Error> {
        self.summary.bytes = bytes;
        if bytes < self.told + Self::STEP {
            return Ok(());
        }
        self.told = bytes;
        proceed(self.sink.progress(bytes))
    }
}

/// Goes on unless whoever takes what was read has had enough.
pub(super) fn proceed(flow: ControlFlow<()>) -> Result<(), Error> {
    match flow {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Error::Stopped),
    }
}

/// The files of one archive, read one behind the other: units are counted through all of them.
pub(super) struct Parts<'a> {
    sink: &'a mut dyn Sink,
    whole: Option<Summary>,
}

impl<'a> Parts<'a> {
    pub fn new(sink: &'a mut dyn Sink) -> Self {
        Self { sink, whole: None }
    }

    /// The next file, which must be of the format of those before.
    pub fn take(&mut self, read: impl FnOnce(&mut dyn Sink) -> Result<Summary, Error>) -> Result<(), Error> {
        let Some(whole) = &mut self.whole else {
            self.whole = Some(read(self.sink)?);
            return Ok(());
        };
        let mut behind = Behind { sink: self.sink, units: whole.units, bytes: whole.bytes };
        let part = read(&mut behind)?;
        if part.format != whole.format {
            return Err(Error::SeveralFiles);
        }
        whole.add(part);
        Ok(())
    }

    pub fn summary(self) -> Result<Summary, Error> {
        self.whole.ok_or(Error::Empty)
    }
}

impl Summary {
    fn add(&mut self, part: Summary) {
        self.bytes += part.bytes;
        self.units += part.units;
        self.posts += part.posts;
        self.without_time += part.without_time;
        self.broken_off |= part.broken_off;
        for (reason, count) in part.rejects {
            *self.rejects.entry(reason).or_default() += count;
        }
        for (reason, count) in part.ignored {
            *self.ignored.entry(reason).or_default() += count;
        }
    }
}

/// Moves the places of one file behind those of the files before it.
struct Behind<'a> {
    sink: &'a mut dyn Sink,
    units: u64,
    bytes: u64,
}

impl Behind<'_> {
    fn place(&self, place: Place) -> Place {
        Place { number: place.number + self.units, ..place }
    }
}

impl Sink for Behind<'_> {
    fn post(&mut self, place: Place, post: Post) -> ControlFlow<()> {
        let place = self.place(place);
        self.sink.post(place, Post { place: Some(place), ..post })
    }

    fn reject(&mut self, reject: Reject) -> ControlFlow<()> {
        let place = self.place(reject.place);
        self.sink.reject(Reject { place, ..reject })
    }

    fn progress(&mut self, bytes: u64) -> ControlFlow<()> {
        self.sink.progress(self.bytes + bytes)
    }
}
