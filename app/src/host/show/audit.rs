//! The audit trail into what its pages show.

use domain::Language;
use domain::audit::{Object, Side};
use jiff::civil::Date;
use operations::audit::{Asked, Listed};
use wording::{acts, audit as words};

use super::Eyes;
use crate::api::Named;
use crate::api::audit::{TrailQuery, TrailRow, TrailView};
use crate::error::Failure;
use crate::host::{reader, refused};

/// The page's address: one for customers, one for the operator.
#[must_use]
pub const fn base(operator: bool) -> &'static str {
    if operator { "/admin/audit" } else { "/audit" }
}

/// What was typed as the operation takes it, or the fields that hold no day.
///
/// # Errors
/// The names of those fields.
pub fn asked(query: &TrailQuery) -> Result<Asked, Vec<String>> {
    let day = |typed: &str| -> Result<Option<Date>, ()> {
        let typed = typed.trim();
        if typed.is_empty() { Ok(None) } else { typed.parse().map(Some).map_err(|_| ()) }
    };
    let (from, to) = (day(&query.from), day(&query.to));
    match (from, to) {
        (Ok(from), Ok(to)) => {
            let after = query.after.split_once('-');
            Ok(Asked {
                who: query.who.clone(),
                act: query.act.clone(),
                object: query.object.clone(),
                from,
                to,
                after: after.and_then(|(at, position)| Some((at.parse().ok()?, position.parse().ok()?))),
            })
        }
        (from, to) => {
            let wrong = [("from", from.is_err()), ("to", to.is_err())];
            Err(wrong.into_iter().filter(|(_, wrong)| *wrong).map(|(name, _)| name.to_owned()).collect())
        }
    }
}

/// A page.
///
/// # Errors
/// What the operation refused, in words.
pub async fn page(operator: bool, query: &TrailQuery) -> Result<TrailView, Failure> {
    let (visit, actor) = reader()?;
    if actor.is_operator() != operator {
        return Err(refused(&visit)(operations::Error::NotFound));
    }
    let (asked, wrong) = match asked(query) {
        Ok(asked) => (asked, Vec::new()),
        // Nothing is shown for a day that is none, but who may not read learns that first.
        Err(wrong) => (Asked { act: "none".to_owned(), ..Asked::default() }, wrong),
    };
    let page = visit.operations.trail(&actor, &asked).await.map_err(refused(&visit))?;
    let eyes = Eyes::of(&visit, &actor);
    let language = eyes.language;
    Ok(TrailView {
        rows: page.rows.into_iter().map(|row| shown(&eyes, row)).collect(),
        older: page
            .next
            .map(|(at, position)| address(operator, query, &format!("{at}-{position}")))
            .unwrap_or_default(),
        newest: if query.after.is_empty() { String::new() } else { address(operator, query, "") },
        acts: page
            .acts
            .into_iter()
            .map(|act| Named { name: acts::act(language, act).to_owned(), value: act.as_str().to_owned() })
            .collect(),
        wrong,
    })
}

/// The address of the same question, from another row on.
fn address(operator: bool, query: &TrailQuery, after: &str) -> String {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    for (name, value) in [
        ("who", query.who.as_str()),
        ("act", &query.act),
        ("object", &query.object),
        ("from", &query.from),
        ("to", &query.to),
        ("after", after),
    ] {
        if !value.is_empty() {
            pairs.append_pair(name, value);
        }
    }
    let pairs = pairs.finish();
    if pairs.is_empty() { base(operator).to_owned() } else { format!("{}?{pairs}", base(operator)) }
}

fn shown(eyes: &Eyes, row: Listed) -> TrailRow {
    let language = eyes.language;
    let details = row.details;
    let nobody = matches!(row.side, Side::Command | Side::Clock);
    let href = match row.act.object() {
        _ if details.label.is_empty() => String::new(),
        Object::Ticket if eyes.operator => format!("/desk/{}", details.label),
        Object::Ticket => format!("/requests/{}", details.label),
        Object::Parcel => format!("/parcels/{}", details.label),
        _ => String::new(),
    };
    let erased = |text: String| if row.erased { words::erased(language).to_owned() } else { text };
    let change = if details.before.is_empty() && details.after.is_empty() {
        String::new()
    } else {
        let said =
            |text: &str| if text.is_empty() { words::nobody(language).to_owned() } else { in_words(language, text) };
        words::changed(language, &said(&details.after), &said(&details.before))
    };
    TrailRow {
        when: eyes.when(row.at),
        who: if nobody { acts::side(language, row.side).to_owned() } else { erased(details.actor_name) },
        address: details.address,
        customer: if eyes.operator { row.customer_name } else { String::new() },
        act: acts::act(language, row.act).to_owned(),
        object: erased(details.label),
        href,
        change,
    }
}

/// A ticket's state in words; everything else as it was recorded.
fn in_words(language: Language, text: &str) -> String {
    match domain::ticket::lifecycle::TicketState::from_word(text) {
        Some(state) => wording::values::ticket_state(language, state).to_owned(),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{TrailQuery, address, asked};

    #[test]
    fn what_is_typed_is_read_and_what_is_no_day_is_named() {
        let query = TrailQuery { from: "2026-03-01".into(), after: "12-3".into(), ..TrailQuery::default() };
        let read = asked(&query).expect("read");
        assert_eq!((read.from, read.to, read.after), (Some(jiff::civil::date(2026, 3, 1)), None, Some((12, 3))));
        let wrong = TrailQuery { from: "1 mars".into(), to: "31/03/2026".into(), ..TrailQuery::default() };
        assert_eq!(asked(&wrong), Err(vec!["from".to_owned(), "to".to_owned()]));
    }

    #[test]
    fn addresses_keep_what_was_asked_for() {
        let query = TrailQuery { who: "Éva & co".into(), after: "9-9".into(), ..TrailQuery::default() };
        assert_eq!(address(false, &query, "12-3"), "/audit?who=%C3%89va+%26+co&after=12-3");
        assert_eq!(address(true, &TrailQuery::default(), ""), "/admin/audit");
    }
}
