//! What the form of an instruction offers.

use domain::instruction::InstructionKind;
use domain::instruction::days::CUT_OFF;
use jiff::civil::Date;
use operations::parcels::Parcel;
use operations::relays::{MeasuredFrom, NearPoint};
use wording::{hours, instruction as w, moment, number, wishes};

use super::super::Eyes;
use crate::api::Named;
use crate::api::instruct::{Offered, PointView, PointsView};
use crate::host::Visit;

/// The longest postcode that is looked for, in characters.
const NEAR_MAX: usize = 12;

/// What a page asks to be offered.
pub(super) struct Asked<'a> {
    /// The kinds, each with a hint that may be empty.
    pub kinds: Vec<(InstructionKind, String)>,
    /// The days.
    pub days: &'a [Date],
    /// The word of the kind to choose at first.
    pub kind: &'a str,
    /// The postcode near which points are looked for, or empty for the parcel's own.
    pub near: &'a str,
}

/// What the form offers for a parcel.
pub(super) async fn offered(
    visit: &Visit,
    eyes: &Eyes,
    parcel: &Parcel,
    asked: Asked<'_>,
) -> operations::Result<Offered> {
    let language = eyes.language;
    let has = |kind: InstructionKind| asked.kinds.iter().any(|(one, _)| *one == kind);
    let points = if has(InstructionKind::PickupPoint) {
        points(visit, eyes, parcel, asked.near).await?
    } else {
        PointsView::default()
    };
    let settings = visit.operations.settings();
    let contract = settings.contracts.of(&parcel.carrier, &parcel.customer_name);
    let cut_off = contract.map_or(CUT_OFF, |contract| contract.cut_off);
    let chosen: Option<InstructionKind> = asked.kind.parse().ok();
    // An incomplete address is often why an instruction is asked for: what is known is there to be corrected.
    Ok(Offered {
        chosen: chosen.filter(|kind| has(*kind)).map(|kind| kind.as_str().to_owned()).unwrap_or_default(),
        kinds: asked
            .kinds
            .iter()
            .map(|(kind, hint)| {
                let name = wishes::kind(language, *kind).to_owned();
                (Named { name, value: kind.as_str().to_owned() }, hint.clone())
            })
            .collect(),
        days: asked
            .days
            .iter()
            .map(|day| Named { name: moment::weekday_and_day(language, *day, eyes.today), value: day.to_string() })
            .collect(),
        day_hint: w::day_hint(language, &moment::time(cut_off)),
        points,
        street: parcel.street.clone(),
        postcode: parcel.postcode.clone(),
        town: parcel.town.clone(),
        country: if parcel.country.is_empty() { "FR".to_owned() } else { parcel.country.clone() },
    })
}

async fn points(visit: &Visit, eyes: &Eyes, parcel: &Parcel, near: &str) -> operations::Result<PointsView> {
    let language = eyes.language;
    let typed: String = near.trim().chars().take(NEAR_MAX).collect();
    let near = if typed.is_empty() { parcel.postcode.clone() } else { typed };
    let found = visit.operations.relay_points_near(&parcel.carrier, &parcel.country, &near).await?;
    Ok(PointsView {
        measured: match &found.from {
            MeasuredFrom::Postcode => w::measured_postcode(language, &near),
            MeasuredFrom::Area(beginning) => w::measured_area(language, beginning),
            MeasuredFrom::Nowhere => String::new(),
        },
        points: found.points.iter().map(|near| point(eyes, near)).collect(),
        near,
    })
}

fn point(eyes: &Eyes, near: &NearPoint) -> PointView {
    let language = eyes.language;
    let distance = match near.metres {
        None => String::new(),
        // Roughly: the middle of a postcode is not where anybody lives.
        Some(metres) if metres < 950 => w::metres(language, &number::integer(language, (metres + 25) / 50 * 50)),
        Some(metres) if metres < 9_950 => {
            let tenths = (metres + 50) / 100;
            let point = if language == domain::Language::Fr { ',' } else { '.' };
            let whole = tenths / 10;
            let said = if tenths % 10 == 0 { whole.to_string() } else { format!("{whole}{point}{}", tenths % 10) };
            w::kilometres(language, &said)
        }
        Some(metres) => w::kilometres(language, &number::integer(language, (metres + 500) / 1_000)),
    };
    PointView {
        code: near.point.code.clone(),
        name: near.point.name.clone(),
        address: near.point.address(),
        distance,
        hours: hours::opening(language, &near.point.hours),
    }
}
