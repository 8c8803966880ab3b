//! How the characters of a file are written, and how that was found out.

use serde::{Deserialize, Serialize};

choices! {
    /// An encoding that files of posts come in.
    Encoding {
        Utf8 = "utf-8", "UTF-8", "UTF-8";
        Utf16Le = "utf-16le", "UTF-16 (LE, como guardan Excel y PowerShell)", "UTF-16 (LE, as Excel and PowerShell save)";
        Utf16Be = "utf-16be", "UTF-16 (BE)", "UTF-16 (BE)";
        Windows1252 = "windows-1252", "Windows-1252 (Europa occidental, Latin-1)", "Windows-1252 (Western European, Latin-1)";
    }
}

choices! {
    /// By what an encoding was known.
    EncodingSign {
        Usual = "usual", "es lo habitual", "it is the usual one";
        Mark = "mark", "por la marca al principio del archivo", "by the mark at the beginning of the file";
        Shape = "shape", "por su forma: uno de cada dos bytes es cero", "by its shape: every second byte is zero";
        Told = "told", "lo indicó quien importó", "whoever imported it said so";
    }
}

/// What was decided for a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decoding {
    pub encoding: Encoding,
    pub by: EncodingSign,
}

impl Default for Decoding {
    fn default() -> Self {
        Self { encoding: Encoding::Utf8, by: EncodingSign::Usual }
    }
}

impl Decoding {
    pub fn by(encoding: Encoding, by: EncodingSign) -> Self {
        Self { encoding, by }
    }
}
