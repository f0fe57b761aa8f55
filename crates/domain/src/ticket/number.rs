//! Ticket numbers: `D-2026-000123`, one sequence per operator. A number is a name, never a key to access.

/// The number of the `sequence`th ticket, filed in `year`.
#[must_use]
pub fn ticket_number(year: i16, sequence: i64) -> String {
    format!("D-{year}-{sequence:06}")
}

/// What a person typed as a ticket number, in the form that is stored; `None` if it is none.
///
/// Case, spaces and missing dashes are forgiven: `d 2026 123` is `D-2026-000123`.
#[must_use]
pub fn parse_ticket_number(typed: &str) -> Option<String> {
    let cleaned: String = typed.trim().to_ascii_uppercase();
    let rest = cleaned.strip_prefix('D')?.trim_start_matches([' ', '-']);
    let (year, sequence) = rest.split_at_checked(4)?;
    let year: i16 = year.parse().ok().filter(|year| *year >= 2000)?;
    let sequence = sequence.trim_start_matches([' ', '-']);
    if sequence.is_empty() || sequence.len() > 12 || !sequence.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(ticket_number(year, sequence.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_number_is_forgiven_its_form() {
        for typed in ["D-2026-000123", " d-2026-123", "D 2026 000123", "d2026000123"] {
            assert_eq!(parse_ticket_number(typed).as_deref(), Some("D-2026-000123"), "{typed}");
        }
        for typed in ["", "D", "D-2026-", "D-20é6-1", "6A18987970674", "D-2026-12x", "D-0001-000001"] {
            assert_eq!(parse_ticket_number(typed), None, "{typed}");
        }
    }

    #[test]
    fn long_sequences_keep_their_digits() {
        assert_eq!(ticket_number(2027, 1_234_567), "D-2027-1234567");
    }
}
