//! A scheduled report of fifty thousand parcels, in each of its formats: how long from the wish to the files and the mail,
//! and in how much memory.

use std::time::{Duration, Instant};

use tokio::time::sleep;

use crate::Outcome;
use crate::figures::{Book, words};
use crate::forms::{offered, part, with};
use crate::http::Client;
use crate::parcels::Parcels;
use crate::person::{self, CUSTOMER};
use crate::server::Launch;

/// The days that it tells of, counted back from the day it is sent: of a million parcels more than fifty thousand.
const WINDOW: (&str, &str) = ("24", "3");
/// The formats, each with its two figures.
const FORMATS: [(&str, &str, &str); 3] = [
    ("csv", words::REPORT_CSV, "report as CSV, memory"),
    ("html", words::REPORT_HTML, "report as HTML, memory"),
    ("pdf", words::REPORT_PDF, "report as PDF, memory"),
];
/// How long a run may take before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(300);
/// How often the page is looked at: its answer takes a few milliseconds.
const LOOK: Duration = Duration::from_millis(50);
/// In bytes.
const MB: f64 = 1_000_000.0;

/// Measures it. A report is never sent on the day it is made, so the server begins again with its clock moved on; from
/// then on the same period is sent again in one format after the other.
pub async fn run(launch: &Launch, world: &Parcels, book: &Book) -> Outcome<()> {
    let server = launch.serve(None).await?;
    let mut owner = person::sign_in(server.address, CUSTOMER).await?;
    let page = create(&mut owner).await?;
    server.stop().await?;

    let server = launch.serve_ahead(2).await?;
    let mut owner = person::sign_in(server.address, CUSTOMER).await?;
    let mut runs = ended(&mut owner, &page, 0).await?;
    let mut most = 0;
    for (format, time, memory) in FORMATS {
        change(&mut owner, &page, format).await?;
        server.rest().await?;
        let before = server.resident()?;
        server.forget_peak()?;
        let began = Instant::now();
        again(&mut owner, &page).await?;
        runs = ended(&mut owner, &page, runs).await?;
        book.figure(time, began.elapsed().as_secs_f64(), "s")?;
        let peak = server.peak()?;
        most = most.max(peak);
        book.figure(memory, peak.saturating_sub(before) as f64 / MB, "MB")?;
        if format == "csv" {
            parcels_of(&mut owner, &page, world, book).await?;
        }
    }
    book.figure(words::REPORT_MEMORY, most as f64 / MB, "MB")?;
    server.stop().await
}

/// Defines the report by its form, with everything that it offers; answers its address.
async fn create(owner: &mut Client) -> Outcome<String> {
    let page = person::read(owner, "/reports").await?;
    let form = part(&page, "create").ok_or("there is no form for a new report")?;
    let mut fields = offered(form);
    for (name, value) in [
        ("name", "Mesure"),
        ("from_days", WINDOW.0),
        ("to_days", WINDOW.1),
        ("file_name", "mesure"),
        ("language", "fr"),
        ("formats", "csv"),
        ("recipients", ""),
    ] {
        fields = with(fields, name, value);
    }
    let answer = owner.post("/reports", pairs(&fields)).await?;
    let address = answer.location.trim_start_matches('!').split('?').next().unwrap_or_default().to_owned();
    if answer.status == 303 && address.starts_with("/reports/") {
        Ok(address)
    } else {
        Err(format!("the report was answered {}: {:.2000}", answer.status, refusal(&answer.text()?)))
    }
}

/// Leaves it one format.
async fn change(owner: &mut Client, page: &str, format: &str) -> Outcome<()> {
    let text = person::read(owner, page).await?;
    let form = part(&text, "change").ok_or("the report has no form")?;
    let fields = with(checked(form), "formats", format);
    let answer = owner.post(page, pairs(&fields)).await?;
    if answer.status == 303 {
        Ok(())
    } else {
        Err(format!("the change was answered {}: {:.2000}", answer.status, refusal(&answer.text()?)))
    }
}

/// What the form of a report holds: as [`offered`], without the boxes that are not ticked and with what is chosen.
fn checked(form: &str) -> Vec<(String, String)> {
    let mut kept = String::with_capacity(form.len());
    for piece in form.split_inclusive('>') {
        let tag = piece.rsplit_once('<').map_or("", |(_, tag)| tag);
        let box_of_none = tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\"");
        let choice_of_none = tag.starts_with("option") && !tag.contains(" selected");
        if !(box_of_none && !tag.contains(" checked") || choice_of_none) {
            kept.push_str(piece);
        }
    }
    offered(&kept)
}

/// Wishes the last period again.
async fn again(owner: &mut Client, page: &str) -> Outcome<()> {
    let text = person::read(owner, page).await?;
    let form = part(&text, "again").ok_or("the report has no run")?;
    let run = form.split("name=\"run\"").nth(1).and_then(|rest| person::between(rest, "value=\"", "\"").next());
    let run = run.ok_or("no run can be sent again")?.to_owned();
    let mut fields = offered(form);
    fields.push(("run".to_owned(), run));
    let answer = owner.post(page, pairs(&fields)).await?;
    if answer.status == 303 { Ok(()) } else { Err(format!("sending again was answered {}", answer.status)) }
}

/// Waits until one more run than these has its files; answers how many there are.
async fn ended(owner: &mut Client, page: &str, runs: usize) -> Outcome<usize> {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        let text = person::read(owner, page).await?;
        let listed = text.split("class=\"report-run\"").skip(1);
        let with_files = listed.filter(|run| run.contains("class=\"report-files\"")).count();
        if with_files > runs {
            return Ok(with_files);
        }
        sleep(LOOK).await;
    }
    Err(format!("no run of {page} ended within {} s", PATIENCE.as_secs()))
}

/// Counts the parcels of the last run by its CSV file.
async fn parcels_of(owner: &mut Client, page: &str, world: &Parcels, book: &Book) -> Outcome<()> {
    let text = person::read(owner, page).await?;
    let run = text.split("class=\"report-run\"").nth(1).unwrap_or_default();
    let file = person::between(run, "href=\"", "\"").find(|href| href.starts_with("/reports/")).ok_or("no file")?;
    let rows = owner.count(file).await?.lines.saturating_sub(1);
    if rows == 0 || world.parcels >= 1_000_000 && rows < 50_000 {
        return Err(format!("the report tells of {rows} parcels only"));
    }
    book.figure("parcels in the report", rows as f64, "")
}

fn pairs(fields: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
}

/// What a page says above a form that it did not take.
fn refusal(page: &str) -> &str {
    page.split("class=\"error-summary\"").nth(1).unwrap_or(page)
}

#[cfg(test)]
mod tests {
    use super::checked;

    #[test]
    fn a_form_is_sent_as_it_stands() {
        let form = "<input type=\"hidden\" name=\"form\" value=\"change\"><input type=\"checkbox\" name=\"day\" \
                    value=\"1\"><input type=\"checkbox\" name=\"day\" value=\"2\" checked><select name=\"time\"><option \
                    value=\"06:00\">6 h</option><option value=\"07:00\" selected>7 h</option></select><input \
                    name=\"q\" value=\"a\">";
        let told: Vec<String> = checked(form).iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(told, ["form=change", "day=2", "time=07:00", "q=a"]);
    }
}
