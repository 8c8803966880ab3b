//! What every format must do, and what single ones do with their files.

mod basket;
mod real;
