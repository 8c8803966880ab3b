//! Invitations: a registrar asks somebody in, and they make their keys themselves, under a password
//! that nobody else ever knows. What they answer waits until the registrar has certified it.

use super::Store;
use super::access::{Draft, Granted};
use super::accounts::{active_row, check_name, name_taken, profile};
use super::actor::Actor;
use super::answers::{Answer, Answered};
use super::error::{Error, Result, Tamper, TamperKind};
use super::node_secret::Secret;
use super::schema::{accounts, invitations};
use super::throttle::Attempt;
use crate::crypto::digest::Digest;
use crate::crypto::encode::{Fields, Reader};
use crate::crypto::invitation::{AnswerKey, InvitationCode};
use crate::crypto::random;
use crate::crypto::sign::VerifyingKey;
use crate::domain::ledger::Act;
use crate::domain::password::{self, About};
use crate::domain::policy::{ManageAccounts, ReadAccounts};
use crate::domain::{AccountId, Moment, OrganisationId, Private, Problem};
use diesel::prelude::*;
use std::collections::HashMap;
use std::net::IpAddr;
use zeroize::Zeroizing;

/// For how long a code may be used.
const OPEN: i64 = 48 * 60 * 60 * 1_000_000;

/// What the registrar's own seal is for.
const OWN: &str = "invitation";

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = invitations)]
struct Row {
    id: Vec<u8>,
    tag: Vec<u8>,
    login_tag: Vec<u8>,
    expires_at: i64,
    offer: Vec<u8>,
    own: Vec<u8>,
    answer: Option<Vec<u8>>,
}

impl Row {
    /// What the ledger holds of it. The answer is not in it: it is authentic by its own key.
    fn digest(&self) -> Digest {
        let fields = Fields::new("rg1/invitation-row").bytes(&self.id).bytes(&self.tag);
        let fields = fields.bytes(&self.login_tag).number(self.expires_at as u64);
        Digest::of(&fields.bytes(&self.offer).bytes(&self.own).done())
    }
}

/// An invitation that was just made. The code is told once.
pub struct Invitation {
    pub account: AccountId,
    pub code: Zeroizing<String>,
    pub expires: Moment,
}

/// What the inviter tells the invited.
struct Offer {
    root: VerifyingKey,
    organisation: Private,
    name: Private,
}

impl Offer {
    fn context(
        organisation: OrganisationId,
        account: AccountId,
        login_tag: &[u8],
        expires_at: i64,
    ) -> Vec<u8> {
        let fields = Fields::new("rg1/invitation-offer").bytes(organisation.bytes()).bytes(account.bytes());
        fields.bytes(login_tag).number(expires_at as u64).done()
    }

    fn export(&self) -> Zeroizing<Vec<u8>> {
        let fields = Fields::new("rg1/invitation-offer-content").bytes(self.root.bytes());
        Zeroizing::new(fields.text(self.organisation.reveal()).text(self.name.reveal()).done())
    }

    fn import(bytes: &[u8]) -> Option<Self> {
        let mut fields = Reader::new("rg1/invitation-offer-content", bytes).ok()?;
        let root = VerifyingKey::from_bytes(fields.bytes().ok()?.try_into().ok()?).ok()?;
        let mut text = || Some(Private::new(std::str::from_utf8(fields.bytes().ok()?).ok()?));
        Some(Self { root, organisation: text()?, name: text()? })
    }
}

/// What whoever accepted an invitation is told: whom they belong to now, and what to read aloud.
pub struct Accepted {
    pub organisation: Private,
    pub name: Private,
    pub fingerprint: Digest,
}

fn own_context(organisation: OrganisationId, account: AccountId) -> Vec<u8> {
    Fields::new("rg1/invitation-own").bytes(organisation.bytes()).bytes(account.bytes()).done()
}

fn not_known() -> Error {
    Error::Invalid(vec![Problem::new("code", "invitation-not-known")])
}

fn not_genuine(account: AccountId) -> Error {
    Tamper::new(TamperKind::GrantForged, account).into()
}

fn open_offer(
    node: &Secret,
    organisation: OrganisationId,
    row: Row,
    code: InvitationCode,
) -> Option<(Row, AccountId, InvitationCode, Offer)> {
    let account = AccountId::from_bytes(row.id.as_slice().try_into().ok()?);
    let key = code.offer_key(node, organisation.bytes(), account.bytes());
    let context = Offer::context(organisation, account, &row.login_tag, row.expires_at);
    let offer = Offer::import(&key.open(&context, &row.offer).ok()?)?;
    Some((row, account, code, offer))
}

impl Store {
    /// Asks somebody in, under a name that the registrar chooses.
    pub fn invite(&self, registrar: &Actor, name: &str) -> Result<Invitation> {
        check_name(name)?;
        let (organisation, account) = (registrar.organisation, AccountId::from_random(random::bytes()));
        let (code, expires) = (InvitationCode::generate(), Moment::from_micros(self.now().micros() + OPEN));
        let login_tag = self.tag_of(organisation, name)?;
        let offer = Offer {
            root: *registrar.certificates.root(),
            organisation: self.organisation_name(registrar)?,
            name: Private::new(name.trim()),
        };
        let secret = self.node_secret.standing().swap_remove(0);
        let (node, ids) = (&*secret, (organisation.bytes(), account.bytes()));
        let context = Offer::context(organisation, account, &login_tag, expires.micros());
        let row = Row {
            id: account.bytes().to_vec(),
            tag: code.tag(node, ids.0).to_vec(),
            expires_at: expires.micros(),
            offer: code.offer_key(node, ids.0, ids.1).seal(&context, &offer.export()),
            own: registrar
                .keys
                .own_key(OWN)
                .seal(&own_context(organisation, account), &code.answer_key(node, ids.0, ids.1).export()),
            login_tag,
            answer: None,
        };
        self.write::<ManageAccounts, _>(registrar, organisation, |writing| {
            let taken = accounts::table.filter(accounts::login_tag.eq(row.login_tag.clone()));
            if taken.count().get_result::<i64>(writing.db)? > 0 {
                return Err(Error::Invalid(vec![Problem::new("name", "name-taken")]));
            }
            let inserted = diesel::insert_into(invitations::table).values(&row).execute(writing.db);
            inserted.map_err(name_taken)?;
            let (subject, state, until) = (Some(account), Some(row.digest()), Some(expires));
            writing.append(Draft { subject, state, until, ..Draft::of(Act::AccountInvited) })?;
            writing.insert(profile(account, name, Some(registrar.account), writing.now())).map(|_| ())
        })?;
        Ok(Invitation { account, code: code.to_text(), expires })
    }

    /// Takes an invitation up: makes the account's keys under a password, here and now. A code that
    /// is wrong, used, over or withdrawn gets one answer.
    pub fn accept(&self, code: &str, password: &str, from: Option<IpAddr>) -> Result<Accepted> {
        let organisation = self.organisation().ok_or(Error::NoStore)?;
        let code = InvitationCode::from_text(code);
        let node = self.secret_of(organisation, code.as_ref());
        let tag = code.as_ref().map(|code| code.tag(&node, organisation.bytes()));
        let attempt = Attempt::of(&tag.unwrap_or_default(), from);
        self.throttle.admit(&attempt, self.now())?;
        let found = code.zip(tag).and_then(|(code, tag)| Some((self.open_invitation(tag)?, code)));
        let opened = found.and_then(|(row, code)| open_offer(&node, organisation, row, code));
        self.throttle.note(&attempt, opened.is_some(), self.now());
        let (row, account, code, offer) = opened.ok_or_else(not_known)?;
        let about = About(&[offer.organisation.reveal(), offer.name.reveal()]);
        if let Some(problem) = password::problem("password", password, about) {
            return Err(Error::Invalid(vec![problem]));
        }
        // Whoever runs this node made the code, or learned it: the root it names counts here too.
        if !self.directory.holds_root(offer.root.bytes())? {
            return Err(not_genuine(account));
        }
        let fresh = self.fresh_keys(organisation, account, password, offer.root, None)?;
        let answer = Answer::sign(organisation, account, &fresh, self.now());
        let sealed = answer.seal(
            organisation,
            account,
            code.answer_key(&node, organisation.bytes(), account.bytes()),
            &fresh.wrapped,
        );
        let waiting = invitations::table
            .filter(invitations::id.eq(row.id))
            .filter(invitations::tag.eq(row.tag))
            .filter(invitations::answer.is_null());
        let put =
            diesel::update(waiting).set(invitations::answer.eq(sealed)).execute(&mut *self.connect()?)?;
        match put {
            1 => Ok(Accepted {
                organisation: offer.organisation,
                name: offer.name,
                fingerprint: fresh.public().fingerprint(),
            }),
            _ => Err(not_known()),
        }
    }

    /// An invitation that may still be taken up.
    fn open_invitation(&self, tag: [u8; 32]) -> Option<Row> {
        let row = invitations::table
            .filter(invitations::tag.eq(tag.to_vec()))
            .filter(invitations::expires_at.gt(self.now().micros()))
            .filter(invitations::answer.is_null())
            .select(Row::as_select());
        row.get_result(&mut *self.connect().ok()?).ok()
    }

    /// The node's secret that an invitation was made with: it outlives one rotation, as sessions do.
    fn secret_of(&self, organisation: OrganisationId, code: Option<&InvitationCode>) -> Secret {
        let mut standing = self.node_secret.standing();
        let known = |secret: &Secret| {
            code.is_some_and(|code| self.open_invitation(code.tag(secret, organisation.bytes())).is_some())
        };
        let place = standing.iter().position(known).unwrap_or(0);
        standing.swap_remove(place)
    }

    /// Certifies an account whose owner has answered, and lets it in. `fingerprint` is the one that
    /// was compared with them: an answer that was exchanged since is not certified.
    pub fn confirm_account(&self, registrar: &Actor, account: AccountId, fingerprint: &Digest) -> Result<()> {
        self.write::<ManageAccounts, _>(registrar, registrar.organisation, |writing| {
            let (row, answered) = writing.answer_of(account)?;
            let answered = answered.ok_or(Error::NotFound)?;
            if answered.public.fingerprint() != *fingerprint {
                return Err(Error::Conflict);
            }
            let certificate = self.certify(registrar, account, answered.public);
            let made = active_row(&certificate, row.login_tag, answered.wrapped, writing.now());
            diesel::delete(invitations::table.filter(invitations::id.eq(row.id))).execute(writing.db)?;
            writing.take_in(&made, &certificate)?;
            writing.grant_organisation(&certificate)
        })
    }

    /// Takes an invitation back, answered or not.
    pub fn withdraw_invitation(&self, registrar: &Actor, account: AccountId) -> Result<()> {
        self.write::<ManageAccounts, _>(registrar, registrar.organisation, |writing| {
            writing.invited(account)?;
            let row = invitations::table.filter(invitations::id.eq(account.bytes().to_vec()));
            diesel::delete(row).execute(writing.db)?;
            writing.append(Draft { subject: Some(account), ..Draft::of(Act::InvitationWithdrawn) })
        })
    }

    /// What an invited person has answered; `None` while they have not.
    pub fn answer_to(&self, registrar: &Actor, account: AccountId) -> Result<Option<Digest>> {
        self.read::<ManageAccounts, _>(registrar, registrar.organisation, |granted| {
            let (_, answered) = granted.answer_of(account)?;
            Ok(answered.map(|answered| answered.public.fingerprint()))
        })
    }
}

impl Granted<'_, ManageAccounts> {
    fn invited(&self, account: AccountId) -> Result<Digest> {
        self.state().members().invitation(account).map(|(row, _)| row).ok_or(Error::NotFound)
    }

    /// The row of an invitation as the ledger tells it, and what was answered.
    fn answer_of(&mut self, account: AccountId) -> Result<(Row, Option<Answered>)> {
        let expected = self.invited(account)?;
        let row = invitations::table.filter(invitations::id.eq(account.bytes().to_vec()));
        let row: Option<Row> = row.select(Row::as_select()).get_result(self.db).optional()?;
        let row = row.ok_or_else(|| Tamper::new(TamperKind::RowMissing, account))?;
        if row.digest() != expected {
            return Err(not_genuine(account));
        }
        let Some(sealed) = &row.answer else { return Ok((row, None)) };
        let organisation = self.actor.organisation;
        let key = self.actor.keys.own_key(OWN).open(&own_context(organisation, account), &row.own);
        let key = key.ok().and_then(|key| AnswerKey::import(&key)).ok_or_else(|| not_genuine(account))?;
        let answered = Answered::open(organisation, account, key, sealed);
        let answered = answered.ok_or_else(|| not_genuine(account))?;
        Ok((row, Some(answered)))
    }
}

/// How an invitation stands.
#[derive(Clone, Copy)]
pub struct Standing {
    pub expires: Moment,
    /// Keys were made: they wait for the registrar.
    pub answered: bool,
}

impl<A: crate::domain::policy::Covers<ReadAccounts>> Granted<'_, A> {
    /// The invitations that stand, by account.
    pub fn invitations(&mut self) -> Result<HashMap<AccountId, Standing>> {
        let answered: Vec<Vec<u8>> = invitations::table
            .filter(invitations::answer.is_not_null())
            .select(invitations::id)
            .load(self.db)?;
        let told: Vec<(AccountId, Moment)> = self.state().members().invitations().collect();
        let standing = |(account, expires): (AccountId, Moment)| {
            let answered = answered.iter().any(|id| id.as_slice() == account.bytes());
            (account, Standing { expires, answered })
        };
        Ok(told.into_iter().map(standing).collect())
    }

    /// Invitations in the table that the ledger does not know as they are, and those that are gone.
    pub(super) fn wrong_invitations(&mut self) -> Result<Vec<(TamperKind, AccountId)>> {
        let rows: Vec<Row> = invitations::table.select(Row::as_select()).load(self.db)?;
        let told: Vec<(AccountId, Moment)> = self.state().members().invitations().collect();
        let mut missing: Vec<AccountId> = told.into_iter().map(|(account, _)| account).collect();
        let mut wrong = Vec::new();
        for row in rows {
            let Ok(id) = row.id.as_slice().try_into() else { continue };
            let account = AccountId::from_bytes(id);
            missing.retain(|known| *known != account);
            match self.state().members().invitation(account) {
                Some((expected, _)) if expected == row.digest() => {}
                Some(_) => wrong.push((TamperKind::GrantForged, account)),
                None => wrong.push((TamperKind::RowUnknown, account)),
            }
        }
        wrong.extend(missing.into_iter().map(|account| (TamperKind::RowMissing, account)));
        Ok(wrong)
    }
}
