//! The pictures of real screens that the guide shows: WebP files under `docs/help/pictures`, made by
//! `tools/pictures.sh` and built into the program.

static PICTURES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/pictures.rs"));

/// A picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The WebP file.
    pub bytes: &'static [u8],
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// A picture by its file's name; `None` where there is none.
#[must_use]
pub fn picture(name: &str) -> Option<Picture> {
    let place = PICTURES.binary_search_by_key(&name, |(known, _)| known).ok()?;
    let bytes = PICTURES[place].1;
    let (width, height) = webp_size(bytes)?;
    Some(Picture { bytes, width, height })
}

/// The names of all pictures, in their order.
pub fn names() -> impl Iterator<Item = &'static str> {
    PICTURES.iter().map(|(name, _)| *name)
}

/// Width and height of a WebP file, as its first chunk says them (RFC 9649).
fn webp_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let word = |at: usize| Some(u32::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    let three = |at: usize| Some(word(at)? | u32::from(*bytes.get(at + 2)?) << 16);
    if bytes.get(..4)? != b"RIFF" || bytes.get(8..12)? != b"WEBP" {
        return None;
    }
    match bytes.get(12..16)? {
        // A key frame: three bytes of frame tag, three of start code, then two words whose highest bits are a scale.
        b"VP8 " => Some((word(26)? & 0x3FFF, word(28)? & 0x3FFF)),
        // One byte of signature, then 14 bits each, less one.
        b"VP8L" => {
            let bits = word(21)? | word(23)? << 16;
            Some(((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1))
        }
        b"VP8X" => Some((three(24)? + 1, three(27)? + 1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{names, picture, webp_size};

    #[test]
    fn every_picture_has_a_size_and_is_light() {
        for name in names() {
            let found = picture(name).expect(name);
            assert!(found.width >= 320 && found.height >= 120, "{name}: {} × {}", found.width, found.height);
            assert!(found.bytes.len() <= 60 * 1024, "{name}: {} bytes", found.bytes.len());
        }
        assert_eq!(picture("none.fr.webp"), None);
    }

    #[test]
    fn sizes_are_read_from_all_three_forms() {
        let file = |chunk: &[u8; 4], rest: &[u8]| [b"RIFF\0\0\0\0WEBP", &chunk[..], b"\0\0\0\0", rest].concat();
        let lossy = file(b"VP8 ", &[0, 0, 0, 0x9D, 0x01, 0x2A, 0x00, 0x05, 0x20, 0x03]);
        assert_eq!(webp_size(&lossy), Some((1280, 800)));
        // 1280 - 1 and 800 - 1 in fourteen bits each.
        let bits: u32 = 1279 | 799 << 14;
        assert_eq!(webp_size(&file(b"VP8L", &[&[0x2F], &bits.to_le_bytes()[..]].concat())), Some((1280, 800)));
        let extended = file(b"VP8X", &[0, 0, 0, 0, 0xFF, 0x04, 0, 0x1F, 0x03, 0]);
        assert_eq!(webp_size(&extended), Some((1280, 800)));
        assert_eq!(webp_size(b"\x89PNG"), None);
    }
}
