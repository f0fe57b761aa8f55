//! Opening hours into words: weekdays that are alike stand together.

use domain::Language;
use domain::relay::{OpeningHours, Span};

use crate::words::instruction as w;

/// The lines that say when a place is open: *lundi au vendredi : 09:00–12:30, 14:00–19:00*.
#[must_use]
pub fn opening(language: Language, hours: &OpeningHours) -> Vec<String> {
    if !hours.is_known() {
        return vec![w::hours_unknown(language).to_owned()];
    }
    hours
        .runs()
        .map(|(first, last, spans)| {
            let spans = spans_said(language, spans);
            let (from, to) = (weekday(language, first), weekday(language, last));
            let line = match last - first {
                0 => w::hours_day(language, from, &spans),
                1 => w::hours_two(language, from, to, &spans),
                _ => w::hours_days(language, from, to, &spans),
            };
            capitalised(&line)
        })
        .collect()
}

fn spans_said(language: Language, spans: &[Span]) -> String {
    if spans.is_empty() {
        return w::hours_closed(language).to_owned();
    }
    let time = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let said: Vec<String> = spans.iter().map(|span| format!("{}–{}", time(span.0), time(span.1))).collect();
    said.join(", ")
}

fn weekday(language: Language, day: usize) -> &'static str {
    match day {
        0 => w::monday(language),
        1 => w::tuesday(language),
        2 => w::wednesday(language),
        3 => w::thursday(language),
        4 => w::friday(language),
        5 => w::saturday(language),
        _ => w::sunday(language),
    }
}

fn capitalised(line: &str) -> String {
    let mut signs = line.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_are_alike_stand_together() {
        let mut hours = OpeningHours::default();
        assert_eq!(opening(Language::En, &hours), ["Opening hours not told"]);
        for day in 0..5 {
            hours.0[day] = vec![Span(540, 750), Span(840, 1_140)];
        }
        assert_eq!(
            opening(Language::Fr, &hours),
            ["Lundi au vendredi\u{202f}: 09:00–12:30, 14:00–19:00", "Samedi et dimanche\u{202f}: fermé"]
        );
        hours.0[5] = vec![Span(0, 1_440)];
        assert_eq!(
            opening(Language::En, &hours),
            ["Monday to Friday: 09:00–12:30, 14:00–19:00", "Saturday: 00:00–24:00", "Sunday: closed"]
        );
    }
}
