//! What was found, what can be said of the number, and the next step where nothing was.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::Redirect;
use wording::parcel;

use crate::api::parcels::Found;
use crate::api::viewer::viewer;
use crate::piece::IntoPiece;
use crate::ui::{ButtonLink, EmptyState, Glyph, NumberSaid, ParcelLine, language};

/// The answer to a search.
#[component]
pub fn Results(
    /// What was found.
    found: Found,
) -> impl IntoView {
    let language = language();
    if !found.only.is_empty() {
        // In the browser the search gives way to the parcel, so that going back does not lead here again.
        let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
        return view! { <Redirect path=found.only options=options/> }.into_piece();
    }
    if found.query.is_empty() {
        return view! {
            <EmptyState title=parcel::begin_title(language)>
                <p>{parcel::begin_lead(language)}</p>
            </EmptyState>
        }
        .into_piece();
    }
    let recognition = found.recognition.map(|said| view! { <NumberSaid said/> });
    let count = i64::try_from(found.rows.len()).unwrap_or(i64::MAX);
    let summary = if found.more { parcel::found_more(language, count) } else { parcel::found(language, count) };
    let files = viewer().is_some_and(|viewer| viewer.files) && !found.file.is_empty();
    let rows = if found.rows.is_empty() {
        view! {
            <EmptyState glyph=Glyph::Search title=parcel::nothing_title(language, &found.query)>
                <p>{parcel::nothing_lead(language)}</p>
                {files.then(|| view! { <ButtonLink href=found.file>{parcel::nothing_file(language)}</ButtonLink> })}
            </EmptyState>
        }
        .into_piece()
    } else {
        let lines: Vec<_> =
            found.rows.into_iter().map(|row| view! { <li><ParcelLine row=row link=true/></li> }).collect();
        view! {
            <section class="card" aria-labelledby="found">
                <h2 class="card-title" id="found">{summary}</h2>
                <ul class="parcel-lines">{lines}</ul>
            </section>
        }
        .into_piece()
    };
    view! {
        {recognition}
        {rows}
    }
    .into_piece()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::Results;
    use crate::api::Mark;
    use crate::api::parcels::{Found, ParcelRow};
    use crate::api::viewer::Viewer;
    use crate::ui::Tone;
    use crate::ui::specimen::html;

    fn nothing() -> Found {
        Found {
            query: "XY 123 <b>".into(),
            recognition: Some(Mark { tone: Tone::Wrong, text: "Vérifiez votre saisie.".into() }),
            file: "/requests/new?parcel=XY123".into(),
            ..Found::default()
        }
    }

    #[test]
    fn nothing_found_teaches_the_next_step() {
        let page = html(|| {
            provide_context(Some(Viewer { files: true, ..Viewer::default() }));
            view! { <Results found=nothing()/> }
        });
        assert!(page.contains("XY 123 &lt;b&gt;"), "{page}");
        assert!(page.contains("Vérifiez votre saisie."), "{page}");
        assert!(page.contains("href=\"/requests/new?parcel=XY123\""), "{page}");
    }

    #[test]
    fn whoever_may_not_file_is_not_led_to_filing() {
        let page = html(|| view! { <Results found=nothing()/> });
        assert!(!page.contains("/requests/new"), "{page}");
    }

    #[test]
    fn found_parcels_are_counted_and_linked() {
        let rows = vec![ParcelRow { key: "A1".into(), grouped: "A1".into(), ..ParcelRow::default() }];
        let page = html(move || view! { <Results found=Found { query: "CMD".into(), rows, ..Found::default() }/> });
        assert!(page.contains("Un colis trouvé"), "{page}");
        assert!(page.contains("href=\"/parcels/A1\""), "{page}");
    }
}
