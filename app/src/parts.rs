//! The parts of the product, each with a browser bundle of its own: who reads a list does not load the filing of a
//! ticket. Going from one part to another is a full load; within a part the router changes pages.

/// A part of the product that the browser takes over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The inbox and the desk.
    Lists,
    /// A ticket's thread, for customers and for agents, and what one is told of threads.
    Threads,
    /// A parcel's page, and filing on it.
    Parcels,
}

impl Part {
    /// All of them.
    pub const ALL: [Part; 3] = [Part::Lists, Part::Threads, Part::Parcels];

    /// Its name: that of its program in `src/bin`, of its page in `bundles` and of its folder in `dist`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Part::Lists => "lists",
            Part::Threads => "threads",
            Part::Parcels => "parcels",
        }
    }

    /// The part that the page at a path belongs to; `None` where nothing moves on the page, so that it loads no bundle.
    ///
    /// ```
    /// use app::parts::Part;
    ///
    /// assert_eq!(Part::of("/requests"), Some(Part::Lists));
    /// assert_eq!(Part::of("/requests/D-2026-000042"), Some(Part::Threads));
    /// assert_eq!(Part::of("/files/0198/view"), Some(Part::Threads));
    /// assert_eq!(Part::of("/sign-in"), None);
    /// ```
    #[must_use]
    pub fn of(path: &str) -> Option<Part> {
        let mut segments = path.split('/').filter(|segment| !segment.is_empty());
        let (first, second, third) = (segments.next()?, segments.next(), segments.next());
        match (first, second, third) {
            // What is done with several parcels stands beside them, on pages where nothing moves.
            ("parcels", Some("instruct" | "proofs" | "export"), _) => None,
            ("requests" | "desk", None, _) => Some(Part::Lists),
            ("parcels", Some(_), None) | ("requests", Some("new"), _) | ("requests", Some(_), Some("filed")) => {
                Some(Part::Parcels)
            }
            // What one is told of leads to threads.
            ("requests" | "desk", Some(_), None) | ("files", Some(_), Some("view")) | ("notifications", None, _) => {
                Some(Part::Threads)
            }
            _ => None,
        }
    }
}

/// Who renders: the server with every page, or the bundle of one part.
pub trait Renderer: Send + Sync + 'static {
    /// The part that is taken over; `None` is the server.
    const PART: Option<Part>;
}

/// The server.
pub struct Server;

impl Renderer for Server {
    const PART: Option<Part> = None;
}

/// The bundle of [`Part::Lists`].
pub struct Lists;

impl Renderer for Lists {
    const PART: Option<Part> = Some(Part::Lists);
}

/// The bundle of [`Part::Threads`].
pub struct Threads;

impl Renderer for Threads {
    const PART: Option<Part> = Some(Part::Threads);
}

/// The bundle of [`Part::Parcels`].
pub struct Parcels;

impl Renderer for Parcels {
    const PART: Option<Part> = Some(Part::Parcels);
}

#[cfg(test)]
mod tests {
    use super::Part;

    #[test]
    fn every_page_that_moves_belongs_to_one_part() {
        for (path, part) in [
            ("/requests", Some(Part::Lists)),
            ("/requests/", Some(Part::Lists)),
            ("/desk", Some(Part::Lists)),
            ("/requests/D-2026-000042", Some(Part::Threads)),
            ("/desk/D-2026-000042", Some(Part::Threads)),
            ("/notifications", Some(Part::Threads)),
            ("/requests/new", Some(Part::Parcels)),
            ("/requests/new/0198/details", Some(Part::Parcels)),
            ("/requests/D-2026-000042/filed", Some(Part::Parcels)),
            ("/parcels/XK123456789FR", Some(Part::Parcels)),
        ] {
            assert_eq!(Part::of(path), part, "{path}");
        }
    }

    #[test]
    fn still_pages_load_no_bundle() {
        for path in [
            "/",
            "/parcels",
            "/parcels/XK123456789FR/print",
            "/parcels/instruct",
            "/parcels/proofs",
            "/parcels/XK123456789FR/proof",
            "/sign-in",
            "/reset-password/abc",
            "/account",
            "/admin/mail",
            "/notifications/unsubscribe/abc",
            "/gallery",
            "/help",
            "/help/glossary",
            "/helpers",
            "/nowhere",
        ] {
            assert_eq!(Part::of(path), None, "{path}");
        }
    }
}
