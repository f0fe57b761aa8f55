//! The gallery: every building block in all its states, for whoever builds or checks a screen.
