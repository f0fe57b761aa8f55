//! What says where something stands: badges, steppers, timelines, notices, and the absence of things.

use leptos::prelude::*;
use wording::gallery as w;

use crate::piece::IntoPiece;
use crate::ui::{
    Avatar, Badge, ButtonLink, ButtonLook, Card, EmptyState, Glyph, Notice, Skeleton, Step, StepState, Stepper,
    StepperLook, Timeline, TimelineEntry, Tone, language,
};

/// States.
#[component]
pub fn States() -> impl IntoView {
    let language = language();
    view! {
        <div class="gallery-samples">
            <div class="gallery-samples" data-look="beside">
                <Badge tone=Tone::You>{w::badge_you(language)}</Badge>
                <Badge tone=Tone::Them>{w::badge_them(language)}</Badge>
                <Badge tone=Tone::Done>{w::badge_done(language)}</Badge>
                <Badge tone=Tone::Wrong>{w::badge_wrong(language)}</Badge>
                <Badge>{w::badge_neutral(language)}</Badge>
                <Badge tone=Tone::You glyph=Glyph::Lock>{w::note(language)}</Badge>
            </div>
            <div class="gallery-samples" data-look="beside">
                <Avatar name="Claire Morel"/>
                <Avatar name="Sofia" small=true/>
            </div>
            <Stepper label=w::progress(language) steps=lifecycle(2, Tone::You)/>
            <Stepper label=w::progress(language) steps=lifecycle(3, Tone::Done)/>
            <Stepper label=w::steps(language) steps=guided() look=StepperLook::Numbers/>
            <Notices/>
            <div class="gallery-columns">
                <Card title=w::path(language)>
                    <Timeline entries=path() tone=Tone::You/>
                </Card>
                <Card title=w::path(language)>
                    <Timeline entries=path() tone=Tone::Done/>
                </Card>
                <Card>
                    <EmptyState glyph=Glyph::Message title=w::empty_title(language)>
                        <p>{w::empty_more(language)}</p>
                        <ButtonLink href="/gallery">{w::new_ticket(language)}</ButtonLink>
                    </EmptyState>
                </Card>
                <Card>
                    <Skeleton/>
                </Card>
            </div>
        </div>
    }
    .into_piece()
}

/// Sentences that must be seen.
#[component]
fn Notices() -> impl IntoView {
    let language = language();
    view! {
        <div class="stack">
            <Notice tone=Tone::You title=w::still_needed(language)>
                <p>{w::still_needed_more(language)}</p>
            </Notice>
            <Notice tone=Tone::Them title=w::already_open(language) beside=true>
                <p class="small">{w::already_open_more(language)}</p>
                <ButtonLink href="/gallery" look=ButtonLook::Primary>{w::follow(language)}</ButtonLink>
            </Notice>
            <Notice tone=Tone::Done title=w::badge_done(language)/>
            <Notice tone=Tone::Wrong title=w::badge_wrong(language)/>
            <Notice title=w::sample_sentence(language)/>
        </div>
    }
    .into_piece()
}

/// The life of a ticket, at one of its steps.
pub(super) fn lifecycle(here: usize, tone: Tone) -> Vec<Step> {
    let language = language();
    [
        w::life_created(language),
        w::life_in_progress(language),
        w::life_awaiting(language),
        w::life_resolved(language),
        w::life_validated(language),
        w::life_closed(language),
    ]
    .into_iter()
    .enumerate()
    .map(|(place, label)| {
        let state = match place.cmp(&here) {
            std::cmp::Ordering::Less => StepState::Past,
            std::cmp::Ordering::Equal => StepState::Here(tone),
            std::cmp::Ordering::Greater => StepState::Ahead,
        };
        Step::new(label, state)
    })
    .collect()
}

/// The pages of a guided form, at the second one.
fn guided() -> Vec<Step> {
    let language = language();
    vec![
        Step::new(w::step_parcel(language), StepState::Past).at("/gallery"),
        Step::new(w::step_check(language), StepState::Here(Tone::Neutral)),
        Step::new(w::subject(language), StepState::Ahead),
        Step::new(w::step_details(language), StepState::Ahead),
    ]
}

/// The path of a parcel.
pub(super) fn path() -> Vec<TimelineEntry> {
    let language = language();
    let entry = |title: &str, at: &str, day: i64, clock: &str, place: &str| TimelineEntry {
        title: title.to_owned(),
        at: at.to_owned(),
        moment: format!("{} {clock}", w::november(language, day)),
        place: Some(place.to_owned()),
        detail: None,
    };
    vec![
        entry(w::scan_delivered(language), "2026-11-20T11:52:00+01:00", 20, "11:52", "Lyon 3e"),
        entry(w::scan_out(language), "2026-11-20T08:14:00+01:00", 20, "08:14", "Lyon"),
        entry(w::scan_sorted(language), "2026-11-20T05:47:00+01:00", 20, "05:47", "Lyon"),
        entry(w::scan_transit(language), "2026-11-19T23:10:00+01:00", 19, "23:10", "Hub Roissy"),
    ]
}
