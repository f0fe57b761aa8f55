//! A customer's team: what its administrators may hand out, and that one of them always stays (`product.md` §5, S1-20,
//! S1-21).

use crate::actor::{AccountScope, Actor, Right, Rights, Side};
use crate::id::{AccountId, SubAccountId};

/// Days that an invitation is valid.
pub const INVITATION_DAYS: u32 = 7;

/// The longest name of a profile or a person, in characters.
pub const NAME_MAX: usize = 80;

/// The options of each service, in the order of the profile form (`product.md` §5).
pub const SERVICES: [(Service, &[Right]); 3] = [
    (
        Service::Tickets,
        &[
            Right::SeeAllTickets,
            Right::FileTickets,
            Right::Reply,
            Right::Validate,
            Right::ExportTickets,
            Right::ShareSearches,
        ],
    ),
    (
        Service::Tracking,
        &[Right::SearchParcels, Right::Proofs, Right::Instructions, Right::TrackingMessages, Right::Reports],
    ),
    (Service::Administration, &[Right::Users, Right::Profiles, Right::AuditTrail]),
];

/// What options are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Online customer service.
    Tickets,
    /// Tracking.
    Tracking,
    /// Administration.
    Administration,
}

/// Options and accounts together: what a profile allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// The ticked options.
    pub rights: Rights,
    /// The accounts they hold for.
    pub scope: AccountScope,
}

/// Whether somebody may hand out what a profile allows, and touch those who have it: nobody gives more than he has
/// himself, in options and in accounts (`security.md` A08). `account_of` tells whose part a sub-account is.
#[must_use]
pub fn may_hand_out(actor: &Actor, allowed: &Allowed, account_of: impl Fn(SubAccountId) -> Option<AccountId>) -> bool {
    let Side::Customer { rights, scope, .. } = &actor.side else { return false };
    if !allowed.rights.iter().all(|right| rights.has(right)) {
        return false;
    }
    match (scope, &allowed.scope) {
        (AccountScope::All, _) => true,
        (AccountScope::Only { .. }, AccountScope::All) => false,
        (AccountScope::Only { accounts, .. }, AccountScope::Only { accounts: given, sub_accounts }) => {
            given.iter().all(|account| accounts.contains(account))
                && sub_accounts
                    .iter()
                    .all(|part| account_of(*part).is_some_and(|of| scope.covers(Some(of), Some(*part))))
        }
    }
}

/// Whether a set of options makes an administrator: who has it can restore every other right.
#[must_use]
pub fn administers(rights: Rights) -> bool {
    rights.has(Right::Users) && rights.has(Right::Profiles)
}

/// Whether somebody active still administers the customer, among its people as they would be. Without one nobody of the
/// customer could ever change anything again.
#[must_use]
pub fn stays_administered(active: impl IntoIterator<Item = Rights>) -> bool {
    active.into_iter().any(administers)
}

/// A name as it is kept: without spaces around it, control characters, and the marks that turn the direction of writing
/// around (a name in Arabic or Hebrew needs none; with them a name could make another text look different).
#[must_use]
pub fn clean_name(typed: &str) -> String {
    let plain: String = typed
        .chars()
        .map(|letter| if letter.is_whitespace() { ' ' } else { letter })
        .filter(|letter| {
            !letter.is_control()
                && !matches!(letter, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        })
        .collect();
    plain.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::Language;
    use crate::id::{CustomerId, UserId};

    const fn account(n: u128) -> AccountId {
        AccountId(Uuid::from_u128(n))
    }

    const fn part(n: u128) -> SubAccountId {
        SubAccountId(Uuid::from_u128(n))
    }

    fn actor(rights: Rights, scope: AccountScope) -> Actor {
        Actor {
            user: UserId(Uuid::from_u128(1)),
            name: "Claire".into(),
            language: Language::Fr,
            zone: "Europe/Paris".into(),
            side: Side::Customer { customer: CustomerId(Uuid::from_u128(2)), rights, scope },
        }
    }

    fn rights(of: &[Right]) -> Rights {
        of.iter().copied().collect()
    }

    /// Part 11 belongs to account 1, part 21 to account 2.
    fn owner(of: SubAccountId) -> Option<AccountId> {
        match of.0.as_u128() {
            11 => Some(account(1)),
            21 => Some(account(2)),
            _ => None,
        }
    }

    #[test]
    fn every_option_stands_in_one_service() {
        let listed: Vec<Right> = SERVICES.into_iter().flat_map(|(_, rights)| rights.iter().copied()).collect();
        assert_eq!(listed, Right::ALL);
    }

    #[test]
    fn nobody_hands_out_more_than_he_has() {
        let limited = actor(
            rights(&[Right::Users, Right::Reply]),
            AccountScope::Only { accounts: vec![account(1)], sub_accounts: vec![part(21)] },
        );
        let only =
            |accounts: Vec<AccountId>, sub_accounts: Vec<SubAccountId>| AccountScope::Only { accounts, sub_accounts };
        for (given, scope, may) in [
            (vec![Right::Reply], only(vec![account(1)], vec![]), true),
            (vec![Right::Users, Right::Reply], only(vec![], vec![part(21)]), true),
            (vec![], only(vec![], vec![part(11)]), true),
            (vec![Right::Validate], only(vec![account(1)], vec![]), false),
            (vec![Right::Reply], AccountScope::All, false),
            (vec![Right::Reply], only(vec![account(2)], vec![]), false),
            (vec![Right::Reply], only(vec![], vec![part(99)]), false),
        ] {
            let allowed = Allowed { rights: rights(&given), scope: scope.clone() };
            assert_eq!(may_hand_out(&limited, &allowed, owner), may, "{given:?} {scope:?}");
        }
        let everything = Allowed { rights: Rights::all(), scope: AccountScope::All };
        assert!(may_hand_out(&actor(Rights::all(), AccountScope::All), &everything, owner));
        let agent = Actor { side: Side::Operator { level: crate::actor::Level::Administrator }, ..limited };
        assert!(!may_hand_out(&agent, &everything, owner), "the operator has screens of his own");
    }

    #[test]
    fn one_administrator_stays() {
        let (users, profiles) = (rights(&[Right::Users]), rights(&[Right::Profiles]));
        assert!(!stays_administered([users, profiles]), "one person must have both");
        assert!(!stays_administered([]));
        assert!(stays_administered([users, rights(&[Right::Users, Right::Profiles])]));
    }

    #[test]
    fn names_keep_their_script_and_lose_what_turns_it() {
        for (typed, kept) in [
            ("  Claire \t Morel ", "Claire Morel"),
            ("ليلى العلوي", "ليلى العلوي"),
            ("\u{202e}evil\u{202c}", "evil"),
            ("a\u{0}b\r\nc", "ab c"),
            (" \u{200f} ", ""),
        ] {
            assert_eq!(clean_name(typed), kept, "{typed:?}");
        }
    }
}
