//! Letting somebody in: a link by mail that makes a user of the address it was sent to, once, within a week.

use documents::mail::Mail;
use domain::audit::Act;
use domain::id::{CustomerId, InvitationId, ProfileId, UserId};
use domain::refusal::{FieldRefusal, Refusal};
use domain::team::INVITATION_DAYS;
use domain::{Actor, Language, permission};
use jiff::{SignedDuration, Timestamp};
use store::people::{self as rows, Invitation, Person, PersonPlace};
use store::{Scope, Tx};

use super::{Bench, name_of};
use crate::asking;
use crate::audit::{self, Entry, Who};
use crate::identity::{SignIn, SignedIn, check_strength, token_hash};
use crate::mails::{self, MailTo};
use crate::people::check_email;
use crate::{Error, Operations, Result, ids};

/// Invitations that one customer may send within an hour: a forgotten script must not write to the whole world
/// (`security.md` M06).
const PER_HOUR: usize = 50;

/// Whom a link lets in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// The customer's name.
    pub customer: String,
    /// The address that becomes a user.
    pub email: String,
}

/// What the form of an invitation says. It cannot be printed, because it holds a password.
#[derive(Clone, Default)]
pub struct Accepting {
    /// The name that threads show.
    pub name: String,
    /// The password.
    pub password: String,
    /// The language of pages and mails.
    pub language: Language,
    /// The network address that the request comes from.
    pub address: String,
    /// The browser's own name.
    pub agent: String,
}

impl Operations {
    /// Invites an address under a profile. Doing it again while an invitation is open sends another link, and the earlier
    /// one opens nothing any more.
    ///
    /// Whether an address has an account with another customer is told to nobody but its owner, by the mail itself
    /// (`security.md` S04).
    ///
    /// # Errors
    /// [`Error::Refused`] without the option; refusals of the fields `email` and `profile`; [`Refusal::MoreThanOwn`];
    /// [`Refusal::TooManyTries`].
    pub async fn invite(&self, actor: &Actor, email: &str, profile: &str, language: Language) -> Result<()> {
        permission::manage_users(actor)?;
        check_email(email)?;
        let email = email.trim();
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let bench = Bench::of(&mut tx, actor, true).await?;
        permission::manage_users(&bench.actor)?;
        let profile = bench.offered("profile", profile)?;
        bench.hand_out(profile)?;
        let key = rows::email_key(email);
        if bench.people.iter().any(|one| rows::email_key(&one.email) == key) {
            return Err(Error::field("email", FieldRefusal::Taken));
        }
        let open = rows::list_invitations(&mut tx, bench.customer).await?;
        self.not_too_often(&open)?;
        if let Some(there) = open.iter().find(|one| rows::email_key(&one.email) == key) {
            rows::end_invitation(&mut tx, there.id, self.now()).await?;
        }
        let (invitation, token) = self.new_invitation(bench.customer, email, (profile.id, &profile.name));
        let customer = rows::find_customer(&mut tx, bench.customer).await?.ok_or(Error::NotFound)?.name;
        self.send_new_invitation(&mut tx, (&customer, &bench.actor), &invitation, &token, language).await?;
        bench.record(&mut tx, self.now(), invited(&invitation)).await?;
        tx.commit().await?;
        self.wake().notify_one();
        Ok(())
    }

    /// Sends an open invitation once more, with another link.
    ///
    /// # Errors
    /// As [`Operations::invite`]; [`Error::NotFound`] where it is not open any more.
    pub async fn invite_again(&self, actor: &Actor, id: InvitationId, language: Language) -> Result<()> {
        permission::manage_users(actor)?;
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let (bench, invitation) = self.open_invitation(&mut tx, actor, id).await?;
        self.not_too_often(&rows::list_invitations(&mut tx, bench.customer).await?)?;
        asking::count_letter(&mut tx, &invitation.email, self.now()).await?;
        let token = ids::new_secret();
        rows::renew_invitation(&mut tx, id, &token_hash(&token), self.now(), self.until()).await?;
        let customer = rows::find_customer(&mut tx, bench.customer).await?.ok_or(Error::NotFound)?.name;
        self.send_invitation(&mut tx, (&customer, &bench.actor), &invitation, &token, language).await?;
        bench.record(&mut tx, self.now(), invited(&invitation)).await?;
        tx.commit().await?;
        self.wake().notify_one();
        Ok(())
    }

    /// Takes an invitation back; its link opens nothing any more.
    ///
    /// # Errors
    /// As [`Operations::invite_again`].
    pub async fn revoke_invitation(&self, actor: &Actor, id: InvitationId) -> Result<()> {
        permission::manage_users(actor)?;
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let (bench, invitation) = self.open_invitation(&mut tx, actor, id).await?;
        rows::end_invitation(&mut tx, id, self.now()).await?;
        let entry = Entry::new(Act::InvitationRevoked, id, invitation.email.as_str());
        bench.record(&mut tx, self.now(), entry.change(invitation.profile_name, "")).await?;
        Ok(tx.commit().await?)
    }

    /// Whom a link lets in. It uses nothing up: mail scanners follow links (`security.md` S08).
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn invited(&self, token: &str) -> Result<Option<Invited>> {
        let mut tx = self.store().read(Scope::System).await?;
        let found = rows::find_invitation(&mut tx, &token_hash(token)).await?;
        let Some(invitation) = found.filter(|one| holds(one, self.now())) else { return Ok(None) };
        if rows::find_person_by_email(&mut tx, &invitation.email).await?.is_some() {
            return Ok(None);
        }
        let customer = rows::find_customer(&mut tx, invitation.customer).await?.ok_or(Error::NotFound)?;
        Ok(Some(Invited { customer: customer.name, email: invitation.email }))
    }

    /// Becomes a user by a link, and signs in. The address is that of the invitation, whatever else is sent.
    ///
    /// # Errors
    /// [`Refusal::LinkExpired`] for a link that is unknown, used, revoked, replaced or too old; refusals of the fields
    /// `name` and `password`, after which the link still holds.
    pub async fn accept_invitation(&self, token: &str, accepting: Accepting) -> Result<SignedIn> {
        let hash = token_hash(token);
        let mut tx = self.store().read(Scope::System).await?;
        let found = rows::find_invitation(&mut tx, &hash).await?;
        drop(tx);
        let invitation = found.filter(|one| holds(one, self.now())).ok_or(Refusal::LinkExpired)?;
        let name = name_of("name", &accepting.name)?;
        check_strength(&accepting.password, &invitation.email).map_err(|refusal| Error::field("password", refusal))?;
        let password_hash = self.hashing().hash(accepting.password.clone()).await?;

        let now = self.now();
        let mut tx = self.store().write(Scope::System).await?;
        rows::lock_team(&mut tx, invitation.customer).await?;
        // Under the lock once more: of two at once, and of a link that was just replaced, only one gets through.
        let still = rows::find_invitation(&mut tx, &hash).await?.filter(|one| holds(one, now));
        let invitation = still.ok_or(Refusal::LinkExpired)?;
        let known = rows::find_person_by_email(&mut tx, &invitation.email).await?.is_some();
        if known || !rows::end_invitation(&mut tx, invitation.id, now).await? {
            return Err(Refusal::LinkExpired.into());
        }
        let person = Person {
            id: UserId(ids::new_id(now)),
            email: invitation.email.clone(),
            name,
            password_hash,
            language: accepting.language,
            zone: rows::customer_zone(&mut tx, invitation.customer).await?,
            place: PersonPlace::Customer(invitation.customer, invitation.profile),
            shortcuts: true,
            disabled_at: None,
            created_at: now,
        };
        rows::insert_person(&mut tx, &person).await?;
        rows::end_invitations_of(&mut tx, &invitation.email, now).await?;
        let entry = Entry::new(Act::UserJoined, person.id, person.email.as_str());
        audit::record(&mut tx, now, &Who::person(&person), entry.change("", invitation.profile_name)).await?;
        tx.commit().await?;
        self.sign_in(SignIn {
            email: invitation.email,
            password: accepting.password,
            address: accepting.address,
            agent: accepting.agent,
            earlier: None,
        })
        .await
    }

    /// An open invitation that the actor may touch, under the lock of the team.
    async fn open_invitation(&self, tx: &mut Tx, actor: &Actor, id: InvitationId) -> Result<(Bench, Invitation)> {
        let bench = Bench::of(tx, actor, true).await?;
        permission::manage_users(&bench.actor)?;
        let open = rows::list_invitations(tx, bench.customer).await?;
        let invitation = open.into_iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
        bench.hand_out(bench.profile(invitation.profile)?)?;
        Ok((bench, invitation))
    }

    pub(crate) fn not_too_often(&self, open: &[Invitation]) -> Result<()> {
        let since = self.now().saturating_sub(SignedDuration::from_hours(1)).unwrap_or(Timestamp::MIN);
        if open.iter().filter(|one| one.created_at > since).count() < PER_HOUR {
            Ok(())
        } else {
            Err(Refusal::TooManyTries { seconds: 3600 }.into())
        }
    }

    fn until(&self) -> Timestamp {
        let lasts = SignedDuration::from_hours(24 * i64::from(INVITATION_DAYS));
        self.now().saturating_add(lasts).unwrap_or(Timestamp::MAX)
    }

    /// An invitation of an address under a profile, with the secret of its link.
    pub(crate) fn new_invitation(
        &self,
        customer: CustomerId,
        email: &str,
        (profile, profile_name): (ProfileId, &str),
    ) -> (Invitation, String) {
        let invitation = Invitation {
            id: InvitationId(ids::new_id(self.now())),
            customer,
            email: email.to_owned(),
            profile,
            profile_name: profile_name.to_owned(),
            created_at: self.now(),
            expires_at: self.until(),
        };
        (invitation, ids::new_secret())
    }

    /// Keeps a new invitation of a customer, by its name, and sends its link in the name of who invites.
    pub(crate) async fn send_new_invitation(
        &self,
        tx: &mut Tx,
        (customer, by): (&str, &Actor),
        invitation: &Invitation,
        token: &str,
        language: Language,
    ) -> Result<()> {
        asking::count_letter(tx, &invitation.email, self.now()).await?;
        rows::insert_invitation(tx, invitation, &token_hash(token), by.user).await?;
        self.send_invitation(tx, (customer, by), invitation, token, language).await
    }

    async fn send_invitation(
        &self,
        tx: &mut Tx,
        (customer, by): (&str, &Actor),
        invitation: &Invitation,
        token: &str,
        language: Language,
    ) -> Result<()> {
        let customer = customer.to_owned();
        let known = rows::find_person_by_email(tx, &invitation.email).await?;
        let home = &self.settings().public_url;
        // To somebody whom we know, in his own language, and without a link: an address is one user.
        let (mail, language, link) = match known {
            Some(person) => (Mail::AlreadyUser { customer }, person.language, format!("{home}/sign-in")),
            None => {
                let link = format!("{home}/invitations/{token}");
                let mail = Mail::Invitation { customer, by: by.name.clone(), days: INVITATION_DAYS, link };
                (mail, language, String::new())
            }
        };
        let to =
            MailTo { person: None, address: invitation.email.clone(), name: String::new(), language, ticket: None };
        mails::enqueue(tx, self.now(), home, &to, &mail, &link).await?;
        Ok(())
    }
}

fn invited(invitation: &Invitation) -> Entry {
    let entry = Entry::new(Act::UserInvited, invitation.id, invitation.email.as_str());
    entry.change("", invitation.profile_name.as_str())
}

/// Whether a link works now. One from the future does not: then the clock was set back.
fn holds(invitation: &Invitation, now: Timestamp) -> bool {
    invitation.created_at <= now && now < invitation.expires_at
}
