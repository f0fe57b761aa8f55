//! Who asks: the person behind a deed, with what his profile or level lets him do.

use serde::{Deserialize, Serialize};

use crate::Language;
use crate::id::{AccountId, CustomerId, SubAccountId, UserId};

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The user.
    pub user: UserId,
    /// The name that threads show.
    pub name: String,
    /// The language of his pages and mails.
    pub language: Language,
    /// The IANA name of his time zone.
    pub zone: String,
    /// Which side of the counter he stands on.
    pub side: Side,
}

/// The two sides of the counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// A user of a customer, as far as his profile goes (S1-20, S1-21, S2-02).
    Customer {
        /// The customer he belongs to.
        customer: CustomerId,
        /// What his profile lets him do.
        rights: Rights,
        /// The accounts his profile covers.
        scope: AccountScope,
    },
    /// Somebody of the operator.
    Operator {
        /// What he is there.
        level: Level,
    },
}

/// What somebody of the operator is (S4-20).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Answers tickets.
    Agent,
    /// Answers tickets and sees what is late.
    Lead,
    /// Takes over what leads cannot settle.
    LevelTwo,
    /// Also runs the installation.
    Administrator,
}

impl Level {
    /// Every level, the lowest first.
    pub const ALL: [Level; 4] = [Level::Agent, Level::Lead, Level::LevelTwo, Level::Administrator];

    /// The word that is stored and typed on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Level::Agent => "agent",
            Level::Lead => "lead",
            Level::LevelTwo => "level_two",
            Level::Administrator => "administrator",
        }
    }

    /// The level of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Level::ALL.into_iter().find(|level| level.as_str() == word)
    }
}

/// Which accounts of the customer a profile covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountScope {
    /// All of them, also those to come.
    All,
    /// These alone.
    Only {
        /// Accounts with all their parts.
        accounts: Vec<AccountId>,
        /// Parts of other accounts.
        sub_accounts: Vec<SubAccountId>,
    },
}

impl AccountScope {
    /// These accounts with all their parts, and nothing else.
    #[must_use]
    pub const fn accounts(accounts: Vec<AccountId>) -> Self {
        AccountScope::Only { accounts, sub_accounts: Vec::new() }
    }

    /// Whether what is billed to an account, or to a part of it, lies within the scope. A thing without an account
    /// belongs to the customer as a whole.
    #[must_use]
    pub fn covers(&self, account: Option<AccountId>, part: Option<SubAccountId>) -> bool {
        match (self, account) {
            (AccountScope::All, _) | (_, None) => true,
            (AccountScope::Only { accounts, sub_accounts }, Some(account)) => {
                accounts.contains(&account) || part.is_some_and(|part| sub_accounts.contains(&part))
            }
        }
    }

    /// Whether everything that lies within another scope lies within this one. A part of an account counts where it is
    /// named: whose part it is, a scope does not know.
    #[must_use]
    pub fn takes_in(&self, other: &Self) -> bool {
        match (self, other) {
            (AccountScope::All, _) => true,
            (AccountScope::Only { .. }, AccountScope::All) => false,
            (
                AccountScope::Only { accounts, sub_accounts },
                AccountScope::Only { accounts: other, sub_accounts: parts },
            ) => {
                other.iter().all(|account| accounts.contains(account))
                    && parts.iter().all(|part| sub_accounts.contains(part))
            }
        }
    }

    /// The ids of a scope as one text that ids are looked for in: accounts and parts alike; empty for all of them. A
    /// scope of nothing at all is not empty: it would show everything.
    #[must_use]
    pub fn to_words(&self) -> String {
        let AccountScope::Only { accounts, sub_accounts } = self else { return String::new() };
        let ids = accounts.iter().map(ToString::to_string).chain(sub_accounts.iter().map(ToString::to_string));
        let words: Vec<String> = ids.collect();
        if words.is_empty() { "none".to_owned() } else { words.join(" ") }
    }
}

/// One option that a profile may tick (`product.md` §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Right {
    /// See the tickets of all colleagues within the account scope; without it, only one's own.
    SeeAllTickets,
    /// File tickets.
    FileTickets,
    /// Reply in threads.
    Reply,
    /// Validate, contest and withdraw.
    Validate,
    /// Export lists of tickets.
    ExportTickets,
    /// Share saved searches.
    ShareSearches,
    /// Search and see parcels.
    SearchParcels,
    /// See proofs of delivery.
    Proofs,
    /// Give delivery instructions.
    Instructions,
    /// Subscribe to tracking messages.
    TrackingMessages,
    /// Schedule reports.
    Reports,
    /// Manage users.
    Users,
    /// Manage profiles.
    Profiles,
    /// Read the audit trail.
    AuditTrail,
}

impl Right {
    /// Every option, in the order of the profile form.
    pub const ALL: [Right; 14] = [
        Right::SeeAllTickets,
        Right::FileTickets,
        Right::Reply,
        Right::Validate,
        Right::ExportTickets,
        Right::ShareSearches,
        Right::SearchParcels,
        Right::Proofs,
        Right::Instructions,
        Right::TrackingMessages,
        Right::Reports,
        Right::Users,
        Right::Profiles,
        Right::AuditTrail,
    ];

    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Right::SeeAllTickets => "see_all_tickets",
            Right::FileTickets => "file_tickets",
            Right::Reply => "reply",
            Right::Validate => "validate",
            Right::ExportTickets => "export_tickets",
            Right::ShareSearches => "share_searches",
            Right::SearchParcels => "search_parcels",
            Right::Proofs => "proofs",
            Right::Instructions => "instructions",
            Right::TrackingMessages => "tracking_messages",
            Right::Reports => "reports",
            Right::Users => "users",
            Right::Profiles => "profiles",
            Right::AuditTrail => "audit_trail",
        }
    }

    /// The option of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Right::ALL.into_iter().find(|right| right.as_str() == word)
    }
}

/// A set of options.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rights(u32);

impl Rights {
    /// Every option: what the customer's administrator has.
    #[must_use]
    pub fn all() -> Self {
        Right::ALL.into_iter().collect()
    }

    /// Whether an option is ticked.
    #[must_use]
    pub const fn has(self, right: Right) -> bool {
        self.0 & (1 << right as u8) != 0
    }

    /// The ticked options, in the order of the form.
    pub fn iter(self) -> impl Iterator<Item = Right> {
        Right::ALL.into_iter().filter(move |right| self.has(*right))
    }

    /// The set as words with spaces between, as it is stored.
    #[must_use]
    pub fn to_words(self) -> String {
        let words: Vec<&str> = self.iter().map(Right::as_str).collect();
        words.join(" ")
    }

    /// The set of stored words; words we do not know are left out, so that an older program reads a newer row.
    #[must_use]
    pub fn from_words(words: &str) -> Self {
        words.split_whitespace().filter_map(Right::from_word).collect()
    }
}

impl FromIterator<Right> for Rights {
    fn from_iter<I: IntoIterator<Item = Right>>(rights: I) -> Self {
        Rights(rights.into_iter().fold(0, |set, right| set | 1 << right as u8))
    }
}

impl Actor {
    /// The customer he belongs to, if he is a customer's user.
    #[must_use]
    pub const fn customer(&self) -> Option<CustomerId> {
        match self.side {
            Side::Customer { customer, .. } => Some(customer),
            Side::Operator { .. } => None,
        }
    }

    /// Whether he is of the operator.
    #[must_use]
    pub const fn is_operator(&self) -> bool {
        matches!(self.side, Side::Operator { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, Right, Rights};

    #[test]
    fn rights_survive_storage() {
        let rights: Rights = [Right::Reply, Right::AuditTrail].into_iter().collect();
        assert_eq!(Rights::from_words(&rights.to_words()), rights);
        assert_eq!(Rights::from_words(&Rights::all().to_words()), Rights::all());
        assert!(!rights.has(Right::Validate));
        assert_eq!(Rights::from_words("reply no_such_right audit_trail"), rights);
    }

    #[test]
    fn levels_survive_storage() {
        for level in Level::ALL {
            assert_eq!(Level::from_word(level.as_str()), Some(level));
        }
        assert_eq!(Level::from_word("king"), None);
    }
}
