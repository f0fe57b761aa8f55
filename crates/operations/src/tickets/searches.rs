//! What somebody can choose from above his list, and the searches that he saves and shares.

use domain::Actor;
use domain::actor::{Right, Side};
use domain::audit::Act;
use domain::id::{SavedSearchId, UserId};
use domain::refusal::{FieldRefusal, Refusal};
use domain::ticket::columns::Columns;
use domain::ticket::criteria::TicketCriteria;
use store::Scope;
use store::lists::SavedSearch;
use store::saved_searches::{self as rows, NewSearch};

use crate::audit::{self, Entry, Who};
use crate::{Error, Operations, Result, ids};

/// The searches that one person saves at most.
pub const SEARCHES_MAX: usize = 50;

/// The longest name of a search, in characters.
pub const NAME_MAX: usize = 60;

/// What can be chosen above the inbox, as far as somebody sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfferedFilters {
    /// Whether all accounts are the reader's: he is of the operator and types their numbers.
    pub all_accounts: bool,
    /// The numbers of accounts.
    pub accounts: Vec<String>,
    /// The parts of accounts: the number of the account, and their own.
    pub parts: Vec<(String, String)>,
    /// Who filed.
    pub contacts: Vec<(UserId, String)>,
    /// To whom tickets are given.
    pub assignees: Vec<(UserId, String)>,
    /// Saved searches.
    pub searches: Vec<SavedSearch>,
    /// The columns that he chose; `None` where he never did.
    pub columns: Option<Columns>,
}

impl OfferedFilters {
    /// The criteria of a saved search, as far as they can still be asked for: and the number of the account, or of the
    /// part of one, that is not the reader's any more.
    #[must_use]
    pub fn usable(&self, search: &SavedSearch) -> (TicketCriteria, Option<String>) {
        let criteria = TicketCriteria::from_query(&search.query).unwrap_or_default();
        if self.all_accounts {
            return (criteria, None);
        }
        let (account, part) = (&criteria.account, &criteria.sub_account);
        if !account.is_empty() && !self.accounts.contains(account) {
            let gone = account.clone();
            return (criteria.without("account"), Some(gone));
        }
        let is_part = |(of, number): &(String, String)| number == part && (account.is_empty() || of == account);
        if !part.is_empty() && !self.parts.iter().any(is_part) {
            let gone = part.clone();
            return (criteria.without("sub_account"), Some(gone));
        }
        (criteria, None)
    }
}

impl Operations {
    /// What somebody can choose from above his list.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn offered_filters(&self, actor: &Actor) -> Result<OfferedFilters> {
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let Side::Customer { rights, scope, .. } = &actor.side else {
            let offered = store::lists::offered(&mut tx, actor.user, false, "").await?;
            let columns = offered.columns.and_then(|words| Columns::from_words(&words, true));
            return Ok(OfferedFilters {
                all_accounts: true,
                searches: offered.searches,
                columns,
                ..OfferedFilters::default()
            });
        };
        let own_only = !rights.has(Right::SeeAllTickets);
        let sees_some = !own_only || rights.has(Right::FileTickets);
        let offered = store::lists::offered(&mut tx, actor.user, own_only, &scope.to_words()).await?;
        let number = |id| offered.accounts.iter().find(|(account, _)| *account == id).map(|(_, number)| number.clone());
        let parts: Vec<(String, String)> = offered
            .parts
            .iter()
            .filter(|(account, part, _)| scope.covers(Some(*account), Some(*part)))
            .filter_map(|(account, _, part)| Some((number(*account)?, part.clone())))
            .collect();
        let seen =
            |account, number: &String| scope.covers(Some(account), None) || parts.iter().any(|(of, _)| of == number);
        Ok(OfferedFilters {
            accounts: offered
                .accounts
                .iter()
                .filter(|(id, number)| seen(*id, number))
                .map(|(_, n)| n.clone())
                .collect(),
            parts,
            contacts: offered.contacts,
            assignees: offered.assignees,
            // What colleagues call their searches is for who sees any ticket.
            searches: offered.searches.into_iter().filter(|search| search.own || sees_some).collect(),
            columns: offered.columns.and_then(|words| Columns::from_words(&words, false)),
            all_accounts: false,
        })
    }

    /// Saves a search under a name, for oneself or also for all colleagues, each of whom finds by it what he may see.
    ///
    /// # Errors
    /// A refusal beside `name`; [`Refusal::NotAllowed`] to share without the option; [`Error::NotFound`] for criteria that
    /// no page of ours wrote.
    pub async fn save_search(&self, actor: &Actor, name: &str, query: &str, shared: bool) -> Result<SavedSearchId> {
        if shared {
            may_share(actor)?;
        }
        let criteria = TicketCriteria::from_query(query).map_err(|_| Error::NotFound)?;
        let name: String = name.chars().filter(|letter| !letter.is_control()).collect();
        let name = name.trim();
        if name.is_empty() {
            return Err(Error::field("name", FieldRefusal::Missing));
        }
        if name.chars().count() > NAME_MAX {
            return Err(Error::field("name", FieldRefusal::TooLong(NAME_MAX)));
        }
        let search = NewSearch {
            id: SavedSearchId(ids::new_id(self.now())),
            customer: actor.customer(),
            person: actor.user,
            name: name.to_owned(),
            query: criteria.to_query(),
            shared,
        };
        let mut tx = self.store().write(Scope::of(actor)).await?;
        if usize::try_from(rows::count(&mut tx, actor.user).await?).unwrap_or(0) >= SEARCHES_MAX {
            return Err(Error::field("name", FieldRefusal::TooMany(SEARCHES_MAX)));
        }
        rows::insert(&mut tx, &search, self.now()).await?;
        audit::record(&mut tx, self.now(), &Who::actor(actor), Entry::new(Act::SearchSaved, search.id, name)).await?;
        tx.commit().await?;
        Ok(search.id)
    }

    /// Shares one's own search with all colleagues, or no more.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a search that is not his; [`Refusal::NotAllowed`] to share without the option.
    pub async fn share_search(&self, actor: &Actor, id: SavedSearchId, shared: bool) -> Result<()> {
        if shared {
            may_share(actor)?;
        }
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let Some((name, true)) = rows::find(&mut tx, id, actor.user).await? else { return Err(Error::NotFound) };
        rows::share(&mut tx, id, actor.user, shared).await?;
        let said = |shared: bool| if shared { "shared" } else { "private" };
        let entry = Entry::new(Act::SearchShared, id, name).change(said(!shared), said(shared));
        audit::record(&mut tx, self.now(), &Who::actor(actor), entry).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Lets somebody's inbox begin with a search that he sees, or as it does by itself. Only he ever knows of it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a search that he does not see.
    pub async fn begin_with_search(&self, actor: &Actor, id: Option<SavedSearchId>) -> Result<()> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        if let Some(id) = id
            && rows::find(&mut tx, id, actor.user).await?.is_none()
        {
            return Err(Error::NotFound);
        }
        rows::begin_with(&mut tx, actor.user, id).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Deletes one's own search; colleagues with whom it was shared have it no more either.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a search that is not his.
    pub async fn delete_search(&self, actor: &Actor, id: SavedSearchId) -> Result<()> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let Some((name, true)) = rows::find(&mut tx, id, actor.user).await? else { return Err(Error::NotFound) };
        rows::delete(&mut tx, id, actor.user).await?;
        audit::record(&mut tx, self.now(), &Who::actor(actor), Entry::new(Act::SearchDeleted, id, name)).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Whether somebody may share his searches.
///
/// # Errors
/// [`Refusal::NotAllowed`].
fn may_share(actor: &Actor) -> Result<()> {
    match &actor.side {
        Side::Operator { .. } => Ok(()),
        Side::Customer { rights, .. } if rights.has(Right::ShareSearches) => Ok(()),
        Side::Customer { .. } => Err(Refusal::NotAllowed(Right::ShareSearches).into()),
    }
}
