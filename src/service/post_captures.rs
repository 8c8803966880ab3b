//! The other captures of a post: in which files of the case the same id stands, and what they say
//! differently.

use super::post_index::{At, find, print};
use super::post_pages::{id_digest, locate, read_page};
use super::posts::{Found, found, open_sets};
use super::{Actor, Error, Result, Store};
use crate::domain::post::Post;
use crate::domain::post_parts::{Difference, differences};
use crate::domain::posts::{Place, PostSet};
use crate::domain::{CaseId, Recorded};

/// Another record of the same post.
pub struct OtherCapture {
    pub set: Recorded<PostSet>,
    pub what: Captured,
}

pub enum Captured {
    /// A version, and in what it differs: the post that was asked about comes first.
    Version(Box<Found>, Vec<Difference>),
    /// The very same, here in its file.
    Same(Place),
}

/// Beyond so many captures of one post nobody reads on.
const MOST: usize = 200;

/// In the order of the imports.
pub fn captures(store: &Store, actor: &Actor, case: CaseId, of: &Found) -> Result<Vec<OtherCapture>> {
    let mark = id_digest(&of.post);
    let mut all = Vec::new();
    for (set, mut file) in open_sets(store, actor, case)? {
        let own = print(&of.post, &set.body.print_key);
        for capture in find(&mut file, &set.body.ids, &mark)? {
            let what = match capture.at {
                At::Post(number) if (set.id, number) == (of.address.set, of.address.number) => continue,
                At::Post(number) => {
                    let (page, at) = locate(&set.body.pages, number).ok_or(Error::NotFound)?;
                    let other = read_page::<Post>(&mut file, &page)?.into_iter().nth(at);
                    let other = other.ok_or(Error::NotFound)?;
                    let differ = differences(&of.post, &other);
                    Captured::Version(Box::new(found(&set, number, other)), differ)
                }
                At::Same(place) if capture.print == own => Captured::Same(place),
                At::Same(_) => continue,
            };
            all.push(OtherCapture { set: set.clone(), what });
            if all.len() == MOST {
                return Ok(all);
            }
        }
    }
    Ok(all)
}
