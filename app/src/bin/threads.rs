//! The browser's entry point on the pages of [`app::parts::Part::Threads`].

fn main() {
    app::hydrate::<app::parts::Threads>();
}
