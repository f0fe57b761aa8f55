//! The list behind a file field: each file goes to the server as soon as it is chosen, and waits for the network.

use domain::Language;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, FileList};

use super::DraftFile;
use super::form_state::FormState;
use crate::browser::send::{network_or_pause, pause};
use crate::browser::upload::{discard, upload};
use crate::error::FailureKind;

/// How long to wait before sending a file again that met no network, in milliseconds.
const RETRY_MS: i32 = 5_000;

/// How long to wait before asking again whether the files before one have arrived, in milliseconds.
const TURN_MS: i32 = 30;

/// One line of the list of files.
#[derive(Clone)]
pub(super) struct Row {
    pub(super) key: u32,
    pub(super) name: String,
    pub(super) size: u64,
    pub(super) percent: ArcRwSignal<u32>,
    pub(super) state: ArcRwSignal<RowState>,
}

/// How far one file is.
#[derive(Clone)]
pub(super) enum RowState {
    Sending,
    Waiting,
    Arrived(DraftFile),
    Refused(String),
}

impl Row {
    pub(super) fn arrived(key: u32, file: DraftFile) -> Self {
        Row {
            key,
            name: file.name.clone(),
            size: file.size,
            percent: ArcRwSignal::new(100),
            state: ArcRwSignal::new(RowState::Arrived(file)),
        }
    }
}

/// The files of one field, and what it takes to send more.
#[derive(Clone)]
pub(super) struct Files {
    pub(super) rows: RwSignal<Vec<Row>>,
    pub(super) next: RwSignal<u32>,
    pub(super) refused: RwSignal<String>,
    pub(super) form: Option<FormState>,
    pub(super) language: Language,
    pub(super) path: String,
    pub(super) with: Vec<(String, String)>,
    pub(super) max_files: usize,
    pub(super) max_bytes: u64,
}

impl Files {
    /// Lists the files and begins to send those within the limits.
    pub(super) fn add(&self, files: &FileList) {
        let language = self.language;
        self.refused.set(String::new());
        for file in (0..files.length()).filter_map(|place| files.get(place)) {
            if self.rows.with_untracked(Vec::len) >= self.max_files {
                self.refused.set(wording::ui::too_many_files(language, self.max_files as i64));
                break;
            }
            let size = file.size() as u64;
            let verdict = if size > self.max_bytes {
                Some(wording::ui::file_too_large(language, &wording::number::bytes(language, self.max_bytes)))
            } else if size == 0 {
                Some(wording::ui::file_empty(language).to_owned())
            } else {
                None
            };
            let accepted = verdict.is_none();
            let row = Row {
                key: self.next.get_untracked(),
                name: file.name(),
                size,
                percent: ArcRwSignal::new(0),
                state: ArcRwSignal::new(verdict.map_or(RowState::Sending, RowState::Refused)),
            };
            self.next.update(|next| *next += 1);
            self.rows.update(|rows| rows.push(row.clone()));
            if accepted {
                self.send(row, file);
            }
        }
    }

    /// Sends one file until it is answered or taken back.
    fn send(&self, row: Row, file: File) {
        let field = self.clone();
        let uploads = self.form.as_ref().map(|form| form.uploads);
        if let Some(uploads) = uploads {
            uploads.update(|uploads| *uploads += 1);
        }
        spawn_local(async move {
            // One after the other, so that they arrive, and later stand, in the order in which they were chosen.
            while field.others_first(row.key) {
                pause(TURN_MS).await;
            }
            let state = loop {
                if !field.lists(row.key) {
                    break None;
                }
                let percent = row.percent.clone();
                let progress = move |now| percent.set(now);
                let wanted = || field.lists(row.key);
                let answer = upload(&field.path, &file, &field.with, progress, wanted).await;
                if !field.lists(row.key) {
                    if let Ok(kept) = answer {
                        discard(&field.path, &kept.id);
                    }
                    break None;
                }
                match answer {
                    Ok(kept) => break Some(RowState::Arrived(kept)),
                    Err(failure) if failure.kind == FailureKind::Offline => {
                        row.state.set(RowState::Waiting);
                        network_or_pause(RETRY_MS).await;
                        row.state.set(RowState::Sending);
                    }
                    Err(failure) if failure.summary.is_empty() => {
                        break Some(RowState::Refused(wording::ui::file_failed(field.language).to_owned()));
                    }
                    Err(failure) => break Some(RowState::Refused(failure.summary)),
                }
            };
            if let Some(state) = state {
                row.state.set(state);
            }
            if let Some(uploads) = uploads {
                uploads.try_update(|uploads| *uploads = uploads.saturating_sub(1));
            }
        });
    }

    /// Whether a file that stands before this one is still under way.
    fn others_first(&self, key: u32) -> bool {
        let before = |rows: &Vec<Row>| {
            let mut before = rows.iter().take_while(|row| row.key != key);
            before.any(|row| matches!(row.state.get_untracked(), RowState::Sending | RowState::Waiting))
        };
        self.rows.try_with_untracked(before).unwrap_or_default()
    }

    /// Whether a file is still on the list of a page that is still there.
    fn lists(&self, key: u32) -> bool {
        self.rows.try_with_untracked(|rows| rows.iter().any(|row| row.key == key)).unwrap_or_default()
    }

    /// Takes a file off the list and tells the server, where it has arrived.
    pub(super) fn remove(&self, key: u32) {
        let arrived = self.rows.with_untracked(|rows| {
            rows.iter().find(|row| row.key == key).and_then(|row| match row.state.get_untracked() {
                RowState::Arrived(file) => Some(file.id),
                _ => None,
            })
        });
        if let Some(id) = arrived {
            discard(&self.path, &id);
        }
        self.refused.set(String::new());
        self.rows.update(|rows| rows.retain(|row| row.key != key));
    }
}
