use super::basket::{fixture, mapped, read};
use crate::import::csv::{Column, Field, inspect};
use crate::import::{DateOrder, Error, Mapping, RejectReason};
use std::collections::BTreeMap;

fn mapping(columns: &[(Field, usize)], delimiter: char) -> Mapping {
    Mapping {
        columns: columns.iter().map(|(field, index)| (*field, Column::Index(*index))).collect(),
        delimiter,
        has_header: false,
        quotes: true,
        date_order: None,
        time_zone: None,
    }
}

#[test]
fn the_toolkits_own_table_is_understood() {
    let (_, basket) = read(fixture("toolkit-csv/toolkit.csv")).unwrap();
    let (first, second) = (&basket.posts[0].1, &basket.posts[1].1);
    assert_eq!(first.text.reveal(), "Primera publicación, inventada");
    assert_eq!(first.created_at.unwrap().to_string(), "2022-03-05T06:07:08Z");
    assert_eq!(first.urls.len(), 2);
    assert_eq!(second.repost_of.as_ref().unwrap().reveal(), "1500000000000000001");
}

#[test]
fn cells_may_hold_line_breaks_quotes_and_several_addresses() {
    let (_, basket) = read(fixture("csv/archive.csv")).unwrap();
    let post = basket.only();
    assert_eq!(post.text.reveal(), "Dos\nlíneas y \"comillas\"");
    let urls: Vec<&str> = post.urls.iter().map(|url| url.reveal()).collect();
    assert_eq!(urls, ["https://example.org/a", "https://example.org/b?x=1,2"]);
    let raw: serde_json::Value = serde_json::from_str(post.raw.reveal()).unwrap();
    assert_eq!(raw["source"], "web");
}

#[test]
fn a_mark_semicolons_and_carriage_returns_of_a_spreadsheet_do_no_harm() {
    let (summary, basket) = read(fixture("csv/excel.csv")).unwrap();
    assert_eq!(summary.units, 2);
    let post = basket.only();
    assert_eq!(post.author_handle.as_ref().unwrap().reveal(), "una_cuenta");
    assert_eq!(post.created_at.unwrap().to_string(), "2022-03-05T06:07:00Z");
}

#[test]
fn a_column_of_row_numbers_may_have_no_name_or_no_cell_in_the_header() {
    let (_, pandas) = read(fixture("csv/pandas.csv")).unwrap();
    let tags: Vec<&str> = pandas.only().hashtags.iter().map(|tag| tag.reveal()).collect();
    assert_eq!(tags, ["Ejemplo", "Otro"]);
    let (_, r) = read(fixture("csv/r.csv")).unwrap();
    assert_eq!(r.ids(), ["1500000000000000001", "1500000000000000002"]);
    assert!(r.posts[0].1.raw.reveal().starts_with(r#"{"column_1":"1","tweet_id":"#));
}

#[test]
fn rows_without_ids_get_one_that_tells_equal_rows_apart_and_is_the_same_every_time() {
    let file = fixture("csv/tabs.tsv");
    let (_, first) = read(&file).unwrap();
    let (_, again) = read(&file).unwrap();
    assert_eq!(first.ids(), again.ids());
    assert_eq!(first.ids(), ["row:82b02ce4d6190fde-1", "row:82b02ce4d6190fde-2"]);
    assert_eq!(first.posts[0].1.author_handle.as_ref().unwrap().reveal(), "una_cuenta");
    assert_eq!(first.posts[0].1.author_id, None);
}

#[test]
fn a_table_without_header_is_read_as_its_mapping_says() {
    let file = "2020-12-30 17:26:50+00:00; cuenta; texto \"así\"; https://twitter.com/cuenta/status/1344134873267589125\n\
                2020-12-30 17:26:50+00:00; cuenta; texto; partido; https://twitter.com/cuenta/status/1\n\
                2020-12-30 17:26:50+00:00; cuenta; texto; ninguno\n";
    let columns = [(Field::CreatedAt, 0), (Field::AuthorHandle, 1), (Field::Text, 2), (Field::Permalink, 3)];
    let unquoted = Mapping { quotes: false, ..mapping(&columns, ';') };
    let (_, basket) = mapped(file, unquoted).unwrap();
    assert_eq!(basket.only().id.reveal(), "1344134873267589125");
    assert_eq!(basket.only().text.reveal(), " texto \"así\"");
    assert_eq!(basket.why(), [(2, RejectReason::WrongColumns), (3, RejectReason::NoId)]);
}

#[test]
fn a_mapping_may_name_columns_and_survives_being_saved() {
    let named = Mapping {
        columns: BTreeMap::from([
            (Field::Text, Column::Name("lo dicho".into())),
            (Field::Id, Column::Name("clave".into())),
        ]),
        has_header: true,
        ..mapping(&[], ',')
    };
    let saved = serde_json::to_string(&named).unwrap();
    assert_eq!(serde_json::from_str::<Mapping>(&saved).unwrap(), named);
    let (_, basket) = mapped("clave,lo dicho\n7,Hola\n", named.clone()).unwrap();
    assert_eq!(basket.only().id.reveal(), "7");
    assert!(matches!(mapped("a,b\n7,Hola\n", named), Err(Error::NoSuchColumn(_))));
}

#[test]
fn day_and_month_are_never_guessed() {
    let file = "id,text,date\n1,a,03/04/2021 10:00\n2,b,2021/04/03 10:00\n";
    let (_, basket) = read(file).unwrap();
    assert_eq!(basket.why(), [(2, RejectReason::BadDate)]);
    let columns = [(Field::Id, 0), (Field::Text, 1), (Field::CreatedAt, 2)];
    for (order, day) in [(DateOrder::DayFirst, "2021-04-03"), (DateOrder::MonthFirst, "2021-03-04")] {
        let mapping = Mapping { date_order: Some(order), has_header: true, ..mapping(&columns, ',') };
        let (_, basket) = mapped(file, mapping).unwrap();
        assert_eq!(basket.posts[0].1.created_at.unwrap().to_string(), format!("{day}T10:00:00Z"));
    }
}

#[test]
fn an_order_that_the_dates_prove_is_proposed_and_not_applied() {
    let file = "id,text,date\n1,a,13/04/2021 10:00\n2,b,05/04/2021 10:00\n";
    assert_eq!(inspect(file.as_bytes(), None).unwrap().proposed.date_order, Some(DateOrder::DayFirst));
    assert_eq!(read(file).unwrap().1.why().len(), 2);
    let both = "id,text,date\n1,a,13/04/2021 10:00\n2,b,04/13/2021 10:00\n";
    assert_eq!(inspect(both.as_bytes(), None).unwrap().proposed.date_order, None);
}

#[test]
fn the_forms_of_dates_that_tables_use_are_read() {
    let forms = [
        ("2022-03-05T06:07:08.000Z", "2022-03-05T06:07:08Z"),
        ("Sat Mar 05 06:07:08 +0000 2022", "2022-03-05T06:07:08Z"),
        ("2013-06-01 06:07:35 +0000", "2013-06-01T06:07:35Z"),
        ("2020-12-30 17:26:50+02:00", "2020-12-30T15:26:50Z"),
        ("2016-06-01 12:30", "2016-06-01T12:30:00Z"),
        ("2022-03-05 06:07:08 UTC", "2022-03-05T06:07:08Z"),
        ("1646460428", "2022-03-05T06:07:08Z"),
        ("1646460428000", "2022-03-05T06:07:08Z"),
        ("1646460428.0", "2022-03-05T06:07:08Z"),
    ];
    for (form, moment) in forms {
        let (_, basket) = read(format!("id,text,date\n1,a,{form}\n")).unwrap();
        assert_eq!(basket.only().created_at.unwrap().to_string(), moment, "{form}");
    }
    for form in ["yesterday", "-5", "99/99/9999", "2022-13-01 10:00", "2022-02-30", "1e9"] {
        let (_, basket) = read(format!("id,text,date\n1,a,{form}\n")).unwrap();
        assert_eq!(basket.why(), [(2, RejectReason::BadDate)], "{form}");
    }
}

#[test]
fn a_day_without_a_time_is_kept_raw_and_gives_no_moment() {
    let (summary, basket) = read("id,text,date\n1,a,2022-03-05\n").unwrap();
    assert_eq!(summary.without_time, 1);
    assert_eq!(basket.only().created_at, None);
    assert!(basket.only().raw.reveal().contains("2022-03-05"));
}

#[test]
fn dates_without_an_offset_are_in_the_zone_of_the_mapping() {
    let columns = [(Field::Id, 0), (Field::Text, 1), (Field::CreatedAt, 2)];
    let zoned = |zone: &str| Mapping { time_zone: Some(zone.into()), ..mapping(&columns, ',') };
    let (_, basket) = mapped("1,a,2022-01-05 12:00\n", zoned("America/Mexico_City")).unwrap();
    assert_eq!(basket.only().created_at.unwrap().to_string(), "2022-01-05T18:00:00Z");
    assert!(matches!(mapped("1,a,2022-01-05 12:00\n", zoned("Nowhere/Here")), Err(Error::TimeZone)));
}

#[test]
fn an_id_that_a_spreadsheet_rounded_is_refused() {
    let file = "id,text,user\n9.06E+17,a,x\n906000000000000000.0,b,x\na b,c,x\n99999999999999999999,d,x\n,e,x\n'7,f,x\n";
    let (_, basket) = read(file).unwrap();
    let expected = [
        (2, RejectReason::LossyId),
        (3, RejectReason::LossyId),
        (4, RejectReason::BadId),
        (5, RejectReason::BadId),
        (6, RejectReason::NoId),
    ];
    assert_eq!(basket.why(), expected);
    assert_eq!(basket.ids(), ["7"]);
}

#[test]
fn a_table_may_have_keys_of_its_own() {
    let (_, basket) = read("message_id,message,username\nm17,a,x\n12ab,b,x\nnan,c,x\n9e17,d,x\n").unwrap();
    assert_eq!(basket.ids(), ["m17", "12ab"]);
    assert_eq!(basket.why(), [(4, RejectReason::BadId), (5, RejectReason::LossyId)]);
}

#[test]
fn a_reference_is_an_id_an_address_of_a_post_or_a_key_of_the_table() {
    let cells = [
        ("1500000000000000001", Some("1500000000000000001")),
        ("https://twitter.com/a/status/7?s=20", Some("7")),
        ("r17", Some("r17")),
        ("9.06E+17", None),
        ("1500000000000000001.0", None),
        ("0", None),
        ("-1", None),
        ("None", None),
        ("https://example.org/", None),
    ];
    for (cell, reference) in cells {
        let (_, basket) = read(format!("id,text,repost_id\n1,a,{cell}\n")).unwrap();
        assert_eq!(basket.only().repost_of.as_ref().map(|it| it.reveal()), reference, "{cell}");
    }
}

#[test]
fn formulas_markup_and_reversed_names_are_text_like_any_other() {
    let cells = ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "\u{202e}eman", "{{ 7*7 }}", "nul\0byte"];
    for cell in cells {
        let (_, basket) = read(format!("id,text,user\n1,\"{cell}\",\"{cell}\"\n")).unwrap();
        assert_eq!(basket.only().text.reveal(), cell);
        assert_eq!(basket.only().author_handle.as_ref().unwrap().reveal(), cell);
    }
}

#[test]
fn a_preview_shows_the_first_rows_and_says_what_is_missing() {
    let preview = inspect(b"clave;dicho\n7;Hola\n8;Adi\xC3\xB3s\n", None).unwrap();
    assert_eq!((preview.delimiter, preview.has_header), (';', true));
    assert_eq!(preview.header[1].reveal(), "dicho");
    assert_eq!(preview.rows[1][1].reveal(), "Adiós");
    assert_eq!(preview.missing, [Field::Id, Field::Text, Field::CreatedAt, Field::AuthorHandle]);
}

#[test]
fn an_address_column_gives_ids_only_if_it_leads_to_posts() {
    let (_, posts) = read("url,text,date\nhttps://twitter.com/a/status/7?s=20,a,1646460428\n").unwrap();
    assert_eq!(posts.ids(), ["7"]);
    let (_, others) = read("url,text,date\nhttps://example.org/,a,1646460428\n").unwrap();
    assert!(others.only().id.reveal().starts_with("row:"));
    assert_eq!(others.only().urls[0].reveal(), "https://example.org/");
}

#[test]
fn a_table_without_posts_is_not_taken_for_one() {
    assert!(matches!(read("account_id,post_id,timestamp\nx,1,1629589836\n"), Err(Error::Unrecognised)));
    assert!(matches!(read("just some words\nof a letter, and more\n"), Err(Error::Unrecognised)));
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_named_with_its_line() {
    let (summary, basket) = read("id,text,user\n1,a,x\n2,\"b,x\n3,c,x\n").unwrap();
    assert_eq!(basket.ids(), ["1"]);
    assert_eq!(basket.why(), [(3, RejectReason::UnclosedQuote)]);
    assert!(summary.broken_off);
}

#[test]
fn columns_of_one_name_and_of_none_all_stay_in_the_raw_row() {
    let (_, basket) = read("id,text,x,x,\n1,a,p,q,r\n").unwrap();
    assert_eq!(basket.only().raw.reveal(), r#"{"id":"1","text":"a","x":"p","x_4":"q","column_5":"r"}"#);
}
