//! One ticket: its thread with the parcel beside it. The customer comes here to read and answer, the agent to settle
//! it; both see it move without loading it again.

mod agent_forms;
mod aside;
mod assign;
mod bell;
mod customer_forms;
mod head;
mod held;
mod log;
mod moderation;
mod offered;
mod present;
mod print;
mod quote;
mod screen;
mod tabs;
mod view;

pub use print::{DeskThreadPrintScreen, ThreadPrintScreen};
pub use screen::{DeskThreadScreen, ThreadScreen};
