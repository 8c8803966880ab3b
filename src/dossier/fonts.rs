//! The typefaces of a dossier, and which signs they can show.
//!
//! They are part of the program: a dossier looks the same wherever it is made, and its making
//! tells nothing about the machine. Licences: `assets/fonts/`.

use std::sync::LazyLock;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// In the order in which a sign looks for a glyph: the text faces, then colour emoji, then the
/// faces of last resort.
const FILES: &[&[u8]] = &[
    include_bytes!("../../assets/fonts/SourceSerif4_400Regular.ttf"),
    include_bytes!("../../assets/fonts/SourceSerif4_400Regular_Italic.ttf"),
    include_bytes!("../../assets/fonts/SourceSerif4_600SemiBold.ttf"),
    include_bytes!("../../assets/fonts/SourceSans3_400Regular.ttf"),
    include_bytes!("../../assets/fonts/SourceSans3_600SemiBold.ttf"),
    include_bytes!("../../assets/fonts/SourceCodePro_400Regular.ttf"),
    include_bytes!("../../assets/fonts/NotoColorEmoji.ttf"),
    include_bytes!("../../assets/fonts/unifont.otf"),
    include_bytes!("../../assets/fonts/unifont_upper.otf"),
];

/// How many of [`FILES`] are text faces.
const TEXT_FACES: usize = 6;

pub struct Fonts {
    faces: Vec<Font>,
    pub book: LazyHash<FontBook>,
}

pub fn fonts() -> &'static Fonts {
    static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
        let faces: Vec<Font> = FILES.iter().flat_map(|file| Font::iter(Bytes::new(*file))).collect();
        let book = LazyHash::new(FontBook::from_fonts(&faces));
        Fonts { faces, book }
    });
    &FONTS
}

impl Fonts {
    pub fn face(&self, index: usize) -> Option<Font> {
        self.faces.get(index).cloned()
    }

    /// Can some face show the sign?
    pub fn cover(&self, sign: char) -> bool {
        self.faces.iter().any(|face| covers(face, sign))
    }

    /// Can one face show both, so that a combining mark comes out on its letter?
    pub fn cover_together(&self, base: char, mark: char) -> bool {
        self.faces.iter().any(|face| covers(face, base) && covers(face, mark))
    }

    /// Can every text face show the sign?
    pub fn all_text_faces_cover(&self, sign: char) -> bool {
        self.faces.iter().take(TEXT_FACES).all(|face| covers(face, sign))
    }
}

fn covers(face: &Font, sign: char) -> bool {
    face.info().coverage.contains(u32::from(sign))
}
