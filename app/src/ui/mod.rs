//! The design system: one component per file, each with a sheet of the same name in `style/ui/`.
//!
//! Components show values and signals, and call nobody but the browser. They work without scripts first: a form
//! posts, a menu is a `<details>`, a dialog opens in place; scripts make the same markup quicker and quieter. Looks
//! are small enums that stand in the markup as `data-look` or `data-tone`; colours and sizes live in the tokens.

mod avatar;
mod badge;
mod breadcrumb;
mod button;
mod card;
mod checkbox;
#[cfg(test)]
mod contrast;
mod copy_button;
mod deed_form;
mod dialog;
mod empty_state;
mod error_summary;
mod factor_cards;
mod facts;
mod failure_view;
mod field;
mod fieldset;
mod file_field;
mod file_on;
mod file_sending;
mod form_state;
mod icon;
mod key_overview;
mod labelled;
mod link;
mod logo;
mod mail_page;
mod menu;
mod moment;
mod notice;
mod number_said;
mod pagination;
mod parcel_line;
mod query_form;
mod radio;
mod select;
#[cfg(test)]
mod sheets;
mod skeleton;
mod skip_link;
#[cfg(test)]
pub(crate) mod specimen;
mod stepper;
mod table;
mod table_field;
mod tabs;
mod text_area;
mod thumbnail;
mod ticket_list;
mod timeline;
mod toast;
mod tone;
mod trail;
mod words;

pub use avatar::Avatar;
pub use badge::Badge;
pub use breadcrumb::{Breadcrumb, Crumb};
pub use button::{Button, ButtonKind, ButtonLink, ButtonLook};
pub use card::Card;
pub use checkbox::Checkbox;
pub use copy_button::CopyButton;
pub use deed_form::{DeedForm, Done};
pub use dialog::{Dialog, DialogState};
pub use empty_state::EmptyState;
pub use error_summary::ErrorSummary;
pub use factor_cards::{FactorReset, FactorRule};
pub use facts::{Fact, Facts};
pub use failure_view::{FailureView, NotFound};
pub use field::{Field, FieldKind, FieldWidth};
pub use fieldset::Fieldset;
pub use file_field::{ACCEPTED, DraftFile, FileField, FileLimits, OFFSET, PHOTOS, UploadAnswer};
pub use file_on::FileOn;
pub use form_state::{FormState, refused_here};
pub use icon::{Glyph, Icon};
pub use key_overview::KeyOverview;
pub use link::Link;
pub use logo::Logo;
pub use mail_page::{MailDone, MailGone, MailPage, MailQuestion};
pub use menu::Menu;
pub use moment::Moment;
pub use notice::Notice;
pub use number_said::NumberSaid;
pub use pagination::Pagination;
pub use parcel_line::ParcelLine;
pub use query_form::QueryForm;
pub use radio::{Choice, Radio, RadioGroup, RadioLook};
pub use select::Select;
pub use skeleton::Skeleton;
pub use skip_link::SkipLink;
pub use stepper::{Step, StepState, Stepper, StepperLook};
pub use table::{Cell, Column, HeadCell, RowCheck, SortLink, Sorted, Table};
pub use table_field::TableField;
pub use tabs::{Tab, Tabs};
pub use text_area::{TextArea, TextAreaLook};
pub use thumbnail::Thumbnail;
pub use ticket_list::{TicketLinks, TicketList, fingerprint};
pub use timeline::{Timeline, TimelineEntry};
pub use toast::{ToastRegion, Toaster, provide_toasts, toast, use_toaster};
pub use tone::Tone;
pub use trail::Trail;
pub use words::Words;

use domain::Language;
use leptos::prelude::use_context;

/// The language of this page; it stays the same while the page is loaded.
#[must_use]
pub fn language() -> Language {
    use_context::<Language>().unwrap_or_default()
}
