//! Documents of the demo world: small PDF files, kept as real ones are.

use std::fmt::Write;

use domain::Language;
use domain::id::{FileId, MessageId, TicketId, UserId};
use domain::ticket::message::Audience;
use domain::ticket::reason::SlotKind;
use jiff::Timestamp;
use store::Tx;
use store::files::File;
use store::threads::Slot;

use super::dice::Dice;
use crate::{Operations, Result, ids};

/// Where a document comes from and goes to.
pub(super) struct Place<'a> {
    pub ticket: TicketId,
    pub message: MessageId,
    pub person: UserId,
    pub language: Language,
    pub parcel: &'a str,
    pub at: Timestamp,
}

/// Attaches a document of the slot's kind to a message.
pub(super) async fn attach(
    ops: &Operations,
    tx: &mut Tx,
    dice: &mut Dice,
    place: &Place<'_>,
    slot: &Slot,
) -> Result<()> {
    let label = match place.language {
        Language::Fr => &slot.label_fr,
        Language::En => &slot.label_en,
    };
    let bytes = pdf(&[label, place.parcel]);
    let file = File {
        id: FileId(dice.id(place.at)),
        person: place.person,
        draft_key: String::new(),
        slot_key: slot.key.clone(),
        ticket: Some(place.ticket),
        message: Some(place.message),
        slot: Some(slot.id),
        audience: Some(Audience::Everyone),
        name: name(&slot.kind, place.language).to_owned(),
        media_type: "application/pdf".to_owned(),
        size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        sha256: ids::sha256_hex(&bytes),
        captured_at: String::new(),
        width: 0,
        height: 0,
        blob: ops.blobs().keep(bytes.into()).await?,
        thumbnail: String::new(),
        created_at: place.at,
        replaced: None,
        identity: SlotKind::from_word(&slot.kind) == Some(SlotKind::IdentityDocument),
        purged_at: None,
    };
    store::files::insert(tx, &file).await?;
    Ok(())
}

fn name(kind: &str, language: Language) -> &'static str {
    match (kind, language) {
        ("invoice", Language::Fr) => "facture.pdf",
        ("invoice", Language::En) => "invoice.pdf",
        ("identity_document", Language::Fr) => "piece-identite.pdf",
        ("identity_document", Language::En) => "identity-document.pdf",
        ("signature_denial", Language::Fr) => "denegation-signature.pdf",
        ("signature_denial", Language::En) => "signature-denial.pdf",
        _ => "document.pdf",
    }
}

/// One page with some lines on it (ISO 32000-1 §7.5: header, objects, table of their places, trailer).
fn pdf(lines: &[&str]) -> Vec<u8> {
    let mut shown = String::from("BT /F1 18 Tf 72 740 Td 28 TL");
    for line in lines {
        let line = line.replace('’', "'").replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        let _ = write!(shown, " ({line}) Tj T*");
    }
    shown.push_str(" ET");
    // The first 256 characters of Unicode are, but for a few that French text has not, those of WinAnsiEncoding.
    let latin = |text: &str| text.chars().map(|letter| u8::try_from(letter).unwrap_or(b'?')).collect::<Vec<u8>>();
    let shown = latin(&shown);
    let objects = [
        latin("<< /Type /Catalog /Pages 2 0 R >>"),
        latin("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
        latin(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        ),
        [format!("<< /Length {} >>\nstream\n", shown.len()).into_bytes(), shown, b"\nendstream".to_vec()].concat(),
        latin("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"),
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut table = String::from("0000000000 65535 f \n");
    for (index, object) in objects.iter().enumerate() {
        let _ = writeln!(table, "{:010} 00000 n ", file.len());
        file.extend_from_slice(format!("{} 0 obj\n", index + 1).as_bytes());
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let (count, start) = (objects.len() + 1, file.len());
    let end = format!("xref\n0 {count}\n{table}trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    file.extend_from_slice(end.as_bytes());
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_a_document_says_where_its_objects_are() {
        let file = pdf(&["Pièce (copie)", "XY123456780FR"]);
        assert!(file.starts_with(b"%PDF-1.4\n") && file.ends_with(b"%%EOF\n"));
        let places: Vec<usize> = String::from_utf8_lossy(&file)
            .lines()
            .filter_map(|line| line.strip_suffix(" 00000 n ").and_then(|place| place.parse().ok()))
            .collect();
        assert_eq!(places.len(), 5);
        for (index, place) in places.into_iter().enumerate() {
            assert!(file[place..].starts_with(format!("{} 0 obj", index + 1).as_bytes()), "{index}");
        }
    }
}
