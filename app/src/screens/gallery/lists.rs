//! Tables, tabs, ways through long lists, facts and files.

use leptos::prelude::*;
use wording::gallery as w;

use crate::piece::IntoPiece;
use crate::ui::{
    Badge, Breadcrumb, Cell, Column, CopyButton, Crumb, Fact, Facts, HeadCell, Link, Moment, Pagination, RowCheck,
    Sorted, Tab, Table, Tabs, Thumbnail, Tone, language,
};

/// Lists.
#[component]
pub fn Lists() -> impl IntoView {
    let language = language();
    let tab = |label: &str, count: Option<&str>, current| Tab {
        href: "/gallery".into(),
        label: label.into(),
        count: count.map(str::to_owned),
        current,
    };
    let tabs = vec![
        tab(w::badge_you(language), Some("3"), true),
        tab(w::badge_them(language), Some("12"), false),
        tab(w::life_resolved(language), Some("4"), false),
        tab(w::everything(language), None, false),
    ];
    view! {
        <div class="gallery-samples">
            <Breadcrumb crumbs=vec![Crumb::new("/gallery", w::tickets(language))] here="D-2026-004812"/>
            <Tabs label=w::tickets(language) tabs=tabs/>
            <SampleTable/>
            <Pagination newer="/gallery" older="/gallery" summary=w::in_sight(language)/>
            <div class="gallery-columns">
                <Facts>
                    <Fact name=w::reference(language)>"CMD-8812"</Fact>
                    <Fact name=w::number(language)>
                        "XY 1234 5678 9 FR" <CopyButton text="XY123456789FR" what=w::number(language)/>
                    </Fact>
                    <Fact name=w::siblings(language)><Link href="/gallery">"XY 1234 5680 1 FR"</Link></Fact>
                    <Fact name=w::day(language)>
                        <Moment at="2026-11-20T11:52:00+01:00" text=w::november(language, 20)/>
                    </Fact>
                </Facts>
                <div class="message-files">
                    <Thumbnail href="/gallery" name="facture-8812.pdf" size=340_000_u64/>
                    <Thumbnail href="/gallery" name="photo.jpg" size=4_200_000_u64 picture="/favicon.svg"/>
                </div>
            </div>
        </div>
    }
    .into_piece()
}

/// A table that sorts, and whose rows can be ticked.
#[component]
fn SampleTable() -> impl IntoView {
    let language = language();
    let columns = vec![
        Column::new(w::number(language)).sorted_by("/gallery", Some(Sorted::Descending)),
        Column::new(w::subject(language)).sorted_by("/gallery", None),
        Column::new(w::weight(language)).numeric(),
        Column::new(w::progress(language)),
    ];
    let rows: Vec<_> = [
        ("D-2026-004812", w::subject_contested(language), 1_240, Tone::You, w::badge_you(language)),
        ("D-2026-004799", w::subject_damaged(language), 820, Tone::Done, w::badge_done(language)),
        ("D-2026-004733", w::subject_late(language), 12_000, Tone::Wrong, w::badge_wrong(language)),
    ]
    .into_iter()
    .enumerate()
    .map(|(place, (number, subject, grams, tone, state))| {
        view! {
            <tr role="row">
                <RowCheck name="ticket" value=number label=number checked=place == 0/>
                <HeadCell><Link href="/gallery">{number}</Link></HeadCell>
                <Cell label=w::subject(language)>{subject}</Cell>
                <Cell label=w::weight(language) numeric=true>{wording::number::weight(language, grams)}</Cell>
                <Cell label=w::progress(language)><Badge tone=tone>{state}</Badge></Cell>
            </tr>
        }
    })
    .collect();
    view! { <Table caption=w::tickets(language) columns=columns select="ticket">{rows}</Table> }.into_piece()
}
