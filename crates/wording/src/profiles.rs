//! What a profile allows, as one sentence and option by option.

use domain::Language;
use domain::actor::{Right, Rights};
use domain::team::Service;

use crate::words::team as w;

/// A group of options.
#[must_use]
pub fn service(language: Language, service: Service) -> &'static str {
    match service {
        Service::Tickets => w::service_tickets(language),
        Service::Tracking => w::service_tracking(language),
        Service::Administration => w::service_administration(language),
    }
}

/// An option beside its box.
#[must_use]
pub fn right(language: Language, right: Right) -> &'static str {
    match right {
        Right::SeeAllTickets => w::right_see_all_tickets(language),
        Right::FileTickets => w::right_file_tickets(language),
        Right::Reply => w::right_reply(language),
        Right::Validate => w::right_validate(language),
        Right::ExportTickets => w::right_export_tickets(language),
        Right::ShareSearches => w::right_share_searches(language),
        Right::SearchParcels => w::right_search_parcels(language),
        Right::Proofs => w::right_proofs(language),
        Right::Instructions => w::right_instructions(language),
        Right::TrackingMessages => w::right_tracking_messages(language),
        Right::Reports => w::right_reports(language),
        Right::Users => w::right_users(language),
        Right::Profiles => w::right_profiles(language),
        Right::AuditTrail => w::right_audit_trail(language),
    }
}

fn says(language: Language, right: Right) -> &'static str {
    match right {
        Right::SeeAllTickets => w::says_see_all_tickets(language),
        Right::FileTickets => w::says_file_tickets(language),
        Right::Reply => w::says_reply(language),
        Right::Validate => w::says_validate(language),
        Right::ExportTickets => w::says_export_tickets(language),
        Right::ShareSearches => w::says_share_searches(language),
        Right::SearchParcels => w::says_search_parcels(language),
        Right::Proofs => w::says_proofs(language),
        Right::Instructions => w::says_instructions(language),
        Right::TrackingMessages => w::says_tracking_messages(language),
        Right::Reports => w::says_reports(language),
        Right::Users => w::says_users(language),
        Right::Profiles => w::says_profiles(language),
        Right::AuditTrail => w::says_audit_trail(language),
    }
}

/// What a profile allows, in one sentence. `accounts` names the accounts and parts of its scope; none stands for all.
#[must_use]
pub fn sentence(language: Language, rights: Rights, accounts: Option<&[String]>) -> String {
    let mut parts: Vec<&str> = Vec::new();
    // Whoever does not see everybody's requests sees his own.
    if !rights.has(Right::SeeAllTickets) {
        parts.push(w::says_own_tickets(language));
    }
    parts.extend(rights.iter().map(|right| says(language, right)));
    let scope = match accounts {
        None => w::says_all_accounts(language).to_owned(),
        Some([]) => w::says_no_accounts(language).to_owned(),
        Some([one]) => w::says_account(language, one),
        Some(several) => w::says_accounts(language, &joined(language, several)),
    };
    let mut letters = joined(language, &parts).chars().collect::<Vec<_>>();
    if let Some(first) = letters.first_mut() {
        *first = first.to_uppercase().next().unwrap_or(*first);
    }
    let deeds: String = letters.into_iter().collect();
    format!("{deeds}, {scope}.")
}

fn joined(language: Language, parts: &[impl AsRef<str>]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [before @ .., last] => {
            let before: Vec<&str> = before.iter().map(AsRef::as_ref).collect();
            format!("{} {} {}", before.join(", "), w::says_and(language), last.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_said_in_one_sentence() {
        let some: Rights = [Right::FileTickets, Right::SearchParcels].into_iter().collect();
        let part = ["FR-10 NORD".to_owned()];
        assert_eq!(
            sentence(Language::Fr, some, Some(&part)),
            "Voit ses propres demandes, en dépose et cherche les colis, pour le compte FR-10 NORD."
        );
        let two = ["FR-10".to_owned(), "FR-20".to_owned()];
        assert_eq!(
            sentence(Language::En, [Right::SeeAllTickets].into_iter().collect(), Some(&two)),
            "Sees everybody’s requests, for accounts FR-10 and FR-20."
        );
        assert!(sentence(Language::Fr, Rights::all(), None).ends_with("et lit le journal, pour tous les comptes."));
        assert!(sentence(Language::En, Rights::default(), Some(&[])).ends_with(", for no account."));
    }
}
