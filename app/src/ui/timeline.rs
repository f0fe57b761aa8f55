//! The path of a parcel as a drawn line, newest first.

use leptos::prelude::*;

use super::{Icon, Tone};
use crate::piece::IntoPiece;

/// One thing that happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimelineEntry {
    /// What happened.
    pub title: String,
    /// When, exactly: RFC 3339.
    pub at: String,
    /// When, as read in the zone of the place.
    pub moment: String,
    /// Where, where that is known.
    pub place: Option<String>,
    /// The carrier's own words, where they say more.
    pub detail: Option<String>,
}

/// What happened, newest first; the newest in the colour of what it means.
#[component]
pub fn Timeline(
    /// What happened, newest first.
    entries: Vec<TimelineEntry>,
    /// The meaning of the newest.
    #[prop(optional)]
    tone: Tone,
) -> impl IntoView {
    let items: Vec<_> = entries
        .into_iter()
        .enumerate()
        .map(|(place, entry)| {
            let newest = place == 0;
            let mark = (newest && tone != Tone::Neutral).then(|| view! { <Icon glyph=tone.glyph()/> });
            view! {
                <li class="timeline-entry" data-tone=newest.then_some(tone.word())>
                    <span class="timeline-mark" aria-hidden="true">{mark}</span>
                    <p class="timeline-title">{entry.title}</p>
                    <p class="timeline-moment">
                        <time datetime=entry.at>{entry.moment}</time>
                        {entry.place.map(|place| format!(" · {place}"))}
                    </p>
                    {entry.detail.map(|detail| view! { <p class="timeline-detail">{detail}</p> })}
                </li>
            }
        })
        .collect();
    view! { <ol class="timeline">{items}</ol> }.into_piece()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{Timeline, TimelineEntry};
    use crate::ui::Tone;
    use crate::ui::specimen::html;

    #[test]
    fn only_the_newest_has_a_colour() {
        let entries = vec![
            TimelineEntry {
                title: "Livraison effectuée".into(),
                at: "2026-11-20T11:52:00+01:00".into(),
                moment: "20 nov. 11:52".into(),
                place: Some("Lyon 3e".into()),
                detail: None,
            },
            TimelineEntry { title: "En cours de livraison".into(), ..TimelineEntry::default() },
        ];
        let page = html(move || view! { <Timeline entries=entries tone=Tone::Done/> });
        assert_eq!(page.matches("data-tone").count(), 1, "{page}");
        assert!(page.contains("datetime=\"2026-11-20T11:52:00+01:00\""), "{page}");
        assert!(page.contains("Lyon 3e"), "{page}");
    }
}
