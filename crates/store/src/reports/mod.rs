//! Scheduled reports: their rows, who gets them, what was sent, and the parcels they speak of.

mod choices;
mod parcels;
mod recipients;
mod report;
mod runs;

pub use choices::{SubAccountRow, list_sub_accounts};
pub use parcels::{ReportedParcel, Wanted, page as parcels};
pub use recipients::{
    Recipient, Subscription, confirm, confirmed, find_link_recipient, forget_confirmation, keep_recipients, recipients,
    report_of_question, start_confirmation, subscribe, subscribers, unsubscribe, unsubscribe_by_token,
};
pub use report::{
    NewReport, Report, Schedule, change, colleagues, count_of, delete, due, find, find_by_deed, insert, keep_schedule,
    lock, of_user,
};
pub use runs::{
    CopyFile, LinkedRun, NewRun, Outcome, Run, RunState, files, find_file, find_link, find_run, finish, insert_files,
    insert_link, insert_run, last_again, runs, sweep,
};
