//! Keeping somebody from filing whose messages stand marked, and letting him file again.

use leptos::prelude::*;
use wording::desk as words;

use crate::api::abuse::StoppedRow;
use crate::piece::IntoPiece;
use crate::ui::{
    Button, ButtonLook, Card, Cell, Choice, Column, DeedForm, Field, HeadCell, Moment, Select, Table, language,
};

/// Where the forms post to.
const ACTION: &str = "/abuse";

/// Keep one of those from filing who are marked on this page; nothing where there is nobody.
#[component]
pub fn Stop(
    /// Who: id and name.
    stoppable: Vec<(String, String)>,
) -> impl IntoView {
    let language = language();
    (!stoppable.is_empty())
        .then(|| {
            let choices: Vec<Choice> = stoppable.into_iter().map(|(id, name)| Choice::new(id, name)).collect();
            view! {
                <Card title=words::stop_title(language)>
                    <p class="muted">{words::stop_lead(language)}</p>
                    <DeedForm name="stop" action=ACTION deed="">
                        <Select
                            name="person"
                            label=words::stop_who(language)
                            choices=choices
                            prompt=wording::operator::choose(language)
                            required=true
                        />
                        <Field name="word" label=words::stop_word(language) required=true max_length=300u32/>
                        <p class="form-buttons">
                            <Button look=ButtonLook::Danger>{words::stop_send(language)}</Button>
                        </p>
                    </DeedForm>
                </Card>
            }
        })
        .into_piece()
}

/// Who is kept from filing. One form holds all rows: the button says whom it means.
#[component]
pub fn StoppedOnes(
    /// The people.
    rows: Vec<StoppedRow>,
) -> impl IntoView {
    let language = language();
    let list = if rows.is_empty() {
        view! { <p class="muted">{words::stopped_none(language)}</p> }.into_piece()
    } else {
        let columns = vec![
            Column::new(words::abuse_who(language)),
            Column::new(words::stopped_word(language)),
            Column::new(words::stopped_since(language)),
            Column::new(words::abuse_by(language)),
            Column::new(words::stopped_allow(language)),
        ];
        let rows: Vec<_> = rows.into_iter().map(|row| view! { <Stopped row/> }).collect();
        view! {
            <p class="muted">{words::stopped_lead(language)}</p>
            <DeedForm name="allow" action=ACTION deed="">
                <Table caption=words::stopped_title(language) columns=columns>{rows}</Table>
            </DeedForm>
        }
        .into_piece()
    };
    view! { <Card title=words::stopped_title(language)>{list}</Card> }.into_piece()
}

#[component]
fn Stopped(
    /// The person.
    row: StoppedRow,
) -> impl IntoView {
    let language = language();
    let label = format!("{} {}", words::stopped_allow(language), row.who);
    view! {
        <tr role="row">
            <HeadCell><bdi>{row.who}</bdi></HeadCell>
            <Cell label=words::stopped_word(language)>{row.word}</Cell>
            <Cell label=words::stopped_since(language)>
                <Moment at=row.since.at text=row.since.text full=row.since.full/>
            </Cell>
            <Cell label=words::abuse_by(language)><bdi>{row.by}</bdi></Cell>
            <Cell label=words::stopped_allow(language)>
                <Button small=true name="person" value=row.person label=label>{words::stopped_allow(language)}</Button>
            </Cell>
        </tr>
    }
    .into_piece()
}
