//! Which source file names which: the `use` trees and the paths in the code, each followed to the file that it means.

use std::collections::{BTreeMap, BTreeSet};

/// A path, a name a piece.
type Names = Vec<String>;

/// The files by what they name, each with a path that names it.
pub(super) type Imports = BTreeMap<String, BTreeMap<String, String>>;

/// What a file says.
struct File {
    /// The module that it is.
    module: Names,
    uses: Vec<Use>,
    /// The code without the `use` lines and the tests.
    code: Names,
}

/// One name that a `use` line brings in.
struct Use {
    is_public: bool,
    path: Names,
    name: String,
}

/// Reads sources, each with its path below `src`.
pub(super) fn imports(sources: &[(String, String)]) -> Imports {
    let sources = sources.iter().filter(|(path, _)| path != "main.rs");
    let files: BTreeMap<&str, File> = sources.map(|(path, text)| (path.as_str(), File::read(path, text))).collect();
    let tree = Crate::of(&files);
    files.iter().map(|(path, file)| ((*path).to_owned(), tree.named_by(path, file))).collect()
}

/// The files that reach each other, where there are several.
pub(super) fn circles(imports: &Imports) -> Vec<BTreeSet<&str>> {
    let reached = |from: &str| {
        let (mut reached, mut open) = (BTreeSet::new(), vec![from.to_owned()]);
        while let Some(next) = open.pop() {
            let named = imports.get(&next).into_iter().flat_map(BTreeMap::keys);
            open.extend(named.filter(|it| reached.insert((*it).clone())).cloned());
        }
        reached
    };
    let reached: BTreeMap<&str, BTreeSet<String>> = imports.keys().map(|it| (it.as_str(), reached(it))).collect();
    let circle = |file: &&str| {
        let back = |other: &&str| reached[file].contains(*other) && reached[other].contains(*file);
        reached.keys().copied().filter(back).collect::<BTreeSet<&str>>()
    };
    let circles: BTreeSet<BTreeSet<&str>> = reached.keys().map(circle).filter(|it| it.len() > 1).collect();
    circles.into_iter().collect()
}

impl File {
    fn read(path: &str, text: &str) -> Self {
        let module = path.trim_end_matches(".rs").split('/').map(str::to_owned);
        let mut module: Names = module.filter(|name| name != "lib").collect();
        module.pop_if(|last| last == "mod");
        let (mut uses, mut code) = (Vec::new(), Names::new());
        let pieces = without_tests(&pieces(text));
        let mut at = 0;
        while let Some(piece) = pieces.get(at) {
            let next = pieces.get(at + 1).map_or("", String::as_str);
            match piece.as_str() {
                // `use<'a>` says what a type captures.
                "use" if next != "<" => {
                    let is_public = code.pop_if(|last| last == "pub").is_some();
                    at += 1;
                    let mut found = Vec::new();
                    expand(&pieces, &mut at, &[], &mut found);
                    uses.extend(found.into_iter().map(|(path, name)| Use { is_public, path, name }));
                }
                // `pub(in crate::check)` names nothing.
                "pub" if next == "(" => {
                    code.push(piece.clone());
                    at += pieces[at..].iter().position(|it| it == ")").expect("a bracket");
                }
                // `mod` declares a file.
                "mod" => at += 1,
                _ => code.push(piece.clone()),
            }
            at += 1;
        }
        Self { module, uses, code }
    }

    /// The paths in the code.
    fn paths(&self) -> impl Iterator<Item = Names> + '_ {
        let is_name =
            |at: usize| self.code.get(at).is_some_and(|it| it.starts_with(|c: char| c.is_alphabetic() || c == '_'));
        let is_link = |at: usize| self.code.get(at).is_some_and(|it| it == "::");
        let begins = move |at: &usize| is_name(*at) && is_link(at + 1) && (*at == 0 || !is_link(at - 1));
        (0..self.code.len()).filter(begins).map(move |start| {
            let names = (start..).step_by(2).take_while(|at| *at == start || is_link(at - 1) && is_name(*at));
            names.map(|at| self.code[at].clone()).collect()
        })
    }

    /// Whether the code speaks of a name by itself.
    fn speaks_of(&self, name: &str) -> bool {
        let is_part = |at: usize| at > 0 && matches!(self.code[at - 1].as_str(), "::" | ".");
        self.code.iter().enumerate().any(|(at, it)| it == name && !is_part(at))
    }
}

/// The modules, and what names of each of them mean.
struct Crate<'a> {
    files: BTreeMap<Names, &'a str>,
    /// For every file the absolute paths of the names that it brings in.
    names: BTreeMap<&'a str, BTreeMap<String, Names>>,
}

impl<'a> Crate<'a> {
    fn of(files: &BTreeMap<&'a str, File>) -> Self {
        let mut it = Self { files: BTreeMap::new(), names: BTreeMap::new() };
        it.files = files.iter().map(|(path, file)| (file.module.clone(), *path)).collect();
        let names = |file: &File| {
            let absolute = |found: &Use| Some((found.name.clone(), it.absolute(&file.module, &found.path)?));
            file.uses.iter().filter_map(absolute).collect()
        };
        it.names = files.iter().map(|(path, file)| (*path, names(file))).collect();
        it
    }

    /// The other files that a file names, each with a path that does so.
    fn named_by(&self, path: &str, file: &File) -> BTreeMap<String, String> {
        let is_folder = path.ends_with("mod.rs") || path == "lib.rs";
        // What a `mod.rs` only passes on, it does not use.
        let uses = file.uses.iter().filter(|it| !(is_folder && it.is_public) || file.speaks_of(&it.name));
        let paths = uses.map(|it| it.path.clone()).chain(file.paths());
        let named = paths.filter_map(|names| {
            let target = self.file_of(&self.absolute(&file.module, &names)?);
            (target != path).then(|| (target.to_owned(), names.join("::")))
        });
        named.collect()
    }

    /// A path from the root; nothing for one into another crate.
    fn absolute(&self, module: &[String], path: &[String]) -> Option<Names> {
        let ups = path.iter().take_while(|it| *it == "super").count();
        match path.first()?.as_str() {
            "crate" => Some(path[1..].to_vec()),
            "self" => Some([module, &path[1..]].concat()),
            "super" => Some([&module[..module.len() - ups], &path[ups..]].concat()),
            first => {
                let is_child = self.files.contains_key(&[module, &[first.to_owned()]].concat());
                is_child.then(|| [module, path].concat())
            }
        }
    }

    /// The file that an absolute path means: that of its longest beginning that is a module. A name that this file only
    /// brings in from elsewhere is followed.
    fn file_of(&self, path: &[String]) -> &'a str {
        let longest = (0..=path.len()).rev().find(|length| self.files.contains_key(&path[..*length]));
        let length = longest.expect("the root");
        let file = self.files[&path[..length]];
        let meant = path.get(length).and_then(|name| self.names[file].get(name));
        match meant.map(|meant| [meant.as_slice(), &path[length + 1..]].concat()) {
            Some(meant) if meant != path => self.file_of(&meant),
            _ => file,
        }
    }
}

/// The tree of a `use` line from `at` on, as paths with the names that they get; `at` is behind it then.
fn expand(pieces: &[String], at: &mut usize, before: &[String], into: &mut Vec<(Names, String)>) {
    let mut path = before.to_vec();
    loop {
        let piece = pieces[*at].as_str();
        match piece {
            "{" => {
                while pieces[*at] != "}" {
                    *at += 1;
                    if pieces[*at] != "}" {
                        expand(pieces, at, &path, into);
                    }
                }
                *at += 1;
                return;
            }
            "as" => {
                into.push((path, pieces[*at + 1].clone()));
                *at += 2;
                return;
            }
            "," | ";" | "}" => {
                let name = path.last().cloned().unwrap_or_default();
                into.push((path, name));
                return;
            }
            "::" => {}
            // `check::{self}` is `check`.
            "self" if !path.is_empty() => {}
            _ => path.push(piece.to_owned()),
        }
        *at += 1;
    }
}

/// The pieces without the modules of tests.
fn without_tests(pieces: &[String]) -> Names {
    const TEST: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut left = Names::new();
    let mut at = 0;
    while at < pieces.len() {
        let is_test = pieces[at..].iter().zip(TEST).filter(|(piece, word)| *piece == word).count() == TEST.len();
        let rest = &pieces[(at + TEST.len()).min(pieces.len())..];
        let is_module = matches!(rest, [word, _, brace, ..] if word == "mod" && brace == "{");
        if is_test && is_module {
            let mut depth = 0;
            at = (at..pieces.len())
                .find(|it| {
                    depth += i32::from(pieces[*it] == "{") - i32::from(pieces[*it] == "}");
                    pieces[*it] == "}" && depth == 0
                })
                .expect("the end of the tests");
        } else {
            left.push(pieces[at].clone());
        }
        at += 1;
    }
    left
}

/// Names, `::` and other characters, without comments, strings, characters and lifetimes.
fn pieces(text: &str) -> Names {
    let text: Vec<char> = text.chars().collect();
    let mut pieces = Names::new();
    let mut at = 0;
    while let Some(first) = text.get(at).copied() {
        let rest = &text[at..];
        let name = rest.iter().take_while(|it| it.is_alphanumeric() || **it == '_').count();
        let (length, is_piece) = match first {
            _ if first.is_whitespace() => (1, false),
            '/' if rest.get(1) == Some(&'/') => (rest.iter().take_while(|it| **it != '\n').count(), false),
            '"' => (end_of_quoted(rest), false),
            '\'' if rest.get(1) == Some(&'\\') || rest.get(2) == Some(&'\'') => (end_of_quoted(rest), false),
            '\'' => (1, false),
            _ if name > 0 => end_of_raw(rest, name).map_or((name, true), |end| (end, false)),
            _ => (if rest.starts_with(&[':', ':']) { 2 } else { 1 }, true),
        };
        if is_piece {
            pieces.push(rest[..length].iter().collect());
        }
        at += length;
    }
    pieces
}

/// Where a text ends that begins and ends with one mark.
fn end_of_quoted(text: &[char]) -> usize {
    let mut is_escaped = false;
    let ends = |it: &char| {
        let ends = *it == text[0] && !is_escaped;
        is_escaped = *it == '\\' && !is_escaped;
        ends
    };
    2 + text[1..].iter().position(ends).expect("the end of a text")
}

/// Where a raw string ends whose `r` has so many letters; nothing for a name.
fn end_of_raw(text: &[char], letters: usize) -> Option<usize> {
    let marks = text[letters..].iter().take_while(|it| **it == '#').count();
    let inside = letters + marks + 1;
    let is_raw = matches!(text[..letters], ['r'] | ['b', 'r']) && text.get(inside - 1) == Some(&'"');
    let mut end = vec!['"'];
    end.resize(1 + marks, '#');
    let length = || text[inside..].windows(end.len()).position(|it| it == end).expect("the end of a string");
    is_raw.then(|| inside + length() + end.len())
}
