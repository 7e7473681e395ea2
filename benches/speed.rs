//! How fast the parts are that a clerk waits for. Run with `cargo bench`; figures and machine go into `docs/BENCHMARKS.md`.
//!
//! Each bench says in its name what one iteration does. Compare figures of one run only.

fn main() {
    divan::main();
}
