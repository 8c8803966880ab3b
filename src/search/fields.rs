//! The fields of the index. No text is stored in it: a hit says where something stands, and what is
//! shown is read from there.

use super::unit::{Unit, id_number};
use super::words::Cursor;
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use tantivy::{Index, TantivyDocument};

/// The name under which the index knows our way to cut words.
const WORDS: &str = "words";

pub const AT: &str = "at";
pub const RECORD: &str = "record";
pub const NUMBER: &str = "number";

#[derive(Clone, Copy)]
pub struct Fields {
    pub text: Field,
    pub from: Field,
    pub url: Field,
    pub tag: Field,
    pub handle: Field,
    pub kind: Field,
    pub lang: Field,
    /// The record of what its next revision replaces.
    pub of: Field,
    pub at: Field,
    pub record: Field,
    pub number: Field,
    pub id: Field,
    pub author: Field,
}

fn words() -> TextOptions {
    let positions = IndexRecordOption::WithFreqsAndPositions;
    let indexing = TextFieldIndexing::default().set_tokenizer(WORDS).set_index_option(positions);
    TextOptions::default().set_indexing_options(indexing)
}

fn whole() -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing.set_index_option(IndexRecordOption::Basic))
}

impl Fields {
    pub fn schema() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let fields = Self {
            text: schema.add_text_field("text", words()),
            from: schema.add_text_field("from", words()),
            url: schema.add_text_field("url", words()),
            tag: schema.add_text_field("tag", whole().set_fast("raw")),
            handle: schema.add_text_field("handle", whole()),
            kind: schema.add_text_field("kind", whole().set_fast("raw")),
            lang: schema.add_text_field("lang", whole()),
            of: schema.add_u64_field("of", INDEXED),
            at: schema.add_i64_field(AT, FAST),
            record: schema.add_u64_field(RECORD, FAST),
            number: schema.add_u64_field(NUMBER, FAST),
            id: schema.add_u64_field("id", FAST),
            author: schema.add_text_field("author", TextOptions::default().set_fast("raw")),
        };
        (schema.build(), fields)
    }

    pub fn document(&self, unit: &Unit<'_>) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_u64(self.record, unit.record);
        document.add_u64(self.number, unit.number);
        document.add_text(self.kind, unit.kind);
        if unit.is_revised {
            document.add_u64(self.of, unit.record);
        }
        for (field, texts) in [(self.text, &unit.texts), (self.from, &unit.from), (self.url, &unit.urls)] {
            texts.iter().for_each(|text| document.add_text(field, text));
        }
        unit.all_tags().iter().for_each(|tag| document.add_text(self.tag, tag));
        unit.all_handles().iter().for_each(|handle| document.add_text(self.handle, handle));
        if let Some(at) = unit.at {
            document.add_i64(self.at, at);
        }
        if let Some(lang) = unit.lang {
            document.add_text(self.lang, lang.to_lowercase());
        }
        if let Some(id) = unit.id {
            document.add_u64(self.id, id_number(id));
        }
        if let Some(author) = unit.author {
            document.add_text(self.author, author);
        }
        document
    }
}

/// An index forgets who cuts its words whenever it is closed.
pub fn register(index: &Index) {
    index.tokenizers().register(WORDS, Cutter::default());
}

/// [`Cursor`], as the library wants it.
#[derive(Clone, Default)]
struct Cutter(Token);

struct Cutting<'a> {
    cursor: Cursor<'a>,
    token: &'a mut Token,
}

impl Tokenizer for Cutter {
    type TokenStream<'a> = Cutting<'a>;
    fn token_stream<'a>(&'a mut self, text: &'a str) -> Cutting<'a> {
        self.0.reset();
        Cutting { cursor: Cursor::new(text), token: &mut self.0 }
    }
}

impl TokenStream for Cutting<'_> {
    fn advance(&mut self) -> bool {
        let Some(range) = self.cursor.advance(&mut self.token.text) else { return false };
        self.token.position = self.token.position.wrapping_add(1);
        (self.token.offset_from, self.token.offset_to) = (range.start, range.end);
        true
    }
    fn token(&self) -> &Token {
        self.token
    }
    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
