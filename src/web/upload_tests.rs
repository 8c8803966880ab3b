use super::*;
use crate::service::pipe::pipe;
use actix_web::error::PayloadError;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use bytes::Bytes;
use futures_util::stream;
use std::io::Read;

/// One part of a form: its name, its file's name where it has one, its content.
type Part<'a> = (&'a str, Option<&'a str>, &'a [u8]);

fn body(parts: &[Part]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file, content) in parts {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        body.extend(
            format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes(),
        );
        body.extend(*content);
        body.extend(b"\r\n");
    }
    body.extend(b"--edge--\r\n");
    body
}

/// The form as it arrives, in pieces of a size that divides nothing evenly.
fn arriving(body: Vec<u8>, and_then: Option<PayloadError>) -> Multipart {
    let mut headers = HeaderMap::new();
    let form = HeaderValue::from_static("multipart/form-data; boundary=edge");
    headers.insert(header::CONTENT_TYPE, form);
    let pieces: Vec<_> = body.chunks(1_009).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    Multipart::new(&headers, stream::iter(pieces.into_iter().chain(and_then.map(Err))))
}

async fn begin(from: Multipart) -> Result<Upload, UploadError> {
    Upload::begin(from, |token| token == "t").await
}

fn reading() -> (PipeWriter, std::thread::JoinHandle<std::io::Result<Vec<u8>>>) {
    let (writer, mut reader) = pipe();
    let thread = std::thread::spawn(move || {
        let mut all = Vec::new();
        reader.read_to_end(&mut all).map(|_| all)
    });
    (writer, thread)
}

const TOKEN: Part = ("csrf", None, b"t");

#[actix_web::test]
async fn text_comes_first_and_each_file_as_a_stream() {
    let large: Vec<u8> = (0..700_000_u32).flat_map(u32::to_le_bytes).collect();
    let parts = [
        TOKEN,
        ("persons", None, b"P-001".as_slice()),
        ("persons", None, "P-002 ñ".as_bytes()),
        ("files", Some("uno.bin"), &large),
        ("files", Some("dos\u{202e}.txt"), b"\r\n--edg is not the edge"),
    ];
    let mut upload = begin(arriving(body(&parts), None)).await.unwrap();
    assert_eq!(upload.form.all("persons").len(), 2);
    assert_eq!(upload.form.all("persons")[1].reveal(), "P-002 ñ");
    for (name, content) in [("uno.bin", large.as_slice()), ("dos\u{202e}.txt", parts[4].2)] {
        let file = upload.next_file().await.unwrap().unwrap();
        assert_eq!((file.field.as_str(), file.name.as_str()), ("files", name));
        let (writer, thread) = reading();
        assert_eq!(file.feed(writer, |_| ()).await, Ok(content.len() as u64));
        assert!(thread.join().unwrap().unwrap() == content, "{name}");
    }
    assert!(upload.next_file().await.unwrap().is_none());
}

#[actix_web::test]
async fn a_file_before_the_token_is_not_looked_at() {
    let parts = [("files", Some("a.txt"), b"x".as_slice()), TOKEN];
    assert_eq!(begin(arriving(body(&parts), None)).await.err(), Some(UploadError::Forged));
    assert_eq!(begin(arriving(body(&[("csrf", None, b"other")]), None)).await.err(), Some(UploadError::Forged));
}

#[actix_web::test]
async fn a_file_that_breaks_off_is_an_error_at_both_ends() {
    let parts = [TOKEN, ("files", Some("a.bin"), &[7; 100_000])];
    let cut = |keep: usize| body(&parts)[..keep].to_vec();
    let silent = Some(PayloadError::Incomplete(None));
    // With the connection lost, and with a body that ends without its closing boundary.
    for from in [arriving(cut(60_000), silent), arriving(cut(100_050), None)] {
        let mut upload = begin(from).await.unwrap();
        let file = upload.next_file().await.unwrap().unwrap();
        let (writer, thread) = reading();
        assert_eq!(file.feed(writer, |_| ()).await, Err(UploadError::BrokenOff));
        assert!(thread.join().unwrap().is_err());
    }
}

#[actix_web::test]
async fn a_taker_that_gives_up_ends_the_file_and_not_the_form() {
    let parts = [TOKEN, ("files", Some("a"), &[7; 300_000]), ("files", Some("b"), b"second".as_slice())];
    let mut upload = begin(arriving(body(&parts), None)).await.unwrap();
    let (writer, reader) = pipe();
    drop(reader);
    let first = upload.next_file().await.unwrap().unwrap();
    assert_eq!(first.feed(writer, |_| ()).await, Err(UploadError::Refused));
    assert_eq!(upload.next_file().await.unwrap().unwrap().name, "b");
}

#[actix_web::test]
async fn a_file_field_left_empty_is_no_file() {
    let parts = [TOKEN, ("files", Some(""), b"".as_slice())];
    let mut upload = begin(arriving(body(&parts), None)).await.unwrap();
    assert!(upload.next_file().await.unwrap().is_none());
}

#[actix_web::test]
async fn the_path_on_the_senders_disk_is_not_kept() {
    let parts = [TOKEN, ("files", Some("C:/Users/ana/foto.jpg"), b"x".as_slice())];
    let mut upload = begin(arriving(body(&parts), None)).await.unwrap();
    assert_eq!(upload.next_file().await.unwrap().unwrap().name, "foto.jpg");
}

#[actix_web::test]
async fn a_text_without_end_is_refused() {
    let long = vec![b'x'; MOST_TEXT + 1];
    let parts = [TOKEN, ("description", None, long.as_slice())];
    assert_eq!(begin(arriving(body(&parts), None)).await.err(), Some(UploadError::TooLong));
}
