//! The browser's entry point on the pages of [`app::parts::Part::Lists`].

fn main() {
    app::hydrate::<app::parts::Lists>();
}
