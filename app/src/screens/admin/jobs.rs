//! Work in the background: what was given up stands first.

use leptos::prelude::*;
use wording::admin as words;

use crate::api::admin::JobView;
use crate::piece::IntoPiece;
use crate::ui::{Badge, Card, Cell, Column, HeadCell, Moment, Table, language};

/// The jobs.
#[component]
pub fn Jobs(
    /// The jobs, what was given up first.
    jobs: Vec<JobView>,
) -> impl IntoView {
    let language = language();
    let columns = vec![
        Column::new(words::job(language)),
        Column::new(words::state(language)),
        Column::new(words::job_when(language)),
        Column::new(words::tries(language)).numeric(),
        Column::new(words::last_error(language)),
    ];
    view! {
        <Card title=words::jobs(language)>
            <p class="muted">{words::jobs_lead(language)}</p>
            <Table caption=words::jobs(language) columns=columns>
                {jobs
                    .into_iter()
                    .map(|job| {
                        view! {
                            <tr role="row">
                                <HeadCell>{job.name}</HeadCell>
                                <Cell label=words::state(language)>
                                    <Badge tone=job.state.tone>{job.state.text}</Badge>
                                </Cell>
                                <Cell label=words::job_when(language)>
                                    <Moment at=job.when.at text=job.when.text full=job.when.full/>
                                </Cell>
                                <Cell label=words::tries(language) numeric=true>
                                    {wording::number::integer(language, job.tries)}
                                </Cell>
                                <Cell label=words::last_error(language)>
                                    {if job.error.is_empty() { "–".to_owned() } else { job.error }}
                                </Cell>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </Card>
    }
    .into_piece()
}
