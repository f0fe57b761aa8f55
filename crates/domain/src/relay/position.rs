//! Where something is on the earth, in millionths of a degree, and how far two such places are apart.

/// The mean radius of the earth in metres (IUGG).
const RADIUS: f64 = 6_371_008.8;

/// The length of a degree of latitude in metres, rounded down, so that a stretch made by it is never too small.
const DEGREE: f64 = 110_574.0;

/// A place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Millionths of a degree north of the equator.
    pub latitude: i64,
    /// Millionths of a degree east of Greenwich.
    pub longitude: i64,
}

impl From<(i64, i64)> for Position {
    fn from((latitude, longitude): (i64, i64)) -> Self {
        Position { latitude, longitude }
    }
}

#[expect(clippy::cast_precision_loss, reason = "180 million is far below what an f64 holds exactly")]
const fn degrees(millionths: i64) -> f64 {
    millionths as f64 / 1_000_000.0
}

#[expect(clippy::cast_possible_truncation, reason = "half the earth's girth in metres is far below what an i64 holds")]
fn whole(value: f64) -> i64 {
    value.round() as i64
}

impl Position {
    /// How far two places are apart along a great circle, in metres (haversine).
    #[must_use]
    pub fn metres_to(self, other: Position) -> i64 {
        let (here, there) = (degrees(self.latitude).to_radians(), degrees(other.latitude).to_radians());
        let north = (there - here) / 2.0;
        let east = degrees(other.longitude - self.longitude).to_radians() / 2.0;
        let square = north.sin().powi(2) + here.cos() * there.cos() * east.sin().powi(2);
        whole(2.0 * RADIUS * square.sqrt().min(1.0).asin())
    }

    /// The corners of a stretch that holds everything within so many metres: south-west and north-east.
    #[must_use]
    pub fn within(self, metres: i64) -> (Position, Position) {
        let north = whole(degrees(metres * 1_000_000) / DEGREE * 1_000_000.0);
        // Meridians come closer towards the poles; at the pole itself any stretch holds all of them.
        let narrowing = degrees(self.latitude).to_radians().cos().max(0.01);
        let east = whole(degrees(north) / narrowing * 1_000_000.0);
        let corner =
            |sign: i64| Position { latitude: self.latitude + sign * north, longitude: self.longitude + sign * east };
        (corner(-1), corner(1))
    }
}

/// Degrees as people and systems write them (`45.7597`, `-1,5536`), in millionths; `None` beyond `most` degrees, and
/// for anything else. What is finer than a millionth, ten centimetres, is left out.
#[must_use]
pub fn read_degrees(text: &str, most: i64) -> Option<i64> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (before, behind) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if before.is_empty() || before.len() > 3 || !is_number(before) || !is_number(behind) || behind.len() > 20 {
        return None;
    }
    let behind: String = behind.chars().chain("000000".chars()).take(6).collect();
    let value = before.parse::<i64>().ok()? * 1_000_000 + behind.parse::<i64>().ok()?;
    (value <= most * 1_000_000).then_some(sign * value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_map() {
        let place = |latitude, longitude| Position { latitude, longitude };
        let (paris, lyon, nantes) =
            (place(48_856_600, 2_352_200), place(45_764_000, 4_835_700), place(47_218_400, -1_553_600));
        for (one, other, kilometres) in
            [(paris, lyon, 391), (paris, nantes, 342), (lyon, paris, 391), (paris, paris, 0)]
        {
            let metres = one.metres_to(other);
            assert!((metres - kilometres * 1_000).abs() < 2_000, "{metres} for {kilometres} km");
        }
        // A quarter of the equator, and half a meridian.
        assert_eq!(place(0, 0).metres_to(place(0, 90_000_000)) / 1_000, 10_007);
        assert_eq!(place(90_000_000, 0).metres_to(place(-90_000_000, 0)) / 1_000, 20_015);
    }

    #[test]
    fn a_stretch_holds_what_is_within() {
        for latitude in [0, 43_000_000, -62_000_000, 89_900_000] {
            let here = Position { latitude, longitude: 5_000_000 };
            let (south_west, north_east) = here.within(10_000);
            for corner in
                [Position { latitude: south_west.latitude, ..here }, Position { latitude: north_east.latitude, ..here }]
            {
                assert!(here.metres_to(corner) >= 10_000, "{latitude} {corner:?}");
            }
            if latitude.abs() < 80_000_000 {
                let east = Position { longitude: north_east.longitude, ..here };
                assert!(here.metres_to(east) >= 10_000, "{latitude} {east:?}");
            }
        }
    }

    #[test]
    fn degrees_are_read_with_point_or_comma() {
        for (text, expected) in [
            ("45.7597", Some(45_759_700)),
            (" -1,5536 ", Some(-1_553_600)),
            ("+90", Some(90_000_000)),
            ("45.123456789", Some(45_123_456)),
            ("90.000001", None),
            ("", None),
            ("-", None),
            ("45.7.1", None),
            ("45°", None),
            ("1e1", None),
            (".5", None),
        ] {
            assert_eq!(read_degrees(text, 90), expected, "{text}");
        }
    }
}
