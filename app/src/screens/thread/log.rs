//! The thread itself: messages and events in one column, oldest first.

use leptos::html;
use leptos::prelude::*;
use wording::thread as words;

use super::present::Present;
use super::quote::{body_view, quote_link};
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
                    move || fold(page.with(|page| page.entries.clone())),
                    |line| {
                        let first = &line[0];
                        (first.sequence(), matches!(first, Entry::Event { .. }), line.len(), first.notices().to_vec(), first.opens())
                    },
                    line_view,
                )}
            </ol>
            <Present page/>
        </div>
    }
    .into_piece()
}

/// Events in a row that are folded away, from this many on.
const FOLDED_FROM: usize = 3;

/// The lines of the thread: what was written stands by itself, and many events in a row stand behind one line, so that
/// the conversation is what one sees. Words that came with an event stay, and so does the latest event.
fn fold(entries: Vec<Entry>) -> Vec<Vec<Entry>> {
    let folds = |entry: &Entry| matches!(entry, Entry::Event { quote, .. } if quote.is_empty());
    let last = entries.len().saturating_sub(1);
    let mut lines: Vec<Vec<Entry>> = Vec::new();
    let mut run: Vec<Entry> = Vec::new();
    let end = |run: &mut Vec<Entry>, lines: &mut Vec<Vec<Entry>>| {
        if run.len() < FOLDED_FROM {
            lines.extend(run.drain(..).map(|entry| vec![entry]));
        } else {
            lines.push(std::mem::take(run));
        }
    };
    for (place, entry) in entries.into_iter().enumerate() {
        if folds(&entry) && place != last {
            run.push(entry);
        } else {
            end(&mut run, &mut lines);
            lines.push(vec![entry]);
        }
    }
    end(&mut run, &mut lines);
    lines
}

fn line_view(mut line: Vec<Entry>) -> Piece {
    if line.len() == 1
        && let Some(entry) = line.pop()
    {
        return entry_view(entry);
    }
    let count = words::events_folded(language(), i64::try_from(line.len()).unwrap_or(i64::MAX));
    let lines: Vec<Piece> = line.into_iter().map(entry_view).collect();
    view! {
        <li class="thread-folded">
            <details>
                <summary>{count}</summary>
                <ol class="thread-entries">{lines}</ol>
            </details>
        </li>
    }
    .into_piece()
}

fn entry_view(entry: Entry) -> Piece {
    let quote = quote_link(&entry);
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
                            " "
                            {quote}
                        </span>
                    </p>
                    {body_view(&body)}
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
                        let name = file.named();
                        if file.href.is_empty() {
                            return view! { <li class="message-file-gone"><Icon glyph=Glyph::Lock/> {name}</li> }.into_piece();
                        }
                        let picture = (!file.thumbnail.is_empty()).then_some(file.thumbnail);
                        view! {
                            <li>
                                <Thumbnail href=file.href name=name picture=picture/>
                            </li>
                        }
                        .into_piece()
                    })
                    .collect_view()}
            </ul>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Entry, FileView, files_view, fold};
    use crate::api::When;
    use crate::ui::specimen::html;

    fn event(sequence: i64, quote: &str) -> Entry {
        Entry::Event { sequence, text: "vu".to_owned(), quote: quote.to_owned(), when: When::default() }
    }

    fn message(sequence: i64) -> Entry {
        Entry::Message {
            sequence,
            author: "Claire".to_owned(),
            role: String::new(),
            own: false,
            note: false,
            when: When::default(),
            body: "Bonjour".to_owned(),
            files: Vec::new(),
            notices: Vec::new(),
        }
    }

    #[test]
    fn many_events_in_a_row_stand_behind_one_line_but_for_words_and_the_latest() {
        let lines = |entries: Vec<Entry>| -> Vec<Vec<i64>> {
            fold(entries).iter().map(|line| line.iter().map(Entry::sequence).collect()).collect()
        };
        let many = vec![event(1, ""), event(2, ""), event(3, ""), message(4), event(5, ""), event(6, "")];
        assert_eq!(lines(many), [vec![1, 2, 3], vec![4], vec![5], vec![6]]);
        let latest = (1..=3).map(|n| event(n, "")).collect();
        assert_eq!(lines(latest), [vec![1], vec![2], vec![3]], "two and the latest");
        let quoted = vec![event(1, ""), event(2, "mot"), event(3, ""), event(4, ""), event(5, ""), event(6, "")];
        assert_eq!(lines(quoted), [vec![1], vec![2], vec![3, 4, 5], vec![6]]);
    }

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
