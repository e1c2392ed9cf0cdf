//! `glass diff`: what came and went between snapshots.

use std::path::{Path, PathBuf};

use clap::Parser;
use serde_json::{Value, json};

use super::page::{List, Page};
use super::{Action, Answer, Form, file_name, label, load};
use crate::snapshot::{Analysis, Census, Change, ClassSum, changes};

/// Tells what came and went between two snapshots of one process, by class.
///
/// With a third one: what was born between the first and the second and still lives in the third.
/// Do something between A and B that should leave nothing, and wait or collect between B and C:
/// what is told then has leaked.
#[derive(Parser, Clone, Debug)]
#[command(name = "diff", disable_version_flag = true)]
pub struct Options {
    #[command(flatten)]
    form: Form,
    /// The first snapshot
    #[arg(value_name = "A")]
    first: PathBuf,
    /// A later one of the same process
    #[arg(value_name = "B")]
    second: PathBuf,
    /// A still later one
    #[arg(value_name = "C")]
    third: Option<PathBuf>,
}

impl Action for Options {
    fn form(&self) -> &Form {
        &self.form
    }

    fn answer(&self) -> Result<Answer, String> {
        let first = census(&self.first)?;
        let second = census(&self.second)?;
        let mut telling = Telling { page: Page::default(), json: json!({}), limit: self.form.limit as usize };
        let files = [Some(&self.first), Some(&self.second), self.third.as_ref()];
        telling.json["files"] = files.iter().flatten().map(|file| json!(file.to_string_lossy())).collect();
        let shared = telling.step("changes", (&self.first, &first), (&self.second, &second));
        if shared * 2 < first.count().min(second.count()) as u64 {
            telling.page.lines.push(String::from(
                "Few objects are in both: are the snapshots of one process, and in the order of their time?",
            ));
        }
        match &self.third {
            None => {
                let last = load::analysis(&self.second, false)?;
                telling.survivors("new", "New", &last, &|id| !first.has(id));
            }
            Some(third) => {
                let last = load::analysis(third, false)?;
                let census = Census::new(&last.graph, &last.classes, &last.sizes);
                telling.step("laterChanges", (&self.second, &second), (third, &census));
                let title = "Born between the first and the second, alive in the third";
                telling.survivors("survivors", title, &last, &|id| second.has(id) && !first.has(id));
            }
        }
        Ok(Answer { page: telling.page, json: telling.json, code: 0 })
    }
}

fn census(path: &Path) -> Result<Census, String> {
    load::census(path)
}

struct Telling {
    page: Page,
    json: Value,
    limit: usize,
}

impl Telling {
    /// What changed from one snapshot to the next. How many objects are in both.
    fn step(&mut self, key: &str, (a, before): (&Path, &Census), (b, after): (&Path, &Census)) -> u64 {
        let (changes, shared) = changes(before, after);
        let more = after.bytes() as i64 - before.bytes() as i64;
        self.page.lines.push(format!(
            "{} → {}: {} → {} ({}); {} objects are in both",
            file_name(a),
            file_name(b),
            label::bytes(before.bytes()),
            label::bytes(after.bytes()),
            signed_bytes(more),
            label::count(shared),
        ));
        let row = |change: &Change| {
            vec![
                change.class.clone(),
                label::count(change.new.0),
                label::count(change.freed.0),
                signed(change.count()),
                label::bytes(change.new.1),
                label::bytes(change.freed.1),
                signed_bytes(change.bytes()),
            ]
        };
        self.page.lists.push(List {
            title: format!("By class, {} → {}", file_name(a), file_name(b)),
            columns: vec!["class", ">new", ">freed", ">delta", ">new bytes", ">freed bytes", ">delta bytes"],
            rows: changes.iter().take(self.limit).map(row).collect(),
            left_out: changes.len().saturating_sub(self.limit) as u64,
            ..List::default()
        });
        let one = |change: &Change| {
            json!({
                "class": change.class,
                "new": { "count": change.new.0, "bytes": change.new.1 },
                "freed": { "count": change.freed.0, "bytes": change.freed.1 },
                "delta": { "count": change.count(), "bytes": change.bytes() },
            })
        };
        self.json[key] = json!({
            "before": { "objects": before.count(), "bytes": before.bytes() },
            "after": { "objects": after.count(), "bytes": after.bytes() },
            "inBoth": shared,
            "classes": changes.iter().take(self.limit).map(one).collect::<Vec<_>>(),
        });
        shared
    }

    /// The objects of the last snapshot that are meant, by class.
    fn survivors(&mut self, key: &str, title: &str, last: &Analysis, is_meant: &dyn Fn(u32) -> bool) {
        let Analysis { graph, classes, sizes, retained, dominators, .. } = last;
        let mut sums = vec![(ClassSum::default(), 0_u32); classes.count()];
        let mut meant = vec![false; graph.node_count() as usize];
        for node in (0..graph.node_count()).filter(|node| sizes.get(*node) > 0 && is_meant(graph.id(*node))) {
            meant[node as usize] = true;
            let (sum, example) = &mut sums[classes.of(node) as usize];
            sum.count += 1;
            sum.shallow += sizes.get(node);
            if sum.count == 1 || retained[node as usize] > retained[*example as usize] {
                *example = node;
            }
        }
        // What one of them keeps for another of its class is counted once.
        for node in (0..graph.node_count()).filter(|node| meant[*node as usize]) {
            let above = dominators.of(node);
            if !meant[above as usize] || classes.of(above) != classes.of(node) {
                sums[classes.of(node) as usize].0.retained += retained[node as usize];
            }
        }
        let mut found: Vec<(u32, ClassSum, u32)> = (0..)
            .zip(sums)
            .map(|(class, (sum, example))| (class, sum, example))
            .filter(|row| row.1.count > 0)
            .collect();
        found.sort_by_key(|(class, sum, _)| (std::cmp::Reverse(sum.retained), classes.name(*class)));
        let (count, bytes) = found.iter().fold((0, 0), |sums, row| (sums.0 + row.1.count, sums.1 + row.1.shallow));
        let row = |(class, sum, example): &(u32, ClassSum, u32)| {
            vec![
                label::visible(classes.name(*class), 60),
                label::count(sum.count),
                label::bytes(sum.shallow),
                label::bytes(sum.retained),
                label::node(last, *example),
            ]
        };
        self.page.lists.push(List {
            title: format!("{title}: {} objects, {}", label::count(count), label::bytes(bytes)),
            columns: vec!["class", ">count", ">shallow", ">retained", "such as"],
            rows: found.iter().take(self.limit).map(row).collect(),
            left_out: found.len().saturating_sub(self.limit) as u64,
            note: String::new(),
        });
        let one = |(class, sum, example): &(u32, ClassSum, u32)| {
            json!({
                "class": classes.name(*class),
                "count": sum.count,
                "shallow": sum.shallow,
                "retained": sum.retained,
                "example": graph.id(*example),
            })
        };
        self.json[key] = json!({
            "count": count,
            "bytes": bytes,
            "classes": found.iter().take(self.limit).map(one).collect::<Vec<_>>(),
        });
    }
}

fn signed(count: i64) -> String {
    let sign = if count < 0 { "-" } else { "+" };
    format!("{sign}{}", label::count(count.unsigned_abs()))
}

fn signed_bytes(bytes: i64) -> String {
    let sign = if bytes < 0 { "-" } else { "+" };
    format!("{sign}{}", label::bytes(bytes.unsigned_abs()))
}
