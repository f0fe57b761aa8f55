//! Exif blocks as cameras write them, and as attackers do.

use proptest::prelude::*;

use super::captured_at;

/// An Exif block with orientation, a moment and an offset where given; little-endian or big-endian.
pub(crate) fn exif(is_little: bool, orientation: u16, taken: Option<&str>, offset: Option<&str>) -> Vec<u8> {
    let two = |value: u16| if is_little { value.to_le_bytes() } else { value.to_be_bytes() };
    let four = |value: u32| if is_little { value.to_le_bytes() } else { value.to_be_bytes() };
    let mut block = if is_little { b"II\x2a\0".to_vec() } else { b"MM\0\x2a".to_vec() };
    block.extend(four(8));
    // The first directory: orientation (SHORT) and the pointer to the Exif directory (LONG).
    block.extend(two(2));
    block.extend(two(0x0112));
    block.extend(two(3));
    block.extend(four(1));
    block.extend(two(orientation));
    block.extend([0, 0]);
    block.extend(two(0x8769));
    block.extend(two(4));
    block.extend(four(1));
    block.extend(four(38));
    block.extend(four(0));
    let texts: Vec<(u16, &str)> =
        taken.map(|text| (0x9003, text)).into_iter().chain(offset.map(|text| (0x9011, text))).collect();
    let mut free = 38 + 2 + 12 * texts.len() as u32 + 4;
    block.extend(two(texts.len() as u16));
    for (tag, text) in &texts {
        block.extend(two(*tag));
        block.extend(two(2));
        block.extend(four(text.len() as u32 + 1));
        block.extend(four(free));
        free += text.len() as u32 + 1;
    }
    block.extend(four(0));
    for (_, text) in &texts {
        block.extend(text.as_bytes());
        block.push(0);
    }
    block
}

#[test]
fn the_moment_of_the_shutter_is_read() {
    for is_little in [true, false] {
        for (taken, offset, expected) in [
            (Some("2026:11:20 14:03:22"), Some("+01:00"), Some("2026-11-20T14:03:22+01:00")),
            (Some("2026:11:20 14:03:22"), None, Some("2026-11-20T14:03:22")),
            (Some("2026:11:20 14:03:22"), Some("<b>"), Some("2026-11-20T14:03:22")),
            (Some("0000:00:00 00:00:00"), None, None),
            (Some("2026:02:30 10:00:00"), None, None),
            (Some("2026:11:20 25:00:00"), None, None),
            (Some("hier"), None, None),
            (None, Some("+01:00"), None),
        ] {
            let block = exif(is_little, 1, taken, offset);
            assert_eq!(captured_at(&block).as_deref(), expected, "{taken:?} {offset:?}");
            let marked = [b"Exif\0\0".as_slice(), &block].concat();
            assert_eq!(captured_at(&marked).as_deref(), expected);
        }
    }
}

#[test]
fn a_cut_block_says_nothing() {
    let block = exif(true, 6, Some("2026:11:20 14:03:22"), None);
    for end in 0..block.len() - 20 {
        assert_eq!(captured_at(&block[..end]), None, "{end}");
    }
}

proptest! {
    #[test]
    fn no_block_makes_it_stumble(mut noise in proptest::collection::vec(any::<u8>(), 0..300), start in 0..3_usize) {
        let header: &[u8] = [b"II\x2a\0".as_slice(), b"MM\0\x2a", b""][start];
        noise.splice(..header.len().min(noise.len()), header.iter().copied());
        let _ = captured_at(&noise);
    }

    #[test]
    fn a_block_with_wrong_bytes_makes_it_no_more_stumble(at in 0..100_usize, byte in any::<u8>()) {
        let mut block = exif(false, 1, Some("2026:11:20 14:03:22"), Some("+01:00"));
        if let Some(place) = block.get_mut(at) {
            *place = byte;
        }
        let _ = captured_at(&block);
    }
}
