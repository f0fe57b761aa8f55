//! The browser's entry point on the pages of [`app::parts::Part::Parcels`].

fn main() {
    app::hydrate::<app::parts::Parcels>();
}
