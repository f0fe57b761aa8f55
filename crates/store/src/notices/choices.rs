//! How people want to be told.

use domain::id::UserId;
use domain::notice::{Choice, Pace, QuietHours, kinds_from_words, kinds_to_words};

use crate::backend::{Tx, execute, fetch_optional};
use crate::convert::{parsed, word};
use crate::error::StoreError;

const T: &str = "notice_choice";

/// The columns of a choice; an empty pace stands for *never chose*.
#[derive(sqlx::FromRow)]
pub(super) struct ChoiceRow {
    pace: String,
    hour: i64,
    quiet_from: i64,
    quiet_until: i64,
    kinds: String,
}

impl ChoiceRow {
    pub(super) fn choice(self, operator: bool) -> Result<Choice, StoreError> {
        if self.pace.is_empty() {
            return Ok(Choice::usual(operator));
        }
        let hour = |hour: i64| i8::try_from(hour).unwrap_or(-1);
        Ok(Choice {
            pace: word(T, "pace", &self.pace, Pace::from_word)?,
            hour: hour(self.hour),
            quiet: QuietHours::between(hour(self.quiet_from), hour(self.quiet_until)),
            kinds: kinds_from_words(&self.kinds),
        })
    }
}

/// A choice that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Whose it is.
    pub person: UserId,
    /// What he chose.
    pub choice: Choice,
    /// The secret of the link in his grouped mails that ends them.
    pub token: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    person_id: String,
    token: String,
    operator: bool,
    #[sqlx(flatten)]
    choice: ChoiceRow,
}

impl Row {
    fn chosen(self) -> Result<Chosen, StoreError> {
        Ok(Chosen {
            person: parsed(T, "person_id", &self.person_id)?,
            choice: self.choice.choice(self.operator)?,
            token: self.token,
        })
    }
}

macro_rules! select {
    ($condition:literal) => {
        concat!(
            "select c.person_id, c.token, p.customer_id is null as operator, c.pace, c.hour, c.quiet_from, c.quiet_until,
                    c.kinds
             from notice_choice c join person p on p.id = c.person_id where ",
            $condition
        )
    };
}

const OF_PERSON: &str = select!("c.person_id = $1");

/// What somebody chose; none where he never did and got no grouped mail yet.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn choice(tx: &mut Tx, person: UserId) -> Result<Option<Chosen>, StoreError> {
    fetch_optional!(tx, Row, OF_PERSON, person.to_string())?.map(Row::chosen).transpose()
}

const BY_TOKEN: &str = select!("c.token = $1 and p.disabled_at is null");

/// The choice that the link of a grouped mail stands for.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn by_token(tx: &mut Tx, token: &str) -> Result<Option<Chosen>, StoreError> {
    fetch_optional!(tx, Row, BY_TOKEN, token.to_owned())?.map(Row::chosen).transpose()
}

const KEEP: &str = "insert into notice_choice (person_id, pace, hour, quiet_from, quiet_until, kinds, token)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (person_id) do update set pace = excluded.pace, hour = excluded.hour,
        quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, kinds = excluded.kinds";
const KEEP_USUAL: &str = "insert into notice_choice (person_id, pace, hour, quiet_from, quiet_until, kinds, token)
    values ($1, $2, $3, $4, $5, $6, $7) on conflict (person_id) do nothing";

macro_rules! run {
    ($tx:expr, $sql:expr, $chosen:expr) => {{
        let quiet = $chosen.choice.quiet.map_or((0, 0), |quiet| (i64::from(quiet.from), i64::from(quiet.until)));
        execute!(
            $tx,
            $sql,
            $chosen.person.to_string(),
            $chosen.choice.pace.as_str(),
            i64::from($chosen.choice.hour),
            quiet.0,
            quiet.1,
            kinds_to_words(&$chosen.choice.kinds),
            $chosen.token.clone()
        )
    }};
}

/// Keeps what somebody chose. The secret of who has one already stays.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn keep_choice(tx: &mut Tx, chosen: &Chosen) -> Result<(), StoreError> {
    run!(tx, KEEP, chosen)?;
    Ok(())
}

/// Keeps a choice for somebody who has none; that of others stays as it is.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn keep_usual(tx: &mut Tx, chosen: &Chosen) -> Result<(), StoreError> {
    run!(tx, KEEP_USUAL, chosen)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{BY_TOKEN, OF_PERSON};
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn choices_are_found_by_an_index() {
        for search in [OF_PERSON, BY_TOKEN] {
            hold_to_indexes(search, &[]).await;
        }
    }
}
