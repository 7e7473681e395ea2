//! What is wrong with a form file: the file, the line, and a sentence.

use std::fmt;

/// One mistake in a form file. A file with mistakes is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The name of the file, as the caller gave it.
    pub file: String,
    /// The line, from 1; 0 where the whole file is meant.
    pub line: usize,
    /// What is wrong and what to do, in Chinese.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            write!(f, "表式文件 {}：{}", self.file, self.message)
        } else {
            write!(f, "表式文件 {} 第 {} 行：{}", self.file, self.line, self.message)
        }
    }
}

/// Collects the problems of one file, and knows which byte stands on which line.
pub(super) struct Problems<'a> {
    file: &'a str,
    text: &'a str,
    found: Vec<Problem>,
}

impl<'a> Problems<'a> {
    pub(super) fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text, found: Vec::new() }
    }

    /// Notes a problem at a byte of the file.
    pub(super) fn add(&mut self, byte: usize, message: impl Into<String>) {
        let line = self.line_of(byte);
        self.found.push(Problem { file: self.file.to_owned(), line, message: message.into() });
    }

    /// The line of a byte, from 1.
    pub(super) fn line_of(&self, byte: usize) -> usize {
        self.text.bytes().take(byte).filter(|byte| *byte == b'\n').count() + 1
    }

    /// Everything found.
    pub(super) fn into_found(self) -> Vec<Problem> {
        self.found
    }

    /// The value, if nothing was found.
    pub(super) fn finish<T>(self, value: T) -> Result<T, Vec<Problem>> {
        if self.found.is_empty() { Ok(value) } else { Err(self.found) }
    }
}
