//! Which number is the day.

use super::basket::{UTC, read, with};
use crate::domain::chats::{DateOrder, OrderBasis};
use crate::import::chat::Error;

fn chat(dates: &[&str]) -> String {
    dates.iter().map(|date| format!("{date}, 10:00 - Ana: hola\n")).collect()
}

/// The order that a file of these dates is read in without anybody's word.
fn order(dates: &[&str]) -> Option<DateOrder> {
    match read(chat(dates)) {
        Ok((read, _)) => read.dates.order,
        Err(Error::Undecided(_)) => None,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn a_day_above_twelve_anywhere_decides() {
    assert_eq!(order(&["03/04/24", "04/04/24", "13/04/24"]), Some(DateOrder::Dmy));
    assert_eq!(order(&["04/03/24", "04/04/24", "04/13/24"]), Some(DateOrder::Mdy));
    let (read, _) = read(chat(&["03/04/24", "13/04/24"])).unwrap();
    assert_eq!(read.dates.basis, OrderBasis::File);
}

#[test]
fn days_that_run_forward_in_one_order_only_decide() {
    assert_eq!(order(&["03/04/24", "12/04/24", "01/05/24"]), Some(DateOrder::Dmy));
    assert_eq!(order(&["04/03/24", "04/12/24", "05/01/24"]), Some(DateOrder::Mdy));
}

#[test]
fn what_the_dates_leave_open_is_asked_with_an_example() {
    let Err(Error::Undecided(example)) = read(chat(&["03/03/24", "03/04/24", "04/04/24"])) else {
        panic!("it was guessed")
    };
    assert_eq!((example.line, example.written.as_str()), (2, "03/04/24"));
    assert_eq!(example.to_string(), "2: 03/04/24 → 2024-04-03 (dmy) / 2024-03-04 (mdy)");
}

#[test]
fn dates_that_no_order_runs_forward_in_are_asked_too() {
    assert_eq!(order(&["03/04/24", "01/02/24", "05/06/24", "02/01/24"]), None);
    // And dates that exist in no order together.
    assert_eq!(order(&["13/04/24", "04/13/24"]), None);
}

#[test]
fn dates_that_are_the_same_in_both_orders_need_no_word() {
    let (read, basket) = read(chat(&["03/03/2024", "04/04/2024"])).unwrap();
    assert_eq!(read.dates.basis, OrderBasis::Unneeded);
    assert_eq!(basket.at()[1], "2024-04-04T10:00:00Z");
    let (read, _) = with(chat(&["2024-03-04"]), None, None, UTC).unwrap();
    assert_eq!((read.dates.order, read.dates.basis), (None, OrderBasis::Unneeded));
}

#[test]
fn a_short_year_in_front_is_never_taken_for_a_day_silently() {
    assert_eq!(order(&["19-10-20", "19-10-21", "19-10-22"]), None);
    assert_eq!(order(&["19-10-20", "19-10-31", "19-11-01"]), Some(DateOrder::Ymd));
    assert_eq!(order(&["13/03/24", "14/03/24"]), Some(DateOrder::Dmy));
    let said = with(chat(&["19-10-20", "19-10-21"]), None, Some(DateOrder::Ymd), UTC).unwrap();
    assert_eq!(said.1.at()[1], "2019-10-21T10:00:00Z");
}

#[test]
fn the_word_of_a_person_is_followed_and_kept() {
    for (order, day) in [(DateOrder::Dmy, "2024-04-03"), (DateOrder::Mdy, "2024-03-04")] {
        let (read, basket) = with(chat(&["03/04/24"]), None, Some(order), UTC).unwrap();
        assert_eq!((read.dates.order, read.dates.basis), (Some(order), OrderBasis::Person));
        assert_eq!(basket.at(), [format!("{day}T10:00:00Z")]);
    }
}

#[test]
fn a_word_that_the_file_proves_wrong_is_not_followed() {
    let wrong = with(chat(&["03/04/24", "13/04/24"]), None, Some(DateOrder::Mdy), UTC);
    let Err(Error::Contradicted(example)) = wrong else { panic!("it was followed") };
    assert_eq!(example.line, 2);
}

#[test]
fn of_dates_in_two_orders_the_wrong_ones_are_rejected_by_line() {
    let (_, basket) =
        with(chat(&["13/04/24", "04/13/24", "14/04/24"]), None, Some(DateOrder::Dmy), UTC).unwrap();
    assert_eq!(basket.messages.len(), 2);
    assert_eq!(basket.rejects[0].place.number, 2);
}
