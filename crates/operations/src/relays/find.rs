//! The pickup points near a postcode.
//!
//! No list of postcodes with their places is kept: the middle of a postcode is the mean of the points of every carrier
//! that are known in it. Distances are great circles from there, so they are told as *about*. Where no point of the
//! postcode is known, those around the middle of the postcodes which begin with the same three characters are offered,
//! then two (a department, in France), without a distance: it would be from a place where nobody is.

use domain::relay::{Position, RelayPoint};
use store::relay_points::{self, Stretch};
use store::{Scope, Tx};

use crate::{Operations, Result};

/// Points that are offered.
pub const NEAR_LIMIT: usize = 10;

/// How many of them may be points of the postcode whose place nobody told, however many others are near.
const KEPT_FOR_UNPLACED: usize = NEAR_LIMIT / 2;

/// How far is looked, in metres, one stretch after the other until there are enough.
const STRETCHES: [i64; 3] = [5_000, 20_000, 60_000];

/// From where distances are measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeasuredFrom {
    /// From the middle of the points known in the postcode.
    Postcode,
    /// Nowhere: no point of the postcode is known, and those are offered that are around postcodes which begin so.
    Area(String),
    /// Nowhere: no point is known near there.
    Nowhere,
}

/// A point, and how far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearPoint {
    /// The point.
    pub point: RelayPoint,
    /// Metres from the middle of the postcode; `None` where nobody told where either is.
    pub metres: Option<i64>,
}

/// The points of a carrier near a postcode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearPoints {
    /// From where distances are measured.
    pub from: MeasuredFrom,
    /// The points, the nearest first; at most [`NEAR_LIMIT`].
    pub points: Vec<NearPoint>,
}

impl Operations {
    /// The points of a carrier that are nearest to a postcode and open for business. They are no secret: everybody may
    /// know where pickup points are.
    ///
    /// # Errors
    /// [`crate::Error::Store`].
    pub async fn relay_points_near(&self, carrier: &str, country: &str, postcode: &str) -> Result<NearPoints> {
        let mut tx = self.store().read(Scope::System).await?;
        near(&mut tx, carrier, country, postcode).await
    }
}

async fn near(tx: &mut Tx, carrier: &str, country: &str, postcode: &str) -> Result<NearPoints> {
    let country = if country.is_empty() { "FR" } else { country };
    let postcode: String = super::postcode(postcode).chars().take(12).collect();
    let mut found: Vec<NearPoint> = Vec::new();
    let middle = middle(tx, country, &postcode).await?;
    if let Some((here, _)) = &middle {
        for metres in STRETCHES {
            found = within(tx, carrier, country, *here, metres).await?;
            if found.len() >= NEAR_LIMIT {
                break;
            }
        }
    }
    found.sort_by(|one, other| (one.metres, &one.point.code).cmp(&(other.metres, &other.point.code)));
    // A point of this very postcode is offered even where nobody told its place: places are kept for some.
    let here = relay_points::of_postcode(tx, carrier, country, &postcode).await?;
    let unplaced: Vec<RelayPoint> = here.into_iter().filter(|point| point.position.is_none()).collect();
    found.truncate(NEAR_LIMIT - unplaced.len().min(KEPT_FOR_UNPLACED));
    if let Some((_, MeasuredFrom::Area(_))) = middle {
        found.iter_mut().for_each(|near| near.metres = None);
    }
    let left = NEAR_LIMIT - found.len();
    found.extend(unplaced.into_iter().take(left).map(|point| NearPoint { point, metres: None }));
    Ok(NearPoints { from: middle.map_or(MeasuredFrom::Nowhere, |(_, from)| from), points: found })
}

/// The middle of a postcode, and of what it is the middle.
async fn middle(tx: &mut Tx, country: &str, postcode: &str) -> Result<Option<(Position, MeasuredFrom)>> {
    let signs = postcode.chars().count();
    for length in [signs, 3, 2] {
        if length > signs || length < 2 {
            continue;
        }
        let beginning: String = postcode.chars().take(length).collect();
        if let Some(centre) = relay_points::centre(tx, country, &beginning).await? {
            let from = if length == signs { MeasuredFrom::Postcode } else { MeasuredFrom::Area(beginning) };
            return Ok(Some((centre.position, from)));
        }
    }
    Ok(None)
}

async fn within(tx: &mut Tx, carrier: &str, country: &str, here: Position, metres: i64) -> Result<Vec<NearPoint>> {
    let (south_west, north_east) = here.within(metres);
    let stretch = Stretch {
        south: south_west.latitude,
        north: north_east.latitude,
        west: south_west.longitude,
        east: north_east.longitude,
    };
    let points = relay_points::near(tx, carrier, country, stretch).await?;
    let measured = points.into_iter().filter_map(|point| {
        let far = here.metres_to(point.position?);
        // A stretch has corners that lie farther away than its edges.
        (far <= metres).then_some(NearPoint { point, metres: Some(far) })
    });
    Ok(measured.collect())
}
