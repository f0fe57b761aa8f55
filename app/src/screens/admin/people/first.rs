//! Inviting a customer's first administrator, for as long as nobody there can invite anybody.

use leptos::prelude::*;
use wording::{operator as words, team};

use crate::api::team::InvitationRow;
use crate::piece::IntoPiece;
use crate::ui::{Button, ButtonLook, Card, Choice, DeedForm, Field, FieldKind, Select, language};

/// The form of an invitation and those that are open; nothing once the customer is administered and none is open.
#[component]
pub fn First(
    /// Where the forms post to.
    action: String,
    /// Whether somebody of the customer administers it.
    administered: bool,
    /// The operator's open invitations.
    invitations: Vec<InvitationRow>,
) -> impl IntoView {
    let language = language();
    let to_open = action.clone();
    let invite = (!administered).then(|| {
        let choices = vec![
            Choice::new("fr", wording::tracking::french(language)),
            Choice::new("en", wording::tracking::english(language)),
        ];
        view! {
            <Card title=words::first_title(language)>
                <p class="muted">{words::first_lead(language)}</p>
                <DeedForm name="administrator" action=action deed="">
                    <Field
                        name="email"
                        label=team::email(language)
                        kind=FieldKind::Email
                        required=true
                        max_length=200u32
                    />
                    <Select
                        name="language"
                        label=words::first_language(language)
                        choices=choices
                        value=language.code()
                        required=true
                    />
                    <p class="form-buttons">
                        <Button look=ButtonLook::Primary>{words::first_send(language)}</Button>
                    </p>
                </DeedForm>
            </Card>
        }
        .into_piece()
    });
    let open = (!invitations.is_empty()).then(|| {
        let rows: Vec<_> = invitations.into_iter().map(|row| view! { <Open row administered/> }).collect();
        view! {
            <Card title=words::first_open(language)>
                <DeedForm name="invitations" action=to_open deed="">
                    <ul class="team-invitations">{rows}</ul>
                </DeedForm>
            </Card>
        }
        .into_piece()
    });
    view! {
        {invite}
        {open}
    }
    .into_piece()
}

#[component]
fn Open(
    /// The invitation.
    row: InvitationRow,
    /// Whether it cannot be sent again, because somebody administers the customer.
    administered: bool,
) -> impl IntoView {
    let language = language();
    let again = team::invite_again_to(language, &row.email);
    let revoke = team::revoke_of(language, &row.email);
    let id = row.id.clone();
    view! {
        <li class="team-invitation">
            <p>{row.email} <span class="small muted">{row.said}</span></p>
            <div class="form-buttons">
                {(!administered)
                    .then(|| {
                        view! {
                            <Button small=true name="again" value=id label=again>{team::invite_again(language)}</Button>
                        }
                    })}
                <Button small=true name="revoke" value=row.id label=revoke>{team::revoke(language)}</Button>
            </div>
        </li>
    }
    .into_piece()
}
