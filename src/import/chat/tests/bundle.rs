//! Zips with a chat and its files.

use super::basket::{UTC, from};
use crate::import::chat::{Bundle, ChatOptions, Error, Limits};
use std::cell::Cell;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::rc::Rc;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const CHAT: &str = "13/03/24, 20:15 - Inés: IMG-1.jpg (archivo adjunto)\n13/03/24, 20:16 - Inés: hola\n";

fn zip(files: &[(&str, &[u8])]) -> Cursor<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    Cursor::new(zip.finish().unwrap().into_inner())
}

fn options() -> ChatOptions {
    ChatOptions { order: None, time_zone: UTC.into() }
}

#[test]
fn the_chat_is_found_and_its_files_by_the_names_in_its_messages() {
    for chat in ["_chat.txt", "Chat de WhatsApp con Turno.txt", "carpeta/_chat.txt", "otro nombre.txt"] {
        let folder = chat.rfind('/').map_or("", |end| &chat[..=end]);
        let files: &[(&str, &[u8])] = &[
            ("__MACOSX/._chat.txt", b"x"),
            (chat, CHAT.as_bytes()),
            (&format!("{folder}IMG-1.jpg"), b"una foto"),
            (&format!("{folder}notas.txt"), b"una nota"),
        ];
        let mut bundle = Bundle::open(zip(files), Limits::default()).unwrap();
        let (_, basket) = from(&mut bundle, None, &options()).unwrap();
        assert_eq!(basket.messages.len(), 2);
        let name = basket.media()[0].name.reveal().to_owned();
        assert!(bundle.names().contains(&name) && !bundle.names().contains("IMG-2.jpg"));
        let mut bytes = Vec::new();
        bundle.file(&name).unwrap().read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes, b"una foto");
    }
}

#[test]
fn a_telegram_folder_keeps_the_paths_of_its_files() {
    let json = r#"{"name":"T","type":"p","id":1,"messages":[{"id":1,"type":"message","date_unixtime":"1544006350","from":"A","photo":"photos/p_1.jpg","text":""}]}"#;
    let files: &[(&str, &[u8])] =
        &[("ChatExport/photos/p_1.jpg", b"foto"), ("ChatExport/result.json", json.as_bytes())];
    let mut bundle = Bundle::open(zip(files), Limits::default()).unwrap();
    let (_, basket) = from(&mut bundle, None, &options()).unwrap();
    assert!(bundle.names().contains(basket.media()[0].name.reveal()));
}

#[test]
fn a_zip_without_a_chat_or_with_two_is_refused_by_name() {
    let none = Bundle::open(zip(&[("a.jpg", b"x"), ("b.txt", b"nada")]), Limits::default());
    assert!(matches!(none, Err(Error::NoChat)));
    let two = Bundle::open(zip(&[("a.txt", CHAT.as_bytes()), ("b.txt", CHAT.as_bytes())]), Limits::default());
    assert!(matches!(two, Err(Error::SeveralChats(2))));
    let broken = Bundle::open(Cursor::new(b"PK\x03\x04 y nada".to_vec()), Limits::default());
    assert!(matches!(broken, Err(Error::Zip(_))));
}

#[test]
fn a_zip_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() {
    let mut bomb = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    bomb.start_file("_chat.txt", packed).unwrap();
    let zeros = vec![0; 1 << 20];
    (0..80).for_each(|_| bomb.write_all(&zeros).unwrap());
    let bomb = bomb.finish().unwrap();
    assert!(bomb.get_ref().len() < 200_000);
    assert!(matches!(Bundle::open(bomb, Limits::default()), Err(Error::Bomb)));
    let small = Limits { each: 10, ..Limits::default() };
    assert!(matches!(Bundle::open(zip(&[("_chat.txt", CHAT.as_bytes())]), small), Err(Error::Bomb)));
    let few = Limits { members: 1, ..Limits::default() };
    assert!(matches!(Bundle::open(zip(&[("_chat.txt", b"a"), ("b", b"b")]), few), Err(Error::Bomb)));
}

/// The sizes in the directory and in the file's own head say less than comes out.
#[test]
fn a_member_that_lies_about_its_size_is_cut_off() {
    let mut bytes = zip(&[("_chat.txt", CHAT.repeat(40).as_bytes())]).into_inner();
    let size = (CHAT.len() as u32 * 40).to_le_bytes();
    let small = 64u32.to_le_bytes();
    let places: Vec<usize> =
        bytes.windows(4).enumerate().filter(|(_, four)| *four == size).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    places.iter().for_each(|at| bytes[*at..at + 4].copy_from_slice(&small));
    let read = Bundle::open(Cursor::new(bytes), Limits::default()).and_then(|mut bundle| {
        let mut all = Vec::new();
        super::super::Source::open(&mut bundle)?.read_to_end(&mut all)?;
        Ok(all.len())
    });
    assert!(read.is_err() || read.unwrap() <= 64);
}

/// Bare central headers (APPNOTE.TXT §4.3.12, §4.3.16).
#[test]
fn a_zip_that_is_nothing_but_a_directory_is_refused_before_it_is_read() {
    let mut header = b"PK\x01\x02".to_vec();
    header.resize(46, 0);
    let mut zip = [b"PK\x03\x04".to_vec(), header.repeat(60_000)].concat();
    let size = u32::try_from(zip.len() - 4).unwrap();
    zip.extend(b"PK\x05\x06\0\0\0\0\x60\xEA\x60\xEA");
    zip.extend(size.to_le_bytes());
    zip.extend([4, 0, 0, 0, 0, 0]);
    let read = Rc::default();
    let refused = Bundle::open(Counted(Cursor::new(zip), Rc::clone(&read)), Limits::default());
    assert!(matches!(refused, Err(Error::Bomb)));
    assert!(read.get() < 500_000, "{} bytes", read.get());
}

/// Counts what is read of it.
struct Counted(Cursor<Vec<u8>>, Rc<Cell<u64>>);

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(into)?;
        self.1.set(self.1.get() + read as u64);
        Ok(read)
    }
}

impl Seek for Counted {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}
