//! What every chat format must do, and what single ones do. The chats are invented.

mod basket;
mod bundle;
mod dates;
mod hostile;
mod property;
mod real;
mod signal;
mod telegram;
mod whatsapp;
