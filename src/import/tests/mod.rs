//! What every format must do, and what single ones do with their files. The fixtures are
//! invented; they have the shapes of real files and none of their words.

mod api_v2;
mod basket;
mod encodings;
mod flow;
mod hostile;
mod packed;
mod property;
mod real;
mod registry;
mod statuses;
mod tables;
mod variants;
