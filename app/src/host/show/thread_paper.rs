//! A thread as a paper.

use domain::Language;
use operations::files::OpenFile;
use operations::tickets::paper::{ThreadLine, ThreadPaper};
use wording::thread;

use super::thread::{found, shown};
use crate::api::thread::{Entry, FileView};
use crate::host::Visit;

/// One thread as a paper that says what the page says.
///
/// # Errors
/// As the page; what could not be written.
pub async fn paper(visit: &Visit, number: &str, at_desk: bool) -> operations::Result<OpenFile> {
    let actor = visit.actor().map_err(|_| operations::Error::NotFound)?;
    let read = found(visit, actor, number, at_desk).await?;
    let page = shown(visit, actor, &read);
    let language = visit.language;
    let parcels: Vec<String> = page.parcels.into_iter().map(|(_, grouped)| grouped).collect();
    let paper = ThreadPaper {
        number: page.number,
        subject: page.title,
        standing: vec![page.customer, page.opened, page.mark.text, page.promise, parcels.join(", ")],
        facts: page.information.into_iter().map(|fact| (fact.name, fact.value)).collect(),
        lines: page.entries.into_iter().map(|entry| line(language, entry)).collect(),
        link: String::new(),
    };
    visit.operations.thread_paper(actor, &read.ticket, paper, language).await
}

fn line(language: Language, entry: Entry) -> ThreadLine {
    match entry {
        Entry::Event { text, quote, when, .. } => {
            ThreadLine::Happened(format!("{text} {quote}").trim_end().to_owned() + " · " + &when.full)
        }
        Entry::Message { author, role, when, body, files, notices, .. } => {
            let names: Vec<String> = files.iter().map(FileView::named).collect();
            let role = if role.is_empty() { role } else { format!("{role} · ") };
            ThreadLine::Said {
                head: format!("{author} · {role}{}", when.full),
                // What was taken out of it is said in its place.
                body: std::iter::once(body)
                    .filter(|body| !body.is_empty())
                    .chain(notices)
                    .collect::<Vec<_>>()
                    .join("\n"),
                files: if names.is_empty() {
                    String::new()
                } else {
                    format!("{} {}", thread::print_files(language), names.join(", "))
                },
            }
        }
    }
}
