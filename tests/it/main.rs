//! The tests that look at Resguardo from outside: its house rules, its binary, its pages.

mod house;
mod layers;
mod licences;
mod support;
