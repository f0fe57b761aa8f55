//! What a file is, by its content alone: names and declared types are what strangers say.

/// The four kinds of file that are taken (`product.md` §11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Pdf,
    Jpeg,
    Png,
    Webp,
}

impl Kind {
    /// The kind of a content; `None` for everything else, and for a PDF that is an archive as well.
    pub fn of(content: &[u8]) -> Option<Self> {
        let starts = |with: &[u8]| content.starts_with(with);
        match infer::get(content)?.mime_type() {
            // A header further inside is allowed by the format and used by files that are two things at once.
            "application/pdf" if starts(b"%PDF-1.") || starts(b"%PDF-2.") => {
                (!is_archive_behind(content)).then_some(Kind::Pdf)
            }
            "image/jpeg" => Some(Kind::Jpeg),
            "image/png" => Some(Kind::Png),
            "image/webp" if starts(b"RIFF") => Some(Kind::Webp),
            _ => None,
        }
    }

    pub const fn media_type(self) -> &'static str {
        match self {
            Kind::Pdf => "application/pdf",
            Kind::Jpeg => "image/jpeg",
            Kind::Png => "image/png",
            Kind::Webp => "image/webp",
        }
    }

    /// What a name of this kind may end in; the first is the usual one.
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Kind::Pdf => &["pdf"],
            Kind::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Kind::Png => &["png"],
            Kind::Webp => &["webp"],
        }
    }

    pub const ALL: [Kind; 4] = [Kind::Pdf, Kind::Jpeg, Kind::Png, Kind::Webp];
}

/// Whether a PDF has its end mark where readers look for it: a cut upload has none.
pub(crate) fn is_whole_pdf(content: &[u8]) -> bool {
    const LOOKED_AT: usize = 4_096;
    let tail = &content[content.len().saturating_sub(LOOKED_AT)..];
    tail.windows(5).any(|window| window == b"%%EOF")
}

/// Whether the content ends like a ZIP archive: its last record stands so that its comment reaches exactly to the end
/// (APPNOTE 4.3.16). A document that merely holds an archive somewhere does not.
fn is_archive_behind(content: &[u8]) -> bool {
    const RECORD: usize = 22;
    const MARK: &[u8] = b"PK\x05\x06";
    let from = content.len().saturating_sub(RECORD + usize::from(u16::MAX));
    let tail = &content[from..];
    tail.windows(RECORD).enumerate().any(|(at, record)| {
        let comment = usize::from(u16::from_le_bytes([record[20], record[21]]));
        record.starts_with(MARK) && at + RECORD + comment == tail.len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_decides() {
        let zip = b"PK\x03\x04rest of an archive, which is a docx or a jar as well";
        let cases: [(&[u8], Option<Kind>); 14] = [
            (b"%PDF-1.7\n...%%EOF", Some(Kind::Pdf)),
            (b"%PDF-2.0\n...%%EOF", Some(Kind::Pdf)),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", Some(Kind::Jpeg)),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Some(Kind::Png)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some(Kind::Webp)),
            (b"12345678WEBPVP8 ", None),
            (b"<html>%PDF-1.7</html>", None),
            (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", None),
            (b"GIF89a\x01\0\x01\0", None),
            (b"MZ\x90\0", None),
            (b"\x1f\x8b\x08\0", None),
            (b"%PDF-9.x", None),
            (zip, None),
            (b"", None),
        ];
        for (content, expected) in cases {
            assert_eq!(Kind::of(content), expected, "{:?}", String::from_utf8_lossy(content));
        }
    }

    #[test]
    fn a_pdf_that_is_an_archive_as_well_is_none() {
        let mut both = b"%PDF-1.4\n1 0 obj PK\x03\x04 %%EOF\n".to_vec();
        let mut record = b"PK\x05\x06".to_vec();
        record.extend([0; 16]);
        record.extend(5_u16.to_le_bytes());
        record.extend(b"%%EOF");
        both.extend(&record);
        assert_eq!(Kind::of(&both), None);
        // The same record in the middle is a document that holds an archive.
        both.extend(b"\ntrailer %%EOF\n");
        assert_eq!(Kind::of(&both), Some(Kind::Pdf));
    }

    #[test]
    fn a_cut_pdf_is_noticed() {
        assert!(is_whole_pdf(b"%PDF-1.4 ... startxref 12 %%EOF\n"));
        assert!(!is_whole_pdf(b"%PDF-1.4 1 0 obj <<"));
        let mut far = b"%PDF-1.4 %%EOF".to_vec();
        far.extend([b' '; 5_000]);
        assert!(!is_whole_pdf(&far));
    }
}
