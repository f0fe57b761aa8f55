//! The thread itself: messages and events in one column, oldest first.

use leptos::html;
use leptos::prelude::*;
use wording::thread as words;

use crate::api::thread::{Entry, FileView, ThreadPage};
use crate::piece::{IntoPiece, Piece, each};
use crate::ui::{Glyph, Icon, Moment, Thumbnail, language};

/// The entries. New ones are read out by assistive technology (`role="log"`).
#[component]
pub fn Log(
    /// The ticket.
    page: RwSignal<ThreadPage>,
) -> impl IntoView {
    let language = language();
    let column = NodeRef::<html::Div>::new();
    // The newest is what one comes for: where the column scrolls by itself it begins at its end.
    Effect::new(move |before: Option<i64>| {
        let sequence = page.with(|page| page.sequence);
        if before != Some(sequence)
            && let Some(column) = column.get()
        {
            request_animation_frame(move || column.set_scroll_top(column.scroll_height()));
        }
        sequence
    });
    view! {
        // A list with another role would be no list any more to whoever hears it.
        <div class="thread-log" role="log" aria-label=words::conversation(language) tabindex="0" node_ref=column>
            <ol class="thread-entries">
                {each(
                    move || page.with(|page| page.entries.clone()),
                    |entry| (entry.sequence(), matches!(entry, Entry::Event { .. }), entry.notices().to_vec()),
                    entry_view,
                )}
            </ol>
        </div>
    }
    .into_piece()
}

fn entry_view(entry: Entry) -> Piece {
    match entry {
        Entry::Event { text, quote, when, .. } => view! {
            <li class="thread-event">
                {text} " · " <Moment at=when.at text=when.text full=when.full/>
                {(!quote.is_empty()).then(|| view! { <p class="message-text">{quote}</p> })}
            </li>
        }
        .into_piece(),
        Entry::Message { sequence, author, role, own, note, when, body, files, notices } => {
            let from = match (note, own) {
                (true, _) => "note",
                (false, true) => "me",
                (false, false) => "them",
            };
            let mark = note.then(|| {
                view! {
                    <p class="message-mark">
                        <Icon glyph=Glyph::Lock/>
                        {role.clone()}
                    </p>
                }
            });
            let role = (!note && !role.is_empty()).then(|| format!("{role} · "));
            view! {
                <li class="message" data-from=from id=format!("m-{sequence}")>
                    {mark}
                    <p class="message-head">
                        <span class="message-author">{author}</span>
                        <span>
                            {role}
                            // The moment is the link to this message, to be copied and sent.
                            <a class="message-link" href=format!("#m-{sequence}") title=words::message_link(language())>
                                <Moment at=when.at text=when.text full=when.full/>
                            </a>
                        </span>
                    </p>
                    {(!body.is_empty()).then(|| view! { <p class="message-text">{body}</p> })}
                    {notices.into_iter().map(|said| view! { <p class="message-redacted">{said}</p> }).collect_view()}
                    {files_view(files)}
                </li>
            }
            .into_piece()
        }
    }
}

fn files_view(files: Vec<FileView>) -> impl IntoView {
    let language = language();
    (!files.is_empty()).then(|| {
        view! {
            <ul class="message-files" aria-label=words::files(language)>
                {files
                    .into_iter()
                    .map(|file| {
                        let name = format!("{} ({})", file.name, file.size);
                        let picture = (!file.thumbnail.is_empty()).then_some(file.thumbnail);
                        view! {
                            <li>
                                <Thumbnail href=file.href name=name picture=picture/>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{FileView, files_view};
    use crate::ui::specimen::html;

    #[test]
    fn only_a_file_that_has_a_picture_shows_one() {
        let file = |name: &str, thumbnail: &str| FileView {
            href: format!("/files/{name}"),
            name: name.to_owned(),
            size: "2 ko".to_owned(),
            thumbnail: thumbnail.to_owned(),
        };
        let shown = html(|| files_view(vec![file("facture.pdf", ""), file("carton.jpg", "/files/2/thumbnail")]));
        assert_eq!(shown.matches("<img").count(), 1, "{shown}");
        assert!(shown.contains("#paperclip") && shown.contains("src=\"/files/2/thumbnail\""), "{shown}");
    }
}
