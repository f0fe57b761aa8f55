//! What an administrator does about second factors: asking everybody for one, and taking a lost one away.

use leptos::prelude::*;
use wording::factor as words;

use super::{Button, ButtonLook, Card, Checkbox, DeedForm, language};
use crate::piece::IntoPiece;

/// Whether all of an administrator's people need a second factor: the form `factor`.
#[component]
pub fn FactorRule(
    /// Where it posts to: the page's own address.
    action: &'static str,
    /// Whether they need one.
    required: bool,
) -> impl IntoView {
    let language = language();
    view! {
        <Card title=words::title(language)>
            <DeedForm name="factor" action=action deed="" keep=true>
                <Checkbox name="required" checked=required hint=words::rule_hint(language)>
                    {words::rule(language)}
                </Checkbox>
                <p class="form-buttons">
                    <Button>{words::rule_keep(language)}</Button>
                </p>
            </DeedForm>
        </Card>
    }
    .into_piece()
}

/// Takes somebody's lost second factor away: the form `factor`.
#[component]
pub fn FactorReset(
    /// Where it posts to: the page's own address.
    action: String,
) -> impl IntoView {
    let language = language();
    view! {
        <Card title=words::reset_title(language)>
            <p>{words::reset_lead(language)}</p>
            <DeedForm name="factor" action=action deed="">
                <p class="form-buttons">
                    <Button look=ButtonLook::Danger>{words::reset(language)}</Button>
                </p>
            </DeedForm>
        </Card>
    }
    .into_piece()
}
