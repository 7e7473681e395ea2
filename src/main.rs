//! The program: the command line decides, the window opens when no command is given.

fn main() {}
