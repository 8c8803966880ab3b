//! Sealed files, exchanged and damaged on the disk, and what is swept of them.

use super::scene::{Scene, assert_tampered};
use crate::support::office::{Office, on_each_database};
use crate::support::server::Server;
use resguardo::service::{TamperKind, evidence};
use std::fs::{self, File, FileTimes};
use std::path::Path;
use std::time::{Duration, SystemTime};

#[test]
fn two_files_that_were_exchanged_are_both_named() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let (one, other) = (scene.file("a.txt", b"uno"), scene.file("b.txt", b"dos"));
        let (this, that) = (scene.path_of(one), scene.path_of(other));
        let (a, b) = (fs::read(&this).unwrap(), fs::read(&that).unwrap());
        fs::write(&this, b).unwrap();
        fs::write(&that, a).unwrap();
        assert_tampered(scene.read_file(one), TamperKind::FileBroken, scene.blob_of(one));
        scene.assert_found(TamperKind::FileBroken, one, Some("E-001"));
        scene.assert_found(TamperKind::FileBroken, other, Some("E-002"));
    });
}

/// Three chunks and a bit.
fn long() -> Vec<u8> {
    (0..200_000u32).map(|n| (n % 251) as u8).collect()
}

#[test]
fn a_file_that_was_changed_anywhere_is_named() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let id = scene.file("a.bin", &long());
        let path = scene.path_of(id);
        let whole = fs::read(&path).unwrap();
        assert_eq!(scene.read_file(id).unwrap(), long());
        for place in [0, 1, 20, 50, 70_000, 150_000, whole.len() - 40_000, whole.len() - 1] {
            let mut changed = whole.clone();
            changed[place] ^= 1;
            fs::write(&path, changed).unwrap();
            scene.assert_found(TamperKind::FileBroken, id, Some("E-001"));
        }
        fs::write(&path, whole).unwrap();
        scene.assert_clean();
    });
}

#[test]
fn a_flipped_bit_is_named_by_whoever_reads_the_file() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let id = scene.file("a.bin", &long());
        let path = scene.path_of(id);
        let mut changed = fs::read(&path).unwrap();
        changed[100_000] ^= 1;
        fs::write(&path, changed).unwrap();
        assert_tampered(scene.read_file(id), TamperKind::FileBroken, scene.blob_of(id));
    });
}

#[test]
fn a_file_that_was_cut_or_lengthened_is_named() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let id = scene.file("a.bin", &long());
        let path = scene.path_of(id);
        let whole = fs::read(&path).unwrap();
        let lengthened = [whole.as_slice(), &[0; 65_552]].concat();
        let doubled = [whole.as_slice(), whole.as_slice()].concat();
        let cut = [&whole[..0], &whole[..30], &whole[..65_602], &whole[..whole.len() - 1]];
        for damaged in cut.into_iter().chain([lengthened.as_slice(), doubled.as_slice()]) {
            fs::write(&path, damaged).unwrap();
            assert_tampered(scene.read_file(id), TamperKind::FileBroken, scene.blob_of(id));
            scene.assert_found(TamperKind::FileBroken, id, Some("E-001"));
        }
    });
}

#[test]
fn a_file_that_is_gone_is_named() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let id = scene.file("a.txt", b"uno");
        let blob = scene.blob_of(id);
        fs::remove_file(scene.path_of(id)).unwrap();
        assert_tampered(scene.read_file(id), TamperKind::FileMissing, blob);
        scene.assert_found(TamperKind::FileMissing, id, Some("E-001"));
        let other = scene.file("b.txt", b"dos");
        let row = scene.in_case();
        scene.vandal.run(&format!("DELETE FROM blobs WHERE {row}"));
        scene.assert_found(TamperKind::FileMissing, other, Some("E-002"));
    });
}

#[test]
fn a_damaged_preview_is_named_by_the_page_that_shows_it() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let mut png = std::io::Cursor::new(Vec::new());
        image::RgbImage::from_fn(64, 64, |x, y| image::Rgb([x as u8, y as u8, 7]))
            .write_to(&mut png, image::ImageFormat::Png)
            .unwrap();
        let id = scene.file("foto.png", &png.into_inner());
        let shown = evidence::show(scene.store(), scene.lead(), scene.case, id).unwrap();
        let preview = shown.evidence.body.file.preview.unwrap().blob.id.to_string();
        let path = office.data().join("blobs").join(&preview[..2]).join(&preview);
        let mut bytes = fs::read(&path).unwrap();
        bytes[60] ^= 1;
        fs::write(&path, bytes).unwrap();
        let read = evidence::preview(scene.store(), scene.lead(), scene.case, id);
        assert_tampered(read, TamperKind::FileBroken, preview);
        scene.assert_found(TamperKind::FileBroken, id, Some("E-001"));
    });
}

fn age(path: &Path, hours: u64) {
    let then = SystemTime::now() - Duration::from_secs(hours * 3600);
    File::options().write(true).open(path).unwrap().set_times(FileTimes::new().set_modified(then)).unwrap();
}

#[test]
fn the_sweep_takes_what_no_record_speaks_of_once_it_is_a_day_old() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let kept = scene.file("a.txt", b"uno");
        age(&scene.path_of(kept), 30);
        let fan = office.data().join("blobs").join("00");
        fs::create_dir_all(&fan).unwrap();
        let names = ["00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"];
        let [old, young] = names.map(|name| fan.join(name));
        let [half, fresh] =
            ["unfinished-1", "unfinished-2"].map(|name| office.data().join("blobs").join(name));
        let pin = office.data().join("pins").join("1.new");
        for path in [&old, &young, &half, &fresh, &pin] {
            fs::write(path, b"left").unwrap();
        }
        [&old, &half, &pin].into_iter().for_each(|path| age(path, 30));
        assert_eq!(scene.store().sweep().unwrap(), 1);
        assert_eq!(
            [&old, &young, &half, &fresh, &pin].map(|p| p.exists()),
            [false, true, false, true, false]
        );
        assert_eq!(scene.read_file(kept).unwrap(), b"uno");
    });
}

#[test]
fn a_file_whose_row_was_removed_is_put_aside_for_thirty_days() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let path = scene.path_of(scene.file("a.txt", b"uno"));
        let sealed = fs::read(&path).unwrap();
        age(&path, 30);
        scene.vandal.run("DELETE FROM blobs");
        let aside = office.data().join("blobs/left-over").join(path.file_name().unwrap());
        for _ in 0..2 {
            scene.store().sweep().unwrap();
            assert!(!path.exists());
            assert_eq!(fs::read(&aside).unwrap(), sealed);
        }
        age(&aside, 31 * 24);
        scene.store().sweep().unwrap();
        assert!(!aside.exists());
    });
}

#[test]
fn the_sweep_takes_nothing_beside_a_database_that_was_rolled_back() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        scene.vandal.copy_all();
        let id = scene.file("a.txt", b"uno");
        let path = scene.path_of(id);
        age(&path, 30);
        scene.vandal.roll_back();
        assert!(matches!(
            office.another_node().sweep(),
            Err(resguardo::service::Error::Tampered(tamper)) if tamper.kind == TamperKind::LedgerTruncated
        ));
        assert!(path.exists());
    });
}

#[test]
fn a_file_whose_record_was_written_is_not_taken_back() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let id = scene.file("a.txt", b"uno");
        let shown = evidence::show(scene.store(), scene.lead(), scene.case, id).unwrap();
        scene.store().discard_file(&shown.evidence.body.file.blob);
        assert_eq!(scene.read_file(id).unwrap(), b"uno");
    });
}

#[test]
fn a_checkpoint_that_cannot_be_pinned_fails_nothing_and_takes_no_file_away() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let pins = office.data().join("pins");
        fs::remove_dir_all(&pins).unwrap();
        fs::write(&pins, b"in the way").unwrap();
        let id = scene.file("a.txt", b"uno");
        assert_eq!(scene.read_file(id).unwrap(), b"uno");
        fs::remove_file(&pins).unwrap();
        scene.assert_clean();
        // The next one is pinned again.
        fs::create_dir(&pins).unwrap();
        scene.file("b.txt", b"dos");
        assert!(pins.join(format!("{}.checkpoint", scene.case)).exists());
    });
}

#[test]
fn a_server_that_starts_sweeps_what_a_crash_has_left() {
    let office = Office::found(None);
    let fan = office.data().join("blobs").join("00");
    fs::create_dir_all(&fan).unwrap();
    let left = fan.join("00000000-0000-4000-8000-000000000001");
    fs::write(&left, b"left").unwrap();
    age(&left, 30);
    let server = Server::start(&["--data".as_ref(), office.data().as_os_str()]).unwrap();
    assert!(!left.exists(), "{}", server.log());
}
