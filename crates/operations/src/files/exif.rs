//! The one thing we read in a picture's metadata before it is stripped: when it was taken.
//!
//! Exif 2.32 (CIPA DC-008): a TIFF header, a directory that points to the Exif directory, and there
//! `DateTimeOriginal` (0x9003) and `OffsetTimeOriginal` (0x9011). Reading is bounded: two directories, their entries
//! once each, every offset checked.

use jiff::civil::DateTime;

const EXIF_DIRECTORY: u16 = 0x8769;
const TAKEN_AT: u16 = 0x9003;
const TAKEN_AT_OFFSET: u16 = 0x9011;

/// More entries than this have no camera; a directory that says so is not read.
const ENTRIES_MAX: u16 = 512;

/// The moment a picture says it was taken: `2026-11-20T14:03:22+01:00`, or without the offset where the camera knew
/// none. `None` where it says nothing, or nothing of the calendar.
pub(crate) fn captured_at(exif: &[u8]) -> Option<String> {
    let tiff = Tiff::of(exif.strip_prefix(b"Exif\0\0").unwrap_or(exif))?;
    let first = tiff.u32_at(4)?;
    let exif = tiff.entry(first, EXIF_DIRECTORY)?;
    let directory = tiff.u32_at(exif + 8)?;
    let taken = moment(&tiff.text(directory, TAKEN_AT)?)?;
    let offset = tiff.text(directory, TAKEN_AT_OFFSET).filter(|offset| is_offset(offset)).unwrap_or_default();
    Some(format!("{taken}{offset}"))
}

/// `2026:11:20 14:03:22`, as cameras write it.
fn moment(text: &str) -> Option<DateTime> {
    let (date, time) = text.split_once(' ')?;
    let mut date = date.split(':');
    let (year, month, day) = (date.next()?.parse().ok()?, date.next()?.parse().ok()?, date.next()?.parse().ok()?);
    let mut time = time.split(':');
    let (hour, minute, second) = (time.next()?.parse().ok()?, time.next()?.parse().ok()?, time.next()?.parse().ok()?);
    if date.next().is_some() || time.next().is_some() || year < 1_826 {
        return None;
    }
    DateTime::new(year, month, day, hour, minute, second, 0).ok()
}

/// `+01:00`.
fn is_offset(text: &str) -> bool {
    matches!(text.as_bytes(), [b'+' | b'-', b'0'..=b'1', b'0'..=b'9', b':', b'0'..=b'5', b'0'..=b'9'])
}

/// A TIFF structure and the order of its bytes.
struct Tiff<'a> {
    bytes: &'a [u8],
    is_little: bool,
}

impl<'a> Tiff<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        match bytes.get(..4)? {
            b"II\x2a\0" => Some(Tiff { bytes, is_little: true }),
            b"MM\0\x2a" => Some(Tiff { bytes, is_little: false }),
            _ => None,
        }
    }

    fn u16_at(&self, at: u32) -> Option<u16> {
        let at = usize::try_from(at).ok()?;
        let two: [u8; 2] = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.is_little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    }

    fn u32_at(&self, at: u32) -> Option<u32> {
        let at = usize::try_from(at).ok()?;
        let four: [u8; 4] = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if self.is_little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    }

    /// Where the entry of a tag stands: 12 bytes of tag, type, count, and value or where the value stands.
    fn entry(&self, directory: u32, tag: u16) -> Option<u32> {
        let count = self.u16_at(directory)?;
        if count > ENTRIES_MAX {
            return None;
        }
        (0..u32::from(count))
            .map_while(|number| directory.checked_add(2 + 12 * number))
            .find(|at| self.u16_at(*at) == Some(tag))
    }

    /// The text of a tag, without the zero at its end; only short ones.
    fn text(&self, directory: u32, tag: u16) -> Option<String> {
        const ASCII: u16 = 2;
        let entry = self.entry(directory, tag)?;
        let length = self.u32_at(entry.checked_add(4)?)?;
        if self.u16_at(entry.checked_add(2)?)? != ASCII || length > 64 {
            return None;
        }
        let at = if length <= 4 { entry.checked_add(8)? } else { self.u32_at(entry.checked_add(8)?)? };
        let at = usize::try_from(at).ok()?;
        let text = self.bytes.get(at..at.checked_add(usize::try_from(length).ok()?)?)?;
        let text = std::str::from_utf8(text).ok()?;
        Some(text.trim_end_matches('\0').trim().to_owned())
    }
}

#[cfg(test)]
#[path = "exif_tests.rs"]
pub(crate) mod tests;
