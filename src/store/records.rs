//! Sealed documents: put in, revised, found, listed. Every row that is read is held against the
//! ledger: an older row put back, a row of another record, a missing row are named, not shown.

use super::access::{Draft, Granted, Writing};
use super::db::on;
use super::error::{Error, Result, Tamper, TamperKind};
use super::ledger::Head;
use super::opened;
use super::schema::{lookups, records};
use crate::crypto::compartment::CompartmentKey;
use crate::crypto::digest::Digest;
use crate::crypto::place::Place;
use crate::crypto::random;
use crate::domain::account::Compartment;
use crate::domain::ledger::Act;
use crate::domain::policy::{Action, Covers};
use crate::domain::record::reference;
use crate::domain::{Choice, Document, RecordId, Recorded, ScopeId};
use diesel::prelude::*;
use std::collections::HashMap;

/// A row that is put in.
#[derive(Insertable)]
#[diesel(table_name = records)]
struct NewRow {
    id: Vec<u8>,
    revision: i64,
    scope_id: Vec<u8>,
    compartment: String,
    epoch: i64,
    schema: i64,
    kind_tag: Vec<u8>,
    superseded: bool,
    sealed: Vec<u8>,
}

/// What reading needs of one.
#[derive(Queryable, Selectable)]
#[diesel(table_name = records)]
pub(super) struct Row {
    pub id: Vec<u8>,
    pub revision: i64,
    pub compartment: String,
    /// The epoch that it lies under.
    pub epoch: i64,
    /// The epoch that it was recorded under, where it was sealed again since.
    pub inner_epoch: Option<i64>,
    schema: i64,
    pub superseded: bool,
    pub sealed: Vec<u8>,
}

impl Row {
    pub fn id(&self) -> Result<RecordId> {
        let bytes = self.id.as_slice().try_into();
        bytes.map(RecordId::from_bytes).map_err(|_| Tamper::new(TamperKind::RowUnknown, "id").into())
    }

    fn stands_as(&self, head: &Head) -> bool {
        self.revision as u64 == head.revision && Digest::of(&self.sealed) == head.state
    }

    fn place(&self, scope: ScopeId, id: RecordId) -> opened::Place {
        opened::Place { scope, id, revision: self.revision, epoch: self.epoch, schema: self.schema }
    }
}

fn tamper(kind: TamperKind, what: impl ToString) -> Error {
    Tamper::new(kind, what).into()
}

impl<A> Granted<'_, A> {
    /// The key that a row of some epoch lies under.
    pub(super) fn key_of(
        &self,
        compartment: Compartment,
        epoch: i64,
        id: RecordId,
    ) -> Result<&std::sync::Arc<CompartmentKey>> {
        self.keys.get(compartment, epoch as u32).map_err(|error| match self.keys.has(compartment) {
            // Whoever has the compartment has all its epochs: there is no such one.
            true => tamper(TamperKind::RowDoesNotOpen, id),
            false => error,
        })
    }
}

impl<A: Action> Granted<'_, A> {
    /// The record as it stands.
    pub fn find<D: Document>(&mut self, id: RecordId) -> Result<Recorded<D>>
    where
        A: Covers<D::Read>,
    {
        const {
            assert!(
                matches!(D::COMPARTMENT, Compartment::Record),
                "identities are read by Writing::identities_of"
            )
        };
        self.find_any(id)
    }

    /// Every record of a kind, in the order in which they were recorded.
    pub fn list<D: Document>(&mut self) -> Result<Vec<Recorded<D>>>
    where
        A: Covers<D::Read>,
    {
        const {
            assert!(
                matches!(D::COMPARTMENT, Compartment::Record),
                "identities are read by Writing::identities_of"
            )
        };
        let ids: Vec<RecordId> = self.state().of_kind(D::KIND, self.size).collect();
        let mut rows: Vec<Row> = Vec::with_capacity(ids.len());
        for tag in self.kind_tags::<D>()? {
            let tagged = records::table
                .filter(records::scope_id.eq(self.scope.bytes().as_slice()))
                .filter(records::kind_tag.eq(tag))
                .filter(records::superseded.eq(false));
            let found: Vec<Row> = on!(self.db, db => tagged.select(Row::as_select()).load(db))?;
            rows.extend(found);
        }
        let mut by_id = HashMap::with_capacity(rows.len());
        for row in rows {
            by_id.insert(row.id()?, row);
        }
        let listed = ids.iter().map(|id| {
            let row = by_id.remove(id).ok_or_else(|| tamper(TamperKind::RowMissing, id))?;
            self.open(*id, row)
        });
        let listed = listed.collect::<Result<Vec<_>>>()?;
        match by_id.keys().next() {
            Some(unknown) => Err(tamper(TamperKind::RowUnknown, unknown)),
            None => Ok(listed),
        }
    }

    /// How many records of a kind there are.
    pub fn count<D: Document>(&self) -> usize
    where
        A: Covers<D::Read>,
    {
        self.state().of_kind(D::KIND, self.size).count()
    }

    /// The same, for kinds whose content one may not read: a number is no secret to members.
    pub fn count_of<D: Document>(&self) -> usize {
        self.state().of_kind(D::KIND, self.size).count()
    }

    /// The reference that the next record of a kind will have.
    pub fn next_reference<D: Document>(&self) -> String {
        reference(D::PREFIX, self.count_of::<D>() as u64 + 1)
    }

    /// The record of a kind with this number, counted from 1 as references are.
    pub fn nth(&self, kind: &str, number: u64) -> Option<RecordId> {
        let position = usize::try_from(number.checked_sub(1)?).ok()?;
        self.state().of_kind(kind, self.size).nth(position)
    }

    /// Whether a record of any kind is in this scope.
    pub fn require_record(&self, id: RecordId) -> Result<()> {
        self.state().head(id, self.size).map(|_| ()).ok_or(Error::NotFound)
    }

    /// The one record of a kind that a case has only one of.
    pub fn only<D: Document>(&mut self) -> Result<Option<Recorded<D>>>
    where
        A: Covers<D::Read>,
    {
        self.first::<D>().map(|id| self.find(id)).transpose()
    }

    pub(super) fn first<D: Document>(&self) -> Option<RecordId> {
        self.state().of_kind(D::KIND, self.size).next()
    }

    /// Every revision of a record, oldest first.
    pub fn history<D: Document>(&mut self, id: RecordId) -> Result<Vec<Recorded<D>>>
    where
        A: Covers<D::Read>,
    {
        const { assert!(matches!(D::COMPARTMENT, Compartment::Record), "identities have no open history") };
        self.revisions(id)
    }

    pub(super) fn revisions<D: Document>(&mut self, id: RecordId) -> Result<Vec<Recorded<D>>> {
        let heads = self.state().history(id, self.size);
        let rows: Vec<Row> = records::table
            .filter(records::id.eq(id.bytes().to_vec()))
            .order(records::revision)
            .select(Row::as_select())
            .load(self.db)?;
        let rows: Vec<Row> =
            rows.into_iter().map(|row| self.taken_out(D::COMPARTMENT, id, row)).collect::<Result<_>>()?;
        if rows.len() != heads.len() {
            return Err(tamper(TamperKind::RowNotAsLedger, id));
        }
        rows.into_iter().zip(&heads).map(|(row, head)| self.open_row(id, row, head)).collect()
    }

    pub(super) fn find_any<D: Document>(&mut self, id: RecordId) -> Result<Recorded<D>> {
        if self.state().head(id, self.size).is_none() {
            return Err(Error::NotFound);
        }
        if !self.state().is_of_kind(id, D::KIND) {
            return Err(Error::NotFound);
        }
        let standing = records::table
            .filter(records::id.eq(id.bytes().as_slice()))
            .filter(records::scope_id.eq(self.scope.bytes().as_slice()))
            .filter(records::superseded.eq(false));
        let row: Option<Row> =
            on!(self.db, db => standing.select(Row::as_select()).get_result(db)).optional()?;
        self.open(id, row.ok_or_else(|| tamper(TamperKind::RowMissing, id))?)
    }

    fn open<D: Document>(&self, id: RecordId, row: Row) -> Result<Recorded<D>> {
        let head = self.state().head(id, self.size).ok_or_else(|| tamper(TamperKind::RowUnknown, id))?;
        let row = self.taken_out(D::COMPARTMENT, id, row)?;
        self.open_row(id, row, &head)
    }

    /// The document in a row, which must be as the ledger says.
    fn open_row<D: Document>(&self, id: RecordId, row: Row, head: &Head) -> Result<Recorded<D>> {
        let place = row.place(self.scope, id);
        let kept = matches!(D::COMPARTMENT, Compartment::Record).then_some(&self.actor.documents);
        let known = kept.filter(|_| row.revision as u64 == head.revision);
        let known = known.and_then(|kept| kept.get(place, &head.state, &row.sealed));
        if known.is_none() && !row.stands_as(head) {
            return Err(tamper(TamperKind::RowNotAsLedger, id));
        }
        let key = self.key_of(D::COMPARTMENT, row.epoch, id)?;
        if let Some(known) = known {
            return Ok(Recorded::clone(&known));
        }
        let bound = self.place::<D>(&id, row.epoch as u32, row.revision as u64, row.schema as u16);
        let plain = key.open(&bound, &row.sealed).map_err(|_| tamper(TamperKind::RowDoesNotOpen, id))?;
        let mut recorded: Recorded<D> = serde_json::from_slice(&plain)?;
        (recorded.id, recorded.revision) = (id, row.revision as u64);
        if let Some(kept) = kept {
            kept.put(place, head.state, row.sealed, &recorded);
        }
        Ok(recorded)
    }

    /// A row as it was recorded, out of what it was sealed in since.
    pub(super) fn taken_out(&self, compartment: Compartment, id: RecordId, mut row: Row) -> Result<Row> {
        if let Some(inner) = row.inner_epoch.take() {
            row.sealed = self.without_layer(compartment, row.epoch, (id, row.revision), &row.sealed)?;
            row.epoch = inner;
        }
        Ok(row)
    }

    fn place<'p, D: Document>(
        &'p self,
        id: &'p RecordId,
        epoch: u32,
        revision: u64,
        schema: u16,
    ) -> Place<'p> {
        Place {
            organisation: self.actor.organisation.bytes(),
            scope: self.scope.bytes(),
            compartment: D::COMPARTMENT.code(),
            epoch,
            kind: D::KIND,
            id: id.bytes(),
            revision,
            schema,
        }
    }

    /// The tag of a kind under the key of each epoch, newest first.
    pub(super) fn kind_tags<D: Document>(&self) -> Result<Vec<Vec<u8>>> {
        self.keys.current(D::COMPARTMENT)?;
        let epochs = self.keys.epochs(D::COMPARTMENT).into_iter();
        epochs.map(|epoch| Ok(kind_tag(self.keys.get(D::COMPARTMENT, epoch)?, D::KIND))).collect()
    }
}

pub(super) fn kind_tag(key: &CompartmentKey, kind: &str) -> Vec<u8> {
    key.blind("kind", kind.as_bytes()).to_vec()
}

impl<A: Action> Writing<'_, A> {
    /// Records something new. Its reference is the next of its kind.
    pub fn insert<D: Document>(&mut self, body: D) -> Result<Recorded<D>>
    where
        A: Covers<D::Write>,
    {
        let id = RecordId::from_random(random::bytes());
        let reference = reference(D::PREFIX, self.state().count(D::KIND) + 1);
        self.put(id, 1, reference, body, Act::Recorded)
    }

    /// Puts a new revision of a record on top of the one that was read.
    ///
    /// # Errors
    /// `Conflict` when somebody else revised it since.
    pub fn revise<D: Document>(&mut self, id: RecordId, read: u64, body: D) -> Result<Recorded<D>>
    where
        A: Covers<D::Write>,
    {
        let old: Recorded<D> = self.find_any(id)?;
        if old.revision != read {
            return Err(Error::Conflict);
        }
        let row = records::table.filter(records::id.eq(id.bytes().to_vec()));
        diesel::update(row).set(records::superseded.eq(true)).execute(self.db)?;
        diesel::delete(lookups::table.filter(lookups::record_id.eq(id.bytes().to_vec()))).execute(self.db)?;
        self.put(id, read + 1, old.reference, body, Act::Revised)
    }

    /// The identities of a person. Reading them is an act that the ledger tells.
    pub fn identities_of<D: Document>(&mut self, person: RecordId) -> Result<Vec<Recorded<D>>>
    where
        A: Covers<D::Read>,
    {
        let ids = self.looked_up(D::COMPARTMENT, D::KIND, "mentions", person.bytes())?;
        let found: Vec<Recorded<D>> =
            ids.into_iter().map(|id| self.find_mentioning(id, person)).collect::<Result<_>>()?;
        for identity in &found {
            self.tell(Act::IdentityRead, identity)?;
        }
        Ok(found)
    }

    /// Enters an act on a record that changes nothing.
    pub fn tell<D: Document>(&mut self, act: Act, about: &Recorded<D>) -> Result<()> {
        let kind = Some(D::KIND.to_string());
        let reference = Some(about.reference.clone());
        self.append(Draft { record: Some(about.id), kind, reference, ..Draft::of(act) })
    }

    fn put<D: Document>(
        &mut self,
        id: RecordId,
        revision: u64,
        reference: String,
        body: D,
        act: Act,
    ) -> Result<Recorded<D>> {
        let recorded = Recorded {
            id,
            revision,
            reference,
            recorded_at: self.now,
            recorded_by: self.actor.account,
            body,
        };
        let plain = zeroize::Zeroizing::new(serde_json::to_vec(&recorded)?);
        let (epoch, key) = self.keys.current(D::COMPARTMENT)?;
        let sealed = key.seal(&self.place::<D>(&id, epoch, revision, D::SCHEMA), &plain);
        let state = Digest::of(&sealed);
        let row = NewRow {
            id: id.bytes().to_vec(),
            revision: revision as i64,
            scope_id: self.scope.bytes().to_vec(),
            compartment: D::COMPARTMENT.code().into(),
            epoch: i64::from(epoch),
            schema: i64::from(D::SCHEMA),
            kind_tag: kind_tag(key, D::KIND),
            superseded: false,
            sealed,
        };
        diesel::insert_into(records::table).values(&row).execute(self.db)?;
        self.index(&recorded)?;
        let original =
            recorded.body.unique_key().filter(|(field, _)| *field == "sha256").map(|(_, digest)| digest);
        let original = original.and_then(|digest| digest.try_into().ok()).map(Digest::from_bytes);
        self.append(Draft {
            record: Some(id),
            kind: Some(D::KIND.into()),
            reference: Some(recorded.reference.clone()),
            revision: Some(revision),
            state: Some(state),
            original,
            ..Draft::of(act)
        })?;
        Ok(recorded)
    }
}
