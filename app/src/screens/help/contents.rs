//! Where to look: the contents of the help.

use leptos::prelude::*;
use leptos_meta::Title;
use wording::help as words;

use crate::api::help::guide_paper;
use crate::piece::IntoPiece;
use crate::ui::language;

/// The page `/help`.
#[component]
pub fn HelpScreen() -> impl IntoView {
    let language = language();
    view! {
        <Title text=words::title(language)/>
        <div class="page">
            <h1>{words::title(language)}</h1>
            <p class="page-lead">{words::lead(language)}</p>
            <ul class="help-doors">
                <li>
                    <a class="link" href="/help/guide">{words::guide(language)}</a>
                    <p>{words::guide_lead(language)}</p>
                    <p>
                        <a class="link" href=guide_paper(language)>{words::guide_pdf(language)}</a>
                    </p>
                </li>
                <li>
                    <a class="link" href="/help/faq">{words::faq(language)}</a>
                    <p>{words::faq_lead(language)}</p>
                </li>
                <li>
                    <a class="link" href="/help/glossary">{words::glossary(language)}</a>
                    <p>{words::glossary_lead(language)}</p>
                </li>
                <li>
                    <a class="link" href="/help/glossary#states">{words::states(language)}</a>
                    <p>{words::states_lead(language)}</p>
                </li>
            </ul>
        </div>
    }
    .into_piece()
}
