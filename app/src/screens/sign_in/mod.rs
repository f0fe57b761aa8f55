//! The door: whoever comes here wants to get in, or has forgotten how. These pages load no bundle; their forms are
//! plain ones.

mod code;
mod demo;
mod forgot;
mod reset;
mod screen;

pub use code::SignInCodeScreen;
pub use forgot::ForgotPasswordScreen;
pub use reset::ResetPasswordScreen;
pub use screen::SignInScreen;
