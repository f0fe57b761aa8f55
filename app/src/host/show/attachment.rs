//! Files of a thread: on their own pages, and as the thread lists them.

use domain::id::FileId;
use domain::{Actor, Language};
use operations::files::{AttachedFile, Viewed};
use operations::tickets::AuthorSide;
use wording::attachment as words;

use super::thread::draft_file;
use super::{Eyes, new_deed};
use crate::api::Named;
use crate::api::attachment::AttachmentPage;
use crate::api::thread::FileView;
use crate::error::Failure;
use crate::host::{reader, refused};

/// The address of a file's page.
#[must_use]
pub fn address(id: FileId) -> String {
    format!("/files/{id}/view")
}

/// The key of the form that sends another file in place of one.
fn draft_key(id: FileId) -> String {
    format!("replace {id}")
}

/// One file with its neighbours.
///
/// # Errors
/// What the operation refused, in words.
pub async fn page(id: &str) -> Result<AttachmentPage, Failure> {
    let (visit, actor) = reader()?;
    let refused = refused(&visit);
    let id: FileId = id.parse().map_err(|_| refused(operations::Error::NotFound))?;
    let viewed = visit.operations.view_file(&actor, id).await.map_err(&refused)?;
    let key = draft_key(id);
    let drafts = match viewed.may_replace {
        true => visit.operations.draft_files(&actor, &key).await.map_err(&refused)?,
        false => Vec::new(),
    };
    let page = shown(&Eyes::of(&visit, &actor), &actor, viewed);
    Ok(AttachmentPage { draft_key: key, draft_files: drafts.iter().map(draft_file).collect(), ..page })
}

fn shown(eyes: &Eyes, actor: &Actor, viewed: Viewed) -> AttachmentPage {
    let language = eyes.language;
    let Viewed { number, file, sender, before, after, place, of, replaces, may_replace } = viewed;
    let base = if eyes.operator { "/desk" } else { "/requests" };
    let page_of = |id: Option<FileId>| id.map(address).unwrap_or_default();
    let name = match sender.author.side {
        AuthorSide::System => wording::thread::system(language).to_owned(),
        _ if sender.author.person == Some(actor.user) => wording::thread::you(language).to_owned(),
        _ => sender.author.name.clone(),
    };
    let picture = file.width > 0;
    let kind = if picture { words::kind_image(language) } else { words::kind_pdf(language) };
    let mut facts = vec![
        Named { name: words::kind(language).to_owned(), value: kind.to_owned() },
        Named { name: words::size(language).to_owned(), value: size(language, &file) },
    ];
    if let Some((fr, en)) = &sender.slot {
        let label = if language == Language::Fr { fr } else { en };
        facts.insert(0, Named { name: words::slot(language).to_owned(), value: label.clone() });
    }
    if let Some(taken) = taken(eyes, &file.captured_at) {
        facts.push(Named { name: words::taken(language).to_owned(), value: taken });
    }
    AttachmentPage {
        id: file.id.to_string(),
        picture,
        alt: words::alt(language, &name, &file.name),
        sender: name,
        when: eyes.when(file.created_at),
        facts,
        in_thread: format!("{base}/{number}#m-{}", sender.sequence),
        number,
        base: base.to_owned(),
        before: page_of(before),
        after: page_of(after),
        place: if of > 1 { words::place(language, &of.to_string(), &place.to_string()) } else { String::new() },
        identity: file.identity,
        replaced: file
            .replaced
            .as_ref()
            .map(|by| words::replaced(language, &by.by, &eyes.when(by.at).full))
            .unwrap_or_default(),
        replaced_with: page_of(file.replaced.as_ref().map(|by| by.with)),
        replaces: page_of(replaces),
        may_replace,
        deed: new_deed(),
        name: file.name,
        ..AttachmentPage::default()
    }
}

fn size(language: Language, file: &AttachedFile) -> String {
    let bytes = wording::number::bytes(language, file.size);
    if file.width == 0 {
        return bytes;
    }
    format!("{bytes}, {}", words::pixels(language, &file.height.to_string(), &file.width.to_string()))
}

/// When a picture was taken, by the camera's own clock; cameras seldom know their zone.
fn taken(eyes: &Eyes, captured_at: &str) -> Option<String> {
    let at: jiff::civil::DateTime = captured_at.get(..19)?.parse().ok()?;
    let day = wording::moment::day(eyes.language, at.date(), eyes.today);
    Some(format!("{day} {:02}:{:02}", at.hour(), at.minute()))
}

/// A file as its thread lists it. Of one that the reader cannot look at only what it is is left.
pub(super) fn listed(eyes: &Eyes, file: &AttachedFile) -> FileView {
    let language = eyes.language;
    if !file.opens() {
        return FileView { name: name(eyes, file), ..FileView::default() };
    }
    // A copy of an identity document is looked at on its own page, where the look is recorded.
    let pictured = file.width > 0 && !file.identity;
    FileView {
        href: address(file.id),
        name: file.name.clone(),
        size: wording::number::bytes(language, file.size),
        thumbnail: if pictured { format!("/files/{}/thumbnail", file.id) } else { String::new() },
    }
}

/// What a file is called to its reader.
fn name(eyes: &Eyes, file: &AttachedFile) -> String {
    let language = eyes.language;
    match (file.purged_at, file.hidden) {
        (Some(_), _) => words::identity_erased(language).to_owned(),
        (None, true) if eyes.operator => words::identity_hidden_agent(language).to_owned(),
        (None, true) => words::identity_hidden(language).to_owned(),
        (None, false) => file.name.clone(),
    }
}

/// What became of a file since it was sent, for its message to say.
pub(super) fn notices(eyes: &Eyes, file: &AttachedFile) -> Vec<String> {
    let language = eyes.language;
    let replaced = file
        .replaced
        .as_ref()
        .map(|by| words::replaced_notice(language, &by.by, &name(eyes, file), &eyes.when(by.at).full));
    let erased = file.purged_at.map(|at| words::erased_notice(language, &eyes.when(at).full));
    replaced.into_iter().chain(erased).collect()
}
