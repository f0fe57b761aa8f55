//! The sections of the gallery, in the order in which a newcomer needs them.

use leptos::prelude::*;
use leptos_meta::Title;
use wording::gallery as w;

use super::buttons::Buttons;
use super::conversation::Conversation;
use super::fields::Fields;
use super::forms::Forms;
use super::lists::Lists;
use super::looks::Looks;
use super::overlays::Overlays;
use super::states::States;
use crate::piece::{Children, IntoPiece};
use crate::ui::language;

/// The page `/gallery`.
#[component]
pub fn GalleryScreen() -> impl IntoView {
    let language = language();
    view! {
        <Title text=w::title(language)/>
        <div class="page" data-width="wide">
            <h1 tabindex="-1">{w::title(language)}</h1>
            <p class="page-lead">{w::lead(language)}</p>
            <Section title=w::looks(language)>
                <Looks/>
            </Section>
            <Section title=w::buttons(language)>
                <Buttons/>
            </Section>
            <Section title=w::fields(language)>
                <Fields/>
            </Section>
            <Section title=w::forms(language)>
                <Forms/>
            </Section>
            <Section title=w::states(language)>
                <States/>
            </Section>
            <Section title=w::lists(language)>
                <Lists/>
            </Section>
            <Section title=w::overlays(language)>
                <Overlays/>
            </Section>
            <Section title=w::conversation(language)>
                <Conversation/>
            </Section>
        </div>
    }
}

/// One section with its heading.
#[component]
fn Section(
    /// The heading.
    title: &'static str,
    /// The samples.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="gallery-section">
            <h2>{title}</h2>
            {children.show()}
        </section>
    }
    .into_piece()
}

#[cfg(test)]
mod tests {
    use domain::Language;
    use leptos::prelude::*;

    use super::GalleryScreen;
    use crate::ui::specimen::html_in;

    #[test]
    fn it_shows_every_block_in_both_languages_and_styles_nothing_by_hand() {
        for language in Language::ALL {
            let page = html_in(language, || view! { <GalleryScreen/> });
            for part in [
                "class=\"button\"",
                "class=\"field\"",
                "class=\"error-summary\"",
                "class=\"badge\"",
                "class=\"stepper\"",
                "class=\"timeline\"",
                "class=\"table\"",
                "class=\"pagination\"",
                "class=\"tabs\"",
                "class=\"dialog\"",
                "class=\"menu\"",
                "class=\"empty-state\"",
                "class=\"skeleton\"",
                "class=\"breadcrumb\"",
                "class=\"avatar\"",
                "type=\"file\"",
                "type=\"radio\"",
                "type=\"checkbox\"",
                "<select",
                "<textarea",
            ] {
                assert!(page.contains(part), "{part} is missing in {language:?}");
            }
            assert!(!page.contains("style="), "the policy of the pages forbids style attributes");
            assert_eq!(repeated_ids(&page), Vec::<&str>::new());
        }
    }

    /// Ids that stand on the page more than once.
    fn repeated_ids(page: &str) -> Vec<&str> {
        let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        ids.sort_unstable();
        ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect()
    }
}
