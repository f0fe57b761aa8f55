//! When a pickup point is open: spans of each weekday, as they are written in a table.

use serde::{Deserialize, Serialize};

/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// The most spans of one day.
const SPANS_MAX: usize = 4;

/// From one minute of the day to another: 9:00 to 12:30 is 540 to 750.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span(pub u16, pub u16);

/// The spans of each weekday, Monday first; a day without any is closed. Without any at all nobody has told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OpeningHours(pub [Vec<Span>; 7]);

impl OpeningHours {
    /// Whether anybody has told when it is open.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.0.iter().any(|day| !day.is_empty())
    }

    /// Weekdays that follow each other and are alike, Monday being 0: first, last, and their spans.
    pub fn runs(&self) -> impl Iterator<Item = (usize, usize, &[Span])> {
        let mut first = 0;
        std::iter::from_fn(move || {
            let spans = self.0.get(first)?;
            let alike = self.0[first..].iter().take_while(|day| *day == spans).count();
            let run = (first, first + alike - 1, spans.as_slice());
            first += alike;
            Some(run)
        })
    }
}

/// The spans of a day as they are written in a table: `09:00-12:30 14:00-19:00`, also `9h-12h30, 14h–19h`; nothing,
/// `closed` or `fermé` is a closed day. `None` for anything else, and where a span ends before it begins or before the
/// one before it ends.
#[must_use]
pub fn read_spans(text: &str) -> Option<Vec<Span>> {
    let text = text.trim().to_lowercase().replace(['–', '—', '−'], "-");
    if matches!(text.as_str(), "" | "-" | "closed" | "fermé" | "ferme") {
        return Some(Vec::new());
    }
    // Spaces around the dash are no separators.
    let mut joined = text.split('-').map(str::trim).collect::<Vec<_>>().join("-");
    joined = joined.replace([',', ';', '/'], " ");
    let mut spans: Vec<Span> = Vec::new();
    for piece in joined.split_whitespace() {
        let (from, to) = piece.split_once('-')?;
        let span = Span(minute(from)?, minute(to)?);
        if span.0 >= span.1 || spans.last().is_some_and(|before| before.1 > span.0) {
            return None;
        }
        spans.push(span);
    }
    (spans.len() <= SPANS_MAX).then_some(spans)
}

/// `9`, `9h`, `9h30`, `09:30` as a minute of the day; `24:00` is its end.
fn minute(text: &str) -> Option<u16> {
    let (hour, minutes) = text.split_once([':', 'h']).unwrap_or((text, ""));
    let digits = |text: &str| text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if hour.is_empty() || !digits(hour) || !digits(minutes) || minutes.len() == 1 {
        return None;
    }
    let minutes: u16 = if minutes.is_empty() { 0 } else { minutes.parse().ok()? };
    let minute = hour.parse::<u16>().ok()? * 60 + minutes;
    (minutes < 60 && minute <= DAY).then_some(minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_as_people_write_them() {
        let both = Some(vec![Span(540, 750), Span(840, 1_140)]);
        for (text, expected) in [
            ("09:00-12:30 14:00-19:00", both.clone()),
            ("9h-12h30, 14h–19h", both.clone()),
            ("9 - 12:30 ; 14h00 – 19H", both),
            ("00:00-24:00", Some(vec![Span(0, 1_440)])),
            ("", Some(vec![])),
            ("Fermé", Some(vec![])),
            ("closed", Some(vec![])),
            ("12:00-09:00", None),
            ("09:00-12:00 11:00-14:00", None),
            ("9-25", None),
            ("9:5-12", None),
            ("matin", None),
            ("9-10 11-12 13-14 15-16 17-18", None),
        ] {
            assert_eq!(read_spans(text), expected, "{text}");
        }
    }

    #[test]
    fn days_that_are_alike_stand_together() {
        let open = vec![Span(540, 1_140)];
        let mut hours = OpeningHours::default();
        assert!(!hours.is_known());
        assert_eq!(hours.runs().count(), 1);
        for day in 0..5 {
            hours.0[day].clone_from(&open);
        }
        hours.0[5] = vec![Span(540, 720)];
        let runs: Vec<_> = hours.runs().map(|(first, last, spans)| (first, last, spans.len())).collect();
        assert_eq!(runs, [(0, 4, 1), (5, 5, 1), (6, 6, 0)]);
        let text = serde_json::to_string(&hours).expect("JSON");
        assert_eq!(serde_json::from_str::<OpeningHours>(&text).ok(), Some(hours), "{text}");
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_it(text in "\\PC{0,40}") {
            let _ = read_spans(&text);
        }
    }
}
