//! Where a post, or the posts of a case, contradict themselves or each other. Facts with their numbers;
//! what they mean is for people to say: clocks differ, captures are cut, and a forger is careful.

mod across;

pub use across::{Across, Row};

use super::build::stamp;
use super::dataset::FIRST_STAMPED;
use crate::choices;
use crate::domain::Moment;
use crate::domain::Private;
use crate::domain::post::Post;

choices! {
    /// What is compared.
    Check {
        TimeOfId = "time-of-id", "La hora declarada no es la que lleva el identificador", "The claimed time is not the one in the identifier";
        TimeOfAccount = "time-of-account", "La creación declarada de la cuenta no es la que lleva su identificador", "The claimed creation of the account is not the one in its identifier";
        BeforeAccount = "before-account", "Es anterior a la creación de su cuenta", "It is older than its account";
        AfterImport = "after-import", "Su hora es posterior a la importación", "Its time is later than the import";
        RefersToLater = "refers-to-later", "Se refiere a una publicación que es posterior, o a sí misma", "It refers to a post that is later, or to itself";
        CountTooLarge = "count-too-large", "Un recuento mayor que el número de personas en el mundo", "A count larger than the number of people in the world";
        FewerReposts = "fewer-reposts", "Declara menos reenvíos de los que hay en el mismo archivo", "It claims fewer reposts than there are in the same file";
        TextsOfId = "texts-of-id", "Un identificador con textos distintos", "One identifier with different texts";
        AuthorsOfId = "authors-of-id", "Un identificador con cuentas distintas", "One identifier with different accounts";
        HandlesOfAccount = "handles-of-account", "Una cuenta con varios nombres de usuario", "One account with several handles";
        AccountsOfHandle = "accounts-of-handle", "Un nombre de usuario con varias cuentas", "One handle with several accounts";
        BirthsOfAccount = "births-of-account", "Una cuenta con fechas de creación distintas", "One account with different dates of creation";
    }
}

/// One fact: what is said, and what was found against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub check: Check,
    pub said: Private,
    pub found: Private,
    /// What is said less what was found, where both are times.
    pub seconds: Option<i64>,
}

const SECOND: i64 = 1_000_000;
/// An account's id is given when its making begins; so much later it is made (6,196 accounts: 0 to 4,708 s).
const MAKING: i64 = 7200 * SECOND;
/// Accounts' ids hold a time since about February 2016; those before were counted up.
const FIRST_STAMPED_ACCOUNT: u64 = 690_000_000_000_000_000;
/// People in the world.
const PEOPLE: u64 = 8_300_000_000;

fn number(id: Option<&Private>) -> Option<u64> {
    id?.reveal().parse().ok()
}

/// The time in a post's id.
pub fn time_of_id(id: &Private) -> Option<Moment> {
    let holds = number(Some(id)).is_some_and(|id| id >= FIRST_STAMPED);
    holds.then(|| Moment::from_micros(stamp(id.reveal())))
}

/// The time in an account's id.
pub fn time_of_account(post: &Post) -> Option<Moment> {
    let id = post.author_id.as_ref()?;
    let holds = number(Some(id)).is_some_and(|id| id >= FIRST_STAMPED_ACCOUNT);
    holds.then(|| Moment::from_micros(stamp(id.reveal())))
}

fn times(check: Check, said: Moment, found: Moment) -> Fact {
    let seconds = said.micros().div_euclid(SECOND) - found.micros().div_euclid(SECOND);
    let text = |at: Moment| Private::new(at.to_string());
    Fact { check, said: text(said), found: text(found), seconds: Some(seconds) }
}

/// The facts of one post by itself, which was imported at this moment.
pub fn of_post(post: &Post, imported: Moment) -> Vec<Fact> {
    let in_id = time_of_id(&post.id);
    let mut facts = Vec::new();
    let said = post.created_at.zip(in_id).filter(|(said, in_id)| differ(*said, *in_id));
    facts.extend(said.map(|(said, in_id)| times(Check::TimeOfId, said, in_id)));
    facts.extend(account(post, in_id));
    let latest = post.created_at.into_iter().chain(in_id).max();
    let after = latest.filter(|latest| *latest > imported);
    facts.extend(after.map(|latest| times(Check::AfterImport, latest, imported)));
    facts.extend(references(post));
    facts.extend(counts(post));
    facts
}

/// Sources round times down to the second, tables to the minute: a time with full minutes is one if
/// the id's lies in that minute.
fn differ(said: Moment, in_id: Moment) -> bool {
    let unit = if said.micros() % (60 * SECOND) == 0 { 60 * SECOND } else { SECOND };
    said.micros().div_euclid(unit) != in_id.micros().div_euclid(unit)
}

fn account(post: &Post, in_id: Option<Moment>) -> Vec<Fact> {
    let (said, by_id) = (post.author_created_at, time_of_account(post));
    let mut facts = Vec::new();
    if let (Some(said), Some(by_id)) = (said, by_id) {
        let later = said.micros() - by_id.micros();
        if !(-SECOND..=MAKING).contains(&later) {
            facts.push(times(Check::TimeOfAccount, said, by_id));
        }
    }
    let posted = in_id.or(post.created_at);
    if let Some((posted, made)) = posted.zip(said.or(by_id)).filter(|(posted, made)| posted < made) {
        facts.push(times(Check::BeforeAccount, posted, made));
    }
    facts
}

fn references(post: &Post) -> Option<Fact> {
    let own = number(Some(&post.id)).filter(|id| *id >= FIRST_STAMPED)?;
    let others = [&post.repost_of, &post.quote_of, &post.reply_to];
    let later = others.into_iter().flatten().find(|id| number(Some(id)).is_some_and(|id| id >= own))?;
    let (said, found) = (later.clone(), post.id.clone());
    Some(Fact { check: Check::RefersToLater, said, found, seconds: None })
}

fn counts(post: &Post) -> Option<Fact> {
    let counts = [post.counts.reposts, post.counts.quotes, post.counts.replies, post.counts.likes];
    let most = counts.into_iter().flatten().max().filter(|count| *count > PEOPLE)?;
    let (said, found) = (Private::new(most.to_string()), Private::new(PEOPLE.to_string()));
    Some(Fact { check: Check::CountTooLarge, said, found, seconds: None })
}
