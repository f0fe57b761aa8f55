//! What was found: filters with counts, a table whose rows can be chosen, and the next step where nothing was.

use leptos::prelude::*;
use wording::{parcel, search};

use super::actions::Actions;
use super::row::Rows;
use crate::api::search::{ListColumn, ResultList, SearchPage, StateLink};
use crate::api::viewer::viewer;
use crate::error::Attempt;
use crate::piece::IntoPiece;
use crate::ui::{Button, ButtonLink, Checkbox, Column, EmptyState, ErrorSummary, Glyph, Icon, Sorted, Table, language};

/// The answer to a search.
#[component]
pub fn Results(
    /// The page.
    page: SearchPage,
) -> impl IntoView {
    let language = language();
    let Some(list) = page.list.clone() else {
        // Nothing was looked for; what was typed wrong is said above.
        return (page.failure.is_none() && !page.by_criteria)
            .then(|| {
                view! {
                    <EmptyState title=parcel::begin_title(language)>
                        <p>{parcel::begin_lead(language)}</p>
                    </EmptyState>
                }
            })
            .into_piece();
    };
    let viewer = viewer().unwrap_or_default();
    let filtered = !page.filters.is_empty();
    let filters = (!page.filters.is_empty()).then(|| view! { <Filters filters=page.filters.clone()/> });
    let missing =
        (!page.missing.is_empty() && !list.rows.is_empty()).then(|| view! { <Missing missing=page.missing.clone()/> });
    let cut = (!page.cut.is_empty()).then(|| view! { <p class="small">{page.cut.clone()}</p> });
    let shown = if list.rows.is_empty() {
        let files = viewer.files && !viewer.operator && !page.file.is_empty();
        match page.missing.as_slice() {
            [alone] => view! {
                <EmptyState glyph=Glyph::Search title=parcel::nothing_title(language, alone)>
                    <p>{parcel::nothing_lead(language)}</p>
                    {files
                        .then(|| {
                            view! { <ButtonLink href=page.file.clone()>{parcel::nothing_file(language)}</ButtonLink> }
                        })}
                </EmptyState>
            }
            .into_piece(),
            [] => view! {
                <EmptyState glyph=Glyph::Search title=search::none_title(language)>
                    <p>{search::none_lead(language)}</p>
                    <ButtonLink href="/parcels?tab=criteria">{search::none_all(language)}</ButtonLink>
                </EmptyState>
            }
            .into_piece(),
            _ => view! { <Missing missing=page.missing.clone()/> }.into_piece(),
        }
    } else {
        view! { <List list query=page.query.clone() by_reference=page.by_reference/> }.into_piece()
    };
    view! {
        <div class="results" data-filtered=filtered.then_some("true")>
            {filters}
            <div class="results-main">{missing} {cut} {shown}</div>
        </div>
    }
    .into_piece()
}

/// The fifteen filters, each with how many parcels it leaves.
#[component]
fn Filters(
    /// The filters.
    filters: Vec<StateLink>,
) -> impl IntoView {
    let links: Vec<_> = filters
        .into_iter()
        .map(|filter| {
            view! {
                <li>
                    <a class="results-filter" href=filter.href aria-current=filter.current.then_some("page")>
                        <span>{filter.label}</span>
                        <span class="results-count">{filter.count}</span>
                    </a>
                </li>
            }
        })
        .collect();
    view! {
        <nav class="results-filters" aria-label=search::filters(language())>
            <ul>{links}</ul>
            <p class="small">
                <a class="link" href="/help/glossary#states">{search::filters_help(language())}</a>
            </p>
        </nav>
    }
    .into_piece()
}

/// What nothing was found of.
#[component]
fn Missing(
    /// The numbers or references, as they were cleaned.
    missing: Vec<String>,
) -> impl IntoView {
    let language = language();
    let title = search::missing_title(language, i64::try_from(missing.len()).unwrap_or(i64::MAX));
    let lines: Vec<_> = missing.into_iter().map(|one| view! { <li>{one}</li> }).collect();
    view! {
        <details class="results-missing">
            <summary>{title}</summary>
            <p class="small muted">{search::missing_lead(language)}</p>
            <ul>{lines}</ul>
        </details>
    }
    .into_piece()
}

/// The table, in a form whose buttons act on the chosen rows.
#[component]
fn List(
    /// The results.
    list: ResultList,
    /// What was pasted, where the results have no address: it is sent along.
    query: String,
    /// Whether references were looked for.
    by_reference: bool,
) -> impl IntoView {
    let language = language();
    let viewer = viewer().unwrap_or_default();
    let failure = use_context::<Attempt>().filter(|attempt| attempt.form == "results").and_then(|one| one.failure);
    let by = if by_reference { "reference" } else { "number" };
    let pasted = (list.here.is_empty()).then(|| {
        view! {
            <input type="hidden" name="q" value=query.clone()/>
            <input type="hidden" name="by" value=by/>
        }
    });
    let here = if list.here.is_empty() { "/parcels".to_owned() } else { list.here.clone() };
    let found: Vec<_> =
        list.found.iter().map(|id| view! { <input type="hidden" name="found" value=id.clone()/> }).collect();
    let keep = list.here.is_empty().then_some((query, by));
    let columns: Vec<Column> = list.columns.iter().filter(|column| column.shown).map(head).collect();
    let (first, next) = (list.first.clone(), list.next.clone());
    // A paste is over once it is answered; only criteria can be asked again and again.
    let by_mail = (viewer.reports && !list.criteria.is_empty()).then(|| {
        let address = format!("/reports?{}", list.criteria);
        view! { <a class="link small" href=address rel="external">{search::by_mail(language)}</a> }
    });
    view! {
        <div class="results-head">
            <h2 id="found">{list.summary.clone()}</h2>
            {by_mail}
            <ColumnChoice columns=list.columns.clone() here=here.clone() keep/>
        </div>
        <form class="results-form" method="post" action="/parcels/export">
            <ErrorSummary failure=failure/>
            <input type="hidden" name="form" value="results"/>
            <input type="hidden" name="here" value=here/>
            <input type="hidden" name="criteria" value=list.criteria.clone()/>
            {pasted}
            {found}
            <Actions viewer all=list.all.clone()/>
            <div class="results-scroll" role="region" aria-label=search::scroll(language) tabindex="0">
                <Table caption=search::results(language) columns select="parcel">
                    <Rows list/>
                </Table>
            </div>
        </form>
        <Pages first next/>
    }
    .into_piece()
}

fn head(column: &ListColumn) -> Column {
    let head = Column::new(column.label.clone());
    let now = column.descending.map(|descending| if descending { Sorted::Descending } else { Sorted::Ascending });
    if column.sort.is_empty() { head } else { head.sorted_by(column.sort.clone(), now) }
}

/// Which columns are shown; kept for this person.
#[component]
fn ColumnChoice(
    /// All columns.
    columns: Vec<ListColumn>,
    /// The page that the choice comes back to.
    here: String,
    /// What was pasted and as what, where the results have no address.
    keep: Option<(String, &'static str)>,
) -> impl IntoView {
    let language = language();
    let boxes: Vec<_> = columns
        .into_iter()
        .filter(|column| column.key != "number")
        .map(|column| {
            view! { <Checkbox name="column" value=column.key checked=column.shown>{column.label}</Checkbox> }
        })
        .collect();
    let keep = keep.map(|(query, by)| {
        view! {
            <input type="hidden" name="q" value=query/>
            <input type="hidden" name="by" value=by/>
        }
    });
    view! {
        <details class="results-columns">
            <summary class="button" data-small="true">{search::columns(language)}</summary>
            <form class="results-columns-form" method="post" action="/parcels">
                <input type="hidden" name="form" value="columns"/>
                <input type="hidden" name="next" value=here/>
                {keep}
                <fieldset>
                    <legend class="field-label">{search::columns_choose(language)}</legend>
                    {boxes}
                </fieldset>
                <Button small=true>{search::columns_keep(language)}</Button>
            </form>
        </details>
    }
    .into_piece()
}

/// The ways to the other pages.
#[component]
fn Pages(
    /// The address of the first page; empty on it.
    first: String,
    /// The address of the next page; empty at the end.
    next: String,
) -> impl IntoView {
    let language = language();
    (!first.is_empty() || !next.is_empty())
        .then(|| {
            view! {
                <nav class="pagination" aria-label=search::pages(language)>
                    {(!first.is_empty())
                        .then(|| {
                            view! {
                                <ButtonLink href=first small=true glyph=Glyph::ArrowLeft>
                                    {search::first_page(language)}
                                </ButtonLink>
                            }
                        })}
                    {(!next.is_empty())
                        .then(|| {
                            view! {
                                <ButtonLink href=next small=true>
                                    {search::next_page(language)} <Icon glyph=Glyph::ArrowRight/>
                                </ButtonLink>
                            }
                        })}
                </nav>
            }
        })
        .into_piece()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::Results;
    use crate::api::parcels::ParcelRow;
    use crate::api::search::{ListColumn, ResultCell, ResultList, ResultRow, SearchPage};
    use crate::api::viewer::Viewer;
    use crate::ui::specimen::html;

    fn nothing() -> SearchPage {
        SearchPage {
            query: "XY 123 <b>".into(),
            missing: vec!["XY 123 <b>".into()],
            file: "/requests/new?parcel=XY123".into(),
            list: Some(ResultList::default()),
            ..SearchPage::default()
        }
    }

    fn found() -> SearchPage {
        let column = |key: &str, label: &str, shown: bool| ListColumn {
            key: key.into(),
            label: label.into(),
            shown,
            ..ListColumn::default()
        };
        let row = ParcelRow { key: "A1".into(), grouped: "A 1".into(), ..ParcelRow::default() };
        let cell = ResultCell { text: "Élodie".into(), ..ResultCell::default() };
        SearchPage {
            list: Some(ResultList {
                summary: "Un colis trouvé".into(),
                columns: vec![
                    column("number", "Numéro", true),
                    column("recipient", "Destinataire", true),
                    column("label", "Étiquette", false),
                ],
                rows: vec![ResultRow {
                    id: "7".into(),
                    row,
                    cells: vec![cell],
                    toggle: "/parcels?q=A&open=A1".into(),
                    open: None,
                }],
                here: "/parcels?q=A".into(),
                ..ResultList::default()
            }),
            ..SearchPage::default()
        }
    }

    #[test]
    fn nothing_found_teaches_the_next_step() {
        let page = html(|| {
            provide_context(Some(Viewer { files: true, ..Viewer::default() }));
            view! { <Results page=nothing()/> }
        });
        assert!(page.contains("XY 123 &lt;b&gt;"), "{page}");
        assert!(page.contains("href=\"/requests/new?parcel=XY123\""), "{page}");
    }

    #[test]
    fn whoever_may_not_file_is_not_led_to_filing() {
        let page = html(|| view! { <Results page=nothing()/> });
        assert!(!page.contains("/requests/new"), "{page}");
    }

    #[test]
    fn found_parcels_are_counted_linked_and_chosen() {
        let page = html(|| view! { <Results page=found()/> });
        for part in [
            "Un colis trouvé",
            "href=\"/parcels/A1\"",
            "href=\"/parcels?q=A&amp;open=A1\"",
            "name=\"parcel\" value=\"7\"",
            "name=\"all\" value=\"1\"",
            "data-label=\"Destinataire\"",
            "formaction=\"/parcels/export\"",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(!page.contains("columnheader\">Étiquette"), "{page}");
    }
}
