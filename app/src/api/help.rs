//! Reading the help: the same for everybody, signed in or not.

use domain::Language;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::Named;
use crate::error::Failure;

/// A filter of parcels: what it means and what to do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateHelp {
    /// Its name in the page's address.
    pub anchor: String,
    /// What it is called.
    pub name: String,
    /// The events that lead to it.
    pub events: Vec<String>,
    /// What it means.
    pub definition: String,
    /// What is recommended, or empty.
    pub action: String,
}

/// The glossary.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GlossaryPage {
    /// Words and what they mean, in alphabetical order.
    pub terms: Vec<Named>,
    /// The fifteen filters of parcels.
    pub states: Vec<StateHelp>,
}

/// A page of the guide, or the questions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpText {
    /// Its title.
    pub title: String,
    /// What stands below it: HTML of our own making.
    pub html: String,
    /// Its parts, by name; the values are addresses on the page.
    pub parts: Vec<Named>,
    /// The chapter before it and its address.
    pub before: Option<Named>,
    /// The chapter after it and its address.
    pub after: Option<Named>,
}

/// The chapters of the guide and where its PDF is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuidePage {
    /// The chapters, by title; the values are their addresses.
    pub chapters: Vec<Named>,
    /// The address of the PDF in the reader's language.
    pub pdf: String,
}

/// The address of the guide as a PDF.
#[must_use]
pub fn guide_paper(language: Language) -> String {
    format!("/help/guide.{}.pdf", language.code())
}

/// The chapters of the guide.
///
/// # Errors
/// Unavailable outside of a call.
#[server(prefix = "/read", endpoint = "help/guide", input = GetUrl)]
pub async fn guide_contents() -> Result<GuidePage, Failure> {
    crate::host::show::help::guide_contents()
}

/// A chapter of the guide.
///
/// # Errors
/// Not found for a name that no chapter has.
#[server(prefix = "/read", endpoint = "help/chapter", input = GetUrl)]
pub async fn chapter(
    /// Its name in addresses.
    name: String,
) -> Result<HelpText, Failure> {
    crate::host::show::help::chapter(&name)
}

/// The questions that are often asked.
///
/// # Errors
/// Unavailable outside of a call.
#[server(prefix = "/read", endpoint = "help/questions", input = GetUrl)]
pub async fn questions() -> Result<HelpText, Failure> {
    crate::host::show::help::questions()
}

/// The glossary in the reader's language.
///
/// # Errors
/// Unavailable outside of a call.
#[server(prefix = "/read", endpoint = "help/glossary", input = GetUrl)]
pub async fn glossary() -> Result<GlossaryPage, Failure> {
    crate::host::show::help::glossary()
}
