//! The results as Markdown, and their place in a page.

use std::fs;
use std::path::Path;

use crate::Outcome;
use crate::figures::{DEMANDS, Demand, Figure, Line, Plan, Speed, words};

/// Where the tables stand in a page.
const BEGIN: &str = "<!-- ./bench --write -->";
/// Where they end.
const END: &str = "<!-- end of ./bench --write -->";
/// The databases, as columns.
const ENGINES: [(&str, &str); 2] = [("sqlite", "SQLite"), ("postgres", "PostgreSQL")];

/// All tables.
pub fn markdown(lines: &[Line], heading: &str) -> String {
    let mut speeds: Vec<&Speed> = Vec::new();
    let mut figures: Vec<Figure> = Vec::new();
    let mut plans: Vec<&Plan> = Vec::new();
    for line in lines {
        match line {
            Line::Speed(speed) => {
                figures.extend(demanded(speed));
                speeds.push(speed);
            }
            Line::Figure(figure) => figures.push(figure.clone()),
            Line::Plan(plan) => plans.push(plan),
        }
    }
    let mut text = format!("{heading}\n\n");
    text.push_str("| what | SQLite | PostgreSQL | must | aim | |\n|---|---:|---:|---:|---:|---|\n");
    for demand in DEMANDS {
        text.push_str(&row(demand, &figures));
    }
    if !speeds.is_empty() {
        text.push_str("\n| what | database | clients | p50 | p95 | p99 | answers/s | timed | wrong |\n");
        text.push_str("|---|---|---:|---:|---:|---:|---:|---:|---:|\n");
    }
    for Speed { engine, what, clients, p50, p95, p99, rate, answers, wrong } in speeds {
        let name = database(engine);
        text.push_str(&format!(
            "| {what} | {name} | {clients} | {p50:.1} ms | {p95:.1} ms | {p99:.1} ms | {rate:.0} | {answers} | {wrong} |\n"
        ));
    }
    text.push_str(&others(&figures));
    if !plans.is_empty() {
        text.push_str("\n| what | database | finds its rows by |\n|---|---|---|\n");
    }
    for Plan { engine, what, indexes } in plans {
        let indexes: Vec<String> = indexes.iter().map(|index| format!("`{index}`")).collect();
        text.push_str(&format!("| {what} | {} | {} |\n", database(engine), indexes.join(", ")));
    }
    text
}

/// The name of a database as people call it.
fn database(engine: &str) -> &str {
    ENGINES.iter().find(|(key, _)| *key == engine).map_or(engine, |(_, name)| name)
}

/// The figures about which something is demanded, out of a measurement.
fn demanded(speed: &Speed) -> Vec<Figure> {
    if speed.clients != 16 {
        return Vec::new();
    }
    let figure = |what: &str, value, unit: &str| Figure {
        engine: speed.engine.clone(),
        what: what.to_owned(),
        value,
        unit: unit.to_owned(),
    };
    let mut figures = vec![figure(&format!("{}, 16 clients, p95", speed.what), speed.p95, "ms")];
    if speed.what == "inbox" {
        figures.push(figure(words::INBOX_RATE, speed.rate, "/s"));
    }
    figures.retain(|figure| DEMANDS.iter().any(|demand| demand.what == figure.what));
    figures
}

/// The last figure of that name; a figure in which the database plays no part stands in the first column.
fn value_of(figures: &[Figure], what: &str, engine: &str) -> Option<f64> {
    let same = |figure: &&Figure| {
        figure.what == what && (figure.engine == engine || figure.engine.is_empty() && engine == ENGINES[0].0)
    };
    figures.iter().rev().find(same).map(|figure| figure.value)
}

fn row(demand: &Demand, figures: &[Figure]) -> String {
    let values = ENGINES.map(|(engine, _)| value_of(figures, demand.what, engine));
    let all = |limit| {
        let measured = ENGINES.iter().zip(values).filter_map(|((engine, _), value)| Some((engine, value?)));
        measured.into_iter().all(|(engine, value)| demand.holds(engine, value, limit))
    };
    let mark = if values.iter().all(Option::is_none) {
        "not measured"
    } else if !all(demand.must) {
        "**missed**"
    } else if all(demand.aim) {
        "✓ aim"
    } else {
        "✓"
    };
    let [sqlite, postgres] =
        values.map(|value| value.map_or_else(|| "–".to_owned(), |value| number(value, demand.unit)));
    let sign = if demand.more { "≥ " } else { "≤ " };
    let twice = if demand.on_postgres > 1.0 { ", PostgreSQL twice" } else { "" };
    let [must, aim] = [demand.must, demand.aim].map(|limit| format!("{sign}{}{twice}", whole(limit, demand.unit)));
    format!("| {} | {sqlite} | {postgres} | {must} | {aim} | {mark} |\n", demand.what)
}

/// Figures about which nothing is demanded, each with its databases.
fn others(figures: &[Figure]) -> String {
    let mut names: Vec<(&str, &str)> = Vec::new();
    for figure in figures {
        let known = names.iter().any(|(what, _)| *what == figure.what);
        if !known && !DEMANDS.iter().any(|demand| demand.what == figure.what) {
            names.push((&figure.what, &figure.unit));
        }
    }
    if names.is_empty() {
        return String::new();
    }
    let mut text = "\n| what else | SQLite | PostgreSQL |\n|---|---:|---:|\n".to_owned();
    for (what, unit) in names {
        let shown = ENGINES.map(|(engine, _)| {
            value_of(figures, what, engine).map_or_else(|| "–".to_owned(), |value| number(value, unit))
        });
        text.push_str(&format!("| {what} | {} | {} |\n", shown[0], shown[1]));
    }
    text
}

fn number(value: f64, unit: &str) -> String {
    match unit {
        "" => format!("{value:.0}"),
        "/s" => format!("{value:.0} /s"),
        unit => format!("{value:.1} {unit}"),
    }
}

fn whole(value: f64, unit: &str) -> String {
    if value.fract() != 0.0 {
        return format!("{value:.1} {unit}");
    }
    format!("{value:.0} {unit}").trim_end().to_owned()
}

/// Puts the tables between their two markers in a page; what stood there is gone.
pub fn write(page: &Path, tables: &str) -> Outcome<()> {
    let text = fs::read_to_string(page).map_err(|error| format!("{}: {error}", page.display()))?;
    let placed = placed(&text, tables).ok_or_else(|| format!("{} lacks {BEGIN} or {END}", page.display()))?;
    fs::write(page, placed).map_err(|error| format!("{}: {error}", page.display()))
}

fn placed(text: &str, tables: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n\n{tables}\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::{BEGIN, END, Figure, Line, Speed, markdown, placed};

    fn speed(p95: f64, rate: f64) -> Line {
        let (engine, what) = ("sqlite".to_owned(), "inbox".to_owned());
        Line::Speed(Speed { engine, what, clients: 16, p50: 1.0, p95, p99: p95, rate, answers: 9, wrong: 0 })
    }

    #[test]
    fn a_missed_must_is_marked() {
        let kept = markdown(&[speed(20.0, 2_000.0)], "Today.");
        assert!(kept.contains("| inbox, 16 clients, p95 | 20.0 ms | – | ≤ 30 ms | ≤ 12 ms | ✓ |"), "{kept}");
        let missed = markdown(&[speed(31.0, 4_000.0)], "Today.");
        assert!(missed.contains("| 31.0 ms | – | ≤ 30 ms | ≤ 12 ms | **missed** |"), "{missed}");
        assert!(missed.contains("| 4000 /s | – | ≥ 1500 /s | ≥ 4000 /s | ✓ aim |"), "{missed}");
        assert!(missed.contains("| ≤ 40 kB | ≤ 25 kB | not measured |"), "{missed}");
    }

    #[test]
    fn postgres_may_take_twice_as_long_where_the_demand_says_so() {
        let speed = |engine: &str, p95| {
            let what = "word search, rare, 1,000,000 tickets".to_owned();
            let engine = engine.to_owned();
            Line::Speed(Speed { engine, what, clients: 16, p50: 1.0, p95, p99: p95, rate: 1.0, answers: 9, wrong: 0 })
        };
        let row = |sqlite, postgres| {
            let text = markdown(&[speed("sqlite", sqlite), speed("postgres", postgres)], "Today.");
            text.lines().find(|line| line.starts_with("| word search, rare")).unwrap_or_default().to_owned()
        };
        assert!(
            row(70.0, 140.0)
                .ends_with("| 70.0 ms | 140.0 ms | ≤ 75 ms, PostgreSQL twice | ≤ 25 ms, PostgreSQL twice | ✓ |")
        );
        assert!(row(76.0, 140.0).ends_with("| **missed** |"));
        assert!(row(70.0, 151.0).ends_with("| **missed** |"));
    }

    #[test]
    fn what_is_not_demanded_is_told_all_the_same() {
        let statements =
            Figure { engine: "postgres".into(), what: "statements, inbox".into(), value: 4.0, unit: "".into() };
        let text = markdown(&[Line::Figure(statements)], "Today.");
        assert!(text.contains("| statements, inbox | – | 4 |"), "{text}");
    }

    #[test]
    fn the_tables_stand_between_their_markers() {
        let page = format!("a\n{BEGIN}\nold\n{END}\nb");
        assert_eq!(placed(&page, "new"), Some(format!("a\n{BEGIN}\n\nnew\n{END}\nb")));
        assert_eq!(placed("a", "new"), None);
    }
}
