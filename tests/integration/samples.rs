//! The real tables: exactly the findings that the reference implies, and no others.

use crate::support::{findings, sample, sample_with_prior};

#[test]
fn print() {
    for filing in [
        sample("simao-2017"),
        sample("shanghai-2019"),
        sample("hongze-2023"),
        sample("suqian-2023"),
        sample_with_prior("suqian-2024", "suqian-2023"),
    ] {
        for finding in findings(&filing) {
            println!("{} {} {:?} {}", filing.year(), finding.relation, finding.severity, finding.message);
        }
    }
}
