//! Whether an item may go: whoever can be recognised in it agreed to be, and whoever gave it, that
//! it leaves at all.

use super::gate::Refused;
use super::reach::Reach;
use crate::domain::consent::{ItemClass, Scope};
use crate::domain::dossier::{Need, Reason};
use crate::domain::evidence::{Evidence, EvidenceKind};
use crate::domain::{RecordId, Recorded};

/// Of several refusals, the first of these is told.
const WORST_FIRST: [Reason; 3] = [Reason::Withdrawn, Reason::PersonShown, Reason::GiverDisagrees];

impl Reach<'_> {
    pub fn may_show(&self, item: &Recorded<Evidence>) -> Result<(), Refused> {
        let (shown, _) = self.people_of(item);
        if shown.is_empty() && !item.body.nobody_shown {
            return Err(Refused { reason: Reason::NotReviewed, people: Vec::new(), needs: Vec::new() });
        }
        // The same bytes show the same people, whatever was said of each copy.
        let refusals = self.gathered.twins(&item.body).flat_map(|twin| self.refusals(twin));
        let mut refusals: Vec<Refused> = refusals.collect();
        let reasons: Vec<Reason> = refusals.iter().map(|one| one.reason).collect();
        let Some(reason) = WORST_FIRST.into_iter().find(|reason| reasons.contains(reason)) else {
            return Ok(());
        };
        refusals.retain(|one| one.reason == reason);
        let mut told = Refused { reason, people: Vec::new(), needs: Vec::new() };
        for one in refusals {
            one.people.into_iter().for_each(|person| push_new(&mut told.people, person));
            one.needs.into_iter().for_each(|need| push_new(&mut told.needs, need));
        }
        Err(told)
    }

    /// Who can be recognised in an item, and who stands behind it.
    fn people_of(&self, item: &Recorded<Evidence>) -> (Vec<RecordId>, Vec<RecordId>) {
        let mut behind = self.gathered.testified_with(item.id);
        let mut shown = item.body.persons.clone();
        if of_one_account(item.body.kind) {
            shown.append(&mut behind);
        }
        (shown, behind)
    }

    fn refusals(&self, item: &Recorded<Evidence>) -> Vec<Refused> {
        let kind = item.body.kind;
        let (shown, behind) = self.people_of(item);
        let refused = |person, otherwise, reason| Refused {
            reason: if reason == Reason::Withdrawn { reason } else { otherwise },
            people: vec![person],
            needs: self.needs(kind, otherwise == Reason::PersonShown),
        };
        let shown = shown.into_iter().filter_map(|person| {
            self.recognisable(person, kind).err().map(|reason| refused(person, Reason::PersonShown, reason))
        });
        let behind = behind.into_iter().filter_map(|person| {
            self.agreed(person, kind).err().map(|reason| refused(person, Reason::GiverDisagrees, reason))
        });
        shown.chain(behind).collect()
    }

    /// Whether a person agreed that items of a kind go to this body.
    fn agreed(&self, person: RecordId, kind: EvidenceKind) -> Result<Scope, Reason> {
        let class = class_of(kind);
        if of_one_account(kind) {
            self.scope(person, ItemClass::Account, self.item_minimum(ItemClass::Account))?;
        }
        self.scope(person, class, self.item_minimum(class))
    }

    /// Whether a person agreed that this body recognises them in an item.
    fn recognisable(&self, person: RecordId, kind: EvidenceKind) -> Result<(), Reason> {
        let named = self.agreed(person, kind)?.names_the_person();
        if named && self.may_be_identified(person) { Ok(()) } else { Err(Reason::ScopeTooNarrow) }
    }

    fn needs(&self, kind: EvidenceKind, named: bool) -> Vec<Need> {
        let class = class_of(kind);
        let mut needs = vec![Need::Scope { class, least: self.item_minimum(class), named }];
        if of_one_account(kind) {
            let (class, least) = (ItemClass::Account, self.item_minimum(ItemClass::Account));
            needs.insert(0, Need::Scope { class, least, named: false });
        }
        if named {
            needs.extend(self.asked_to_identify());
        }
        needs
    }
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, one: T) {
    if !list.contains(&one) {
        list.push(one);
    }
}

/// Items that are somebody's account in another form.
fn of_one_account(kind: EvidenceKind) -> bool {
    matches!(kind, EvidenceKind::TestimonyAudio | EvidenceKind::SignedStatement)
}

/// Under which class of consent an item falls.
fn class_of(kind: EvidenceKind) -> ItemClass {
    use EvidenceKind as K;
    match kind {
        K::ChatScreenshot | K::PostScreenshot | K::Photo | K::WebCapture => ItemClass::Image,
        K::Video | K::Audio | K::TestimonyAudio => ItemClass::AudioVideo,
        K::Medical => ItemClass::Health,
        _ => ItemClass::Documents,
    }
}
