//! Leafing through a list that has no page numbers: newer and older.

use leptos::prelude::*;

use super::{ButtonLink, Glyph, Icon, Words, language};
use crate::piece::IntoPiece;

/// Links to the newer and the older part of a list; nothing where all of it is in sight.
#[component]
pub fn Pagination(
    /// The newer part, where there is one.
    #[prop(optional, into)]
    newer: Words,
    /// The older part, where there is one.
    #[prop(optional, into)]
    older: Words,
    /// How much is in sight: *50 sur 10 000+*.
    #[prop(optional, into)]
    summary: Words,
) -> impl IntoView {
    let Words(newer) = newer;
    let Words(older) = older;
    let Words(summary) = summary;
    let language = language();
    let alone = newer.is_none() && older.is_none() && summary.is_none();
    (!alone)
        .then(|| {
            view! {
                <nav class="pagination" aria-label=wording::ui::pages(language)>
                    {newer
                        .map(|href| {
                            view! {
                                <ButtonLink href=href small=true glyph=Glyph::ArrowLeft>
                                    {wording::ui::newer(language)}
                                </ButtonLink>
                            }
                        })}
                    {summary.map(|summary| view! { <span class="pagination-summary">{summary}</span> })}
                    {older
                        .map(|href| {
                            view! {
                                <ButtonLink href=href small=true>
                                    {wording::ui::older(language)}
                                    <Icon glyph=Glyph::ArrowRight/>
                                </ButtonLink>
                            }
                        })}
                </nav>
            }
        })
        .into_piece()
}
