//! A customer's team into what its pages show.

use axum::http::{HeaderValue, header};
use domain::Language;
use domain::actor::AccountScope;
use domain::permission;
use domain::team::SERVICES;
use leptos::prelude::use_context;
use operations::team::{BilledChoice, Invitation, ProfileInUse, TeamColleague, TeamProfile, seen};
use wording::{profiles as said, team as words};

use super::Eyes;
use crate::api::Mark;
use crate::api::team::{
    InvitationRow, InvitedView, PersonPage, PersonRow, Pick, ProfileFormPage, ProfileRow, ProfilesPage, ServiceView,
    TeamPage,
};
use crate::error::{Failure, FailureKind};
use crate::host::{Visit, reader, refused, set_status, visit};
use crate::ui::Tone;

/// The users and the open invitations.
///
/// # Errors
/// What the operation refused, in words.
pub async fn people() -> Result<TeamPage, Failure> {
    let (visit, actor) = reader()?;
    let team = visit.operations.team(&actor).await.map_err(refused(&visit))?;
    let eyes = Eyes::of(&visit, &actor);
    Ok(TeamPage {
        people: team.people.iter().map(|one| row(&eyes, one)).collect(),
        invitations: team.invitations.iter().map(|one| invitation(&eyes, one)).collect(),
        profiles: picks(&team.profiles, ""),
        sees_profiles: permission::manage_profiles(&actor).is_ok(),
        factor_required: team.factor_required,
    })
}

/// One user.
///
/// # Errors
/// What the operation refused, in words; not found for what is no id.
pub async fn person(id: &str) -> Result<PersonPage, Failure> {
    let (visit, actor) = reader()?;
    let Ok(id) = id.parse() else { return Err(unknown(&visit)) };
    let page = visit.operations.colleague(&actor, id).await.map_err(refused(&visit))?;
    let eyes = Eyes::of(&visit, &actor);
    let own = page.colleague.profile.to_string();
    Ok(PersonPage {
        row: row(&eyes, &page.colleague),
        may_change: page.may_change,
        gone: page.colleague.disabled_at.is_some(),
        profiles: picks(&page.profiles, &own),
        others: page
            .others
            .iter()
            .map(|one| Pick { value: one.id.to_string(), label: one.name.clone(), chosen: false })
            .collect(),
    })
}

/// The profiles.
///
/// # Errors
/// What the operation refused, in words.
pub async fn profiles() -> Result<ProfilesPage, Failure> {
    let (visit, actor) = reader()?;
    let profiles = visit.operations.profiles(&actor).await.map_err(refused(&visit))?;
    let billed = visit.operations.billed_names(&actor).await.map_err(refused(&visit))?;
    Ok(ProfilesPage {
        rows: profiles.iter().map(|one| profile_row(visit.language, one, &billed)).collect(),
        sees_people: permission::manage_users(&actor).is_ok(),
    })
}

/// One profile, or the form of a new one.
///
/// # Errors
/// What the operation refused, in words; not found for what is no id.
pub async fn profile(id: &str) -> Result<ProfileFormPage, Failure> {
    let (visit, actor) = reader()?;
    let language = visit.language;
    let id = match id {
        "new" => None,
        id => Some(id.parse().map_err(|_| unknown(&visit))?),
    };
    let page = visit.operations.profile(&actor, id).await.map_err(refused(&visit))?;
    let billed = visit.operations.billed_names(&actor).await.map_err(refused(&visit))?;
    let present = page.shown.as_ref().map(|shown| &shown.profile);
    let services = SERVICES.into_iter().map(|(service, rights)| ServiceView {
        name: said::service(language, service).to_owned(),
        options: rights
            .iter()
            .filter(|right| page.rights.has(**right))
            .map(|right| Pick {
                value: right.as_str().to_owned(),
                label: said::right(language, *right).to_owned(),
                chosen: present.is_some_and(|profile| profile.rights.has(*right)),
            })
            .collect(),
    });
    let chosen = |one: &BilledChoice| match present.map(|profile| &profile.scope) {
        Some(AccountScope::Only { accounts, sub_accounts }) => match one.part {
            Some(part) => sub_accounts.contains(&part),
            None => accounts.contains(&one.account),
        },
        _ => false,
    };
    let picks = page.billed.iter().map(|one| Pick {
        value: one.part.map_or_else(|| one.account.to_string(), |part| part.to_string()),
        label: if one.part.is_some() {
            words::part_of(language, &one.number, &one.part_number)
        } else {
            words::account(language, &one.number)
        },
        chosen: chosen(one),
    });
    Ok(ProfileFormPage {
        row: page.shown.as_ref().map(|shown| profile_row(language, shown, &billed)).unwrap_or_default(),
        may_change: page.shown.as_ref().is_none_or(|shown| shown.may_change),
        services: services.filter(|service| !service.options.is_empty()).collect(),
        scope: match present.map(|profile| &profile.scope) {
            Some(AccountScope::All) => "all",
            Some(AccountScope::Only { .. }) => "some",
            None => "",
        }
        .to_owned(),
        all_accounts: page.all_accounts,
        billed: picks.collect(),
        seen: present.map(seen).unwrap_or_default(),
        used: page.shown.as_ref().is_some_and(|shown| !shown.people.is_empty()),
        others: self::picks(&page.others, ""),
    })
}

/// Whom an invitation lets in. The page's address holds the link's secret, so it is kept out of `Referer`
/// (`security.md` S10).
///
/// # Errors
/// Not found for a link that no longer holds; the status is set.
pub async fn invited(token: &str) -> Result<InvitedView, Failure> {
    let visit = visit()?;
    if let Some(answer) = use_context::<leptos_axum::ResponseOptions>() {
        answer.insert_header(header::REFERRER_POLICY, HeaderValue::from_static("strict-origin"));
    }
    match visit.operations.invited(token).await.map_err(refused(&visit))? {
        Some(invited) => Ok(InvitedView { customer: invited.customer, email: invited.email }),
        None => {
            set_status(FailureKind::NotFound);
            Err(Failure::new(FailureKind::NotFound, words::invitation_gone_lead(visit.language)))
        }
    }
}

fn unknown(visit: &Visit) -> Failure {
    set_status(FailureKind::NotFound);
    Failure::new(FailureKind::NotFound, wording::failure::not_found(visit.language))
}

fn picks(profiles: &[TeamProfile], chosen: &str) -> Vec<Pick> {
    let pick = |one: &TeamProfile| {
        let value = one.id.to_string();
        Pick { chosen: value == chosen, value, label: one.name.clone() }
    };
    profiles.iter().map(pick).collect()
}

fn row(eyes: &Eyes, one: &TeamColleague) -> PersonRow {
    let language = eyes.language;
    let (tone, text) = if one.disabled_at.is_some() {
        (Tone::Neutral, words::deactivated(language))
    } else if one.seen_at.is_none() {
        (Tone::Them, words::not_signed_in(language))
    } else {
        (Tone::Done, words::active(language))
    };
    PersonRow {
        id: one.id.to_string(),
        name: one.name.clone(),
        email: one.email.clone(),
        profile: one.profile_name.clone(),
        state: Mark { tone, text: text.to_owned() },
        seen: one.seen_at.map(|at| eyes.recent(at)),
        factor: one.second_factor,
    }
}

pub(super) fn invitation(eyes: &Eyes, one: &Invitation) -> InvitationRow {
    let language = eyes.language;
    let until = if one.expires_at > eyes.now {
        words::valid_until(language, &eyes.day(one.expires_at))
    } else {
        words::expired(language).to_owned()
    };
    InvitationRow { id: one.id.to_string(), email: one.email.clone(), said: format!("{} · {until}", one.profile_name) }
}

fn profile_row(language: Language, shown: &ProfileInUse, billed: &[BilledChoice]) -> ProfileRow {
    let named = match &shown.profile.scope {
        AccountScope::All => None,
        AccountScope::Only { accounts, sub_accounts } => {
            let of = |one: &&BilledChoice| match one.part {
                Some(part) => sub_accounts.contains(&part),
                None => accounts.contains(&one.account),
            };
            let name = |one: &BilledChoice| format!("{} {}", one.number, one.part_number).trim_end().to_owned();
            Some(billed.iter().filter(of).map(name).collect::<Vec<_>>())
        }
    };
    let count = i64::try_from(shown.people.len()).unwrap_or(i64::MAX);
    ProfileRow {
        id: shown.profile.id.to_string(),
        name: shown.profile.name.clone(),
        said: said::sentence(language, shown.profile.rights, named.as_deref()),
        count: words::profile_people(language, count),
        people: shown.people.join(", "),
    }
}
