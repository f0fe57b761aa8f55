//! The columns that somebody chose for his lists, and the choice of them.

use domain::Actor;
use domain::ticket::columns::{Column, Columns};
use operations::Result;
use operations::tickets::searches::OfferedFilters;
use operations::tickets::{Listed, LookedUp};
use wording::values;

use super::{List, due, state_name, subject, turn_mark};
use crate::api::tickets::{ColumnChoice, ListPage, ListQuery};

/// Adds to a page what the reader's own columns hold, and the choice of columns where it is asked for.
pub(super) async fn show(
    list: &List<'_>,
    actor: &Actor,
    query: &ListQuery,
    offered: &OfferedFilters,
    rows: &[Listed],
    shown: &mut ListPage,
) -> Result<()> {
    let (language, operator) = (list.visit.language, list.eyes.operator);
    if query.value("show") == "columns" {
        let columns = offered.columns.clone().unwrap_or_else(|| Columns::at_first(operator));
        let choice = |column: Column, shown: bool| ColumnChoice {
            key: column.as_str().to_owned(),
            label: values::ticket_column(language, column).to_owned(),
            shown,
        };
        shown.choice = columns.shown().iter().map(|column| choice(*column, true)).collect();
        let hidden = Column::offered(operator).filter(|column| !columns.shown().contains(column));
        shown.choice.extend(hidden.map(|column| choice(column, false)));
    }
    let Some(columns) = &offered.columns else { return Ok(()) };
    let looked_up = list.visit.operations.looked_up(actor, columns, rows).await?;
    let none = LookedUp::default();
    let names = columns.shown().iter().map(|column| values::ticket_column(language, *column).to_owned());
    shown.columns = names.collect();
    shown.cells = rows
        .iter()
        .map(|row| {
            let more = looked_up.get(&row.id).unwrap_or(&none);
            columns.shown().iter().map(|column| cell(list, row, more, *column)).collect()
        })
        .collect();
    Ok(())
}

fn cell(list: &List<'_>, row: &Listed, more: &LookedUp, column: Column) -> String {
    let (eyes, language) = (&list.eyes, list.visit.language);
    match column {
        Column::Number => row.number.clone(),
        Column::Subject => subject(list.visit, &row.subject),
        Column::Customer => row.customer_name.clone(),
        Column::Parcel => domain::parcel::number::grouped(&row.parcel_number),
        Column::Parcels => wording::number::integer(language, row.parcel_count),
        Column::Turn => turn_mark(eyes, &row.life, row.missing_slots).text,
        Column::State => state_name(language, row.life.state, eyes.operator).to_owned(),
        Column::Due => due(eyes, &row.life),
        Column::Contact => more.contact.clone(),
        Column::Account => more.account.clone(),
        Column::SubAccount => more.sub_account.clone(),
        Column::Filed => eyes.recent(row.created_at).text,
        Column::Changed => eyes.recent(row.changed_at).text,
    }
}
