//! Who signed: certificates from the organisation's root key down to each account.

use super::opened::Opened;
use super::report::{Report, What, Why, or};
use crate::crypto::{Certificate, DossierKey, Issuer, VerifyingKey};
use crate::domain::{AccountId, OrganisationId};
use crate::dossier::ledger::{NoteSigner, SIGNERS, Signers};
use crate::dossier::package::KEY;
use data_encoding::BASE64;
use std::collections::BTreeMap;

pub struct Known {
    pub organisation: OrganisationId,
    /// By account, as the entries write it.
    pub certificates: BTreeMap<String, Certificate>,
    pub checkpoint: NoteSigner,
}

/// `None` when nobody can be known.
pub fn check(bag: &Opened, report: &mut Report) -> Option<Known> {
    let parsed = bag.text(SIGNERS).and_then(|text| serde_json::from_str::<Signers>(text).ok());
    let Some((signers, root, organisation)) = parsed.and_then(with_root) else {
        report.add(What::Certificates, SIGNERS, Err(Why::Malformed));
        return None;
    };
    report.root_key.clone_from(&signers.root);
    let claimed: Vec<Certificate> =
        signers.certificates.iter().filter_map(|one| decoded(&one.certificate)).collect();
    let mut certificates = BTreeMap::new();
    for one in &signers.certificates {
        let certificate = decoded(&one.certificate);
        let good = certificate.filter(|certificate| {
            let theirs = AccountId::from_bytes(certificate.account).to_string() == one.account;
            theirs
                && certificate.organisation == *organisation.bytes()
                && chained(certificate, &root, &claimed)
        });
        report.add(What::Certificates, &one.account, or(good.is_some(), Why::BadSignature));
        certificates.extend(good.map(|certificate| (one.account.clone(), certificate)));
    }
    let key = bag.text(KEY).and_then(|text| DossierKey::from_public_text(text).ok());
    let certified = key.is_some_and(|key| certificates.values().any(|one| one.keys.dossier == key));
    report.add(What::SignerCertified, KEY, or(certified, Why::Unknown));
    Some(Known { organisation, certificates, checkpoint: signers.checkpoint })
}

fn with_root(signers: Signers) -> Option<(Signers, VerifyingKey, OrganisationId)> {
    let root: [u8; 32] = BASE64.decode(signers.root.as_bytes()).ok()?.try_into().ok()?;
    let root = VerifyingKey::from_bytes(&root).ok()?;
    let organisation = signers.organisation.parse().ok()?;
    Some((signers, root, organisation))
}

fn decoded(text: &str) -> Option<Certificate> {
    Certificate::from_bytes(&BASE64.decode(text.as_bytes()).ok()?).ok()
}

fn chained(certificate: &Certificate, root: &VerifyingKey, all: &[Certificate]) -> bool {
    let issuer = match certificate.issuer {
        Issuer::Root => None,
        Issuer::Account(account) => all.iter().find(|one| one.account == account),
    };
    certificate.verify(root, issuer).is_ok()
}
