//! The columns of a list of tickets that somebody chooses for himself, and their order.

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident $word:literal),* $(,)?) => {
        /// What a column shows of a ticket.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Column {
            $($(#[$doc])* $name,)*
        }

        impl Column {
            /// Every column, in the order in which they are offered.
            pub const ALL: &[Column] = &[$(Column::$name),*];

            /// The word that is stored and that forms send.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Column::$name => $word,)*
                }
            }
        }
    };
}

columns! {
    /// Its number.
    Number "number",
    /// Its subject.
    Subject "subject",
    /// Whose it is; the operator alone needs to be told.
    Customer "customer",
    /// The number of its first parcel.
    Parcel "parcel",
    /// How many parcels it concerns.
    Parcels "parcels",
    /// Who must act.
    Turn "turn",
    /// Its state.
    State "state",
    /// By when somebody must act.
    Due "due",
    /// Who filed it.
    Contact "contact",
    /// The number of its account.
    Account "account",
    /// The number of the part of that account.
    SubAccount "sub_account",
    /// When it was filed.
    Filed "filed",
    /// When it last changed.
    Changed "changed",
}

impl Column {
    /// The column of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|column| column.as_str() == word)
    }

    /// The columns that are offered to a side, in their order.
    pub fn offered(operator: bool) -> impl Iterator<Item = Column> {
        Self::ALL.iter().copied().filter(move |column| operator || *column != Column::Customer)
    }

    /// Whether what it shows is not among what lists hold of a ticket by themselves.
    #[must_use]
    pub const fn is_looked_up(self) -> bool {
        matches!(self, Column::Contact | Column::Account | Column::SubAccount)
    }
}

/// How a choice of columns is changed, by one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnStep {
    /// One place nearer to the first.
    Up,
    /// One place nearer to the last.
    Down,
    /// Shown no more.
    Hide,
    /// Shown, as the last one.
    Show,
}

impl ColumnStep {
    /// The step of the word that forms send.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "up" => Some(ColumnStep::Up),
            "down" => Some(ColumnStep::Down),
            "hide" => Some(ColumnStep::Hide),
            "show" => Some(ColumnStep::Show),
            _ => None,
        }
    }
}

/// The columns that somebody sees, in his order: at least one, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns(Vec<Column>);

impl Columns {
    /// What a list shows to who never chose, as columns.
    #[must_use]
    pub fn at_first(operator: bool) -> Self {
        let first = [
            Column::Subject,
            Column::Number,
            Column::Customer,
            Column::Parcel,
            Column::Turn,
            Column::Due,
            Column::Changed,
        ];
        Columns(first.into_iter().filter(|column| operator || *column != Column::Customer).collect())
    }

    /// The columns of the words that are stored, with spaces between; `None` where none of them is known or offered.
    #[must_use]
    pub fn from_words(words: &str, operator: bool) -> Option<Self> {
        let mut columns: Vec<Column> = Vec::new();
        for column in words.split(' ').filter_map(Column::from_word) {
            if !columns.contains(&column) && Column::offered(operator).any(|offered| offered == column) {
                columns.push(column);
            }
        }
        (!columns.is_empty()).then_some(Columns(columns))
    }

    /// As they are stored.
    #[must_use]
    pub fn to_words(&self) -> String {
        self.0.iter().map(|column| column.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The columns, in their order.
    #[must_use]
    pub fn shown(&self) -> &[Column] {
        &self.0
    }

    /// The columns after a step; the same where the step leads nowhere. The last one that is shown stays.
    #[must_use]
    pub fn after(&self, column: Column, step: ColumnStep, operator: bool) -> Self {
        let mut columns = self.0.clone();
        let at = columns.iter().position(|one| *one == column);
        match (step, at) {
            (ColumnStep::Up, Some(at)) if at > 0 => columns.swap(at, at - 1),
            (ColumnStep::Down, Some(at)) if at + 1 < columns.len() => columns.swap(at, at + 1),
            (ColumnStep::Hide, Some(at)) if columns.len() > 1 => {
                columns.remove(at);
            }
            (ColumnStep::Show, None) if Column::offered(operator).any(|one| one == column) => columns.push(column),
            _ => {}
        }
        Columns(columns)
    }
}

impl FromIterator<Column> for Columns {
    /// Columns that the program names, in its order.
    fn from_iter<Of: IntoIterator<Item = Column>>(columns: Of) -> Self {
        Columns(columns.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read_back_and_what_is_unknown_is_left_out() {
        let columns = Columns::from_words("due gone number due customer", false).expect("columns");
        assert_eq!(columns.shown(), [Column::Due, Column::Number]);
        assert_eq!(columns.to_words(), "due number");
        assert_eq!(Columns::from_words("customer", true).expect("a column").shown(), [Column::Customer]);
        for nothing in ["", "gone", "customer"] {
            assert_eq!(Columns::from_words(nothing, false), None, "{nothing}");
        }
        for column in Column::ALL {
            assert_eq!(Column::from_word(column.as_str()), Some(*column));
        }
    }

    #[test]
    fn a_column_moves_by_one_place_and_the_last_one_stays() {
        let step = |words: &str, column, step| {
            Columns::from_words(words, false).expect(words).after(column, step, false).to_words()
        };
        assert_eq!(step("number due", Column::Due, ColumnStep::Up), "due number");
        assert_eq!(step("number due", Column::Number, ColumnStep::Up), "number due");
        assert_eq!(step("number due", Column::Number, ColumnStep::Down), "due number");
        assert_eq!(step("number due", Column::Due, ColumnStep::Down), "number due");
        assert_eq!(step("number due", Column::Due, ColumnStep::Hide), "number");
        assert_eq!(step("number", Column::Number, ColumnStep::Hide), "number");
        assert_eq!(step("number", Column::Due, ColumnStep::Show), "number due");
        assert_eq!(step("number", Column::Number, ColumnStep::Show), "number");
        assert_eq!(step("number", Column::Customer, ColumnStep::Show), "number", "the operator's alone");
        assert_eq!(step("number", Column::Due, ColumnStep::Up), "number", "is not shown");
    }

    #[test]
    fn at_first_a_list_shows_what_is_offered() {
        for operator in [false, true] {
            let first = Columns::at_first(operator);
            assert_eq!(Columns::from_words(&first.to_words(), operator), Some(first));
        }
    }
}
