//! `glass heap`: what a snapshot holds.

use std::cmp::Reverse;
use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use serde_json::json;

use super::page::{List, Page};
use super::{Action, Answer, Form, file_name, label, load};
use crate::snapshot::{Analysis, ClassSum, Duplicate, UNREACHED, biggest_retainers, dominator_path, duplicate_strings};

/// Dominators that are shown above a retainer.
const SHOWN_ABOVE: usize = 4;

/// What classes are sorted by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Order {
    /// What would be freed with them.
    Retained,
    /// Their own bytes.
    Shallow,
    /// How many there are.
    Count,
}

/// Tells what a heap snapshot holds: by class, the biggest retainers, duplicate strings.
///
/// FILE is a snapshot in V8's format: of Node (`v8.writeHeapSnapshot()`, `--heapsnapshot-signal`),
/// of a browser's DevTools, or of another program with V8.
#[derive(Parser, Clone, Debug)]
#[command(name = "heap", disable_version_flag = true)]
pub struct Options {
    /// What classes are sorted by
    #[arg(long, value_name = "ORDER", default_value = "retained")]
    sort: Order,
    /// Print a line for every node instead: its id, shallow and retained bytes, distance, and the
    /// id of its dominator, between tabs
    #[arg(long, conflicts_with_all = ["json", "md"])]
    nodes: bool,
    #[command(flatten)]
    form: Form,
    /// The snapshot
    file: PathBuf,
}

impl Action for Options {
    fn form(&self) -> &Form {
        &self.form
    }

    fn answer(&self) -> Result<Answer, String> {
        let analysis = load::analysis(&self.file, self.nodes)?;
        if self.nodes {
            print_nodes(&analysis);
            return Ok(Answer::default());
        }
        let found = Found::new(&analysis, self);
        Ok(Answer { page: found.page(self), json: found.json(self), code: 0 })
    }
}

/// Writes every node.
fn print_nodes(analysis: &Analysis) {
    let Analysis { graph, sizes, retained, dominators, distances, .. } = analysis;
    let mut text = String::new();
    for node in 0..graph.node_count() {
        let distance = distances.as_ref().map(|distances| distances.of(node)).filter(|distance| *distance != UNREACHED);
        let distance = distance.map_or(String::from("-"), |distance| distance.to_string());
        let (shallow, retained) = (sizes.get(node), retained[node as usize]);
        let above = graph.id(dominators.of(node));
        text += &format!("{}\t{shallow}\t{retained}\t{distance}\t{above}\n", graph.id(node));
        if text.len() > 1 << 16 {
            crate::stdio::write_stdout(text.as_bytes());
            text.clear();
        }
    }
    crate::stdio::write_stdout(text.as_bytes());
}

/// What is told of a snapshot.
struct Found<'a> {
    analysis: &'a Analysis,
    limit: usize,
    /// Classes with their figures, sorted.
    classes: Vec<(u32, ClassSum)>,
    retainers: Vec<u32>,
    duplicates: Vec<Duplicate>,
}

impl<'a> Found<'a> {
    fn new(analysis: &'a Analysis, options: &Options) -> Found<'a> {
        let Analysis { graph, classes, sizes, retained, dominators, .. } = analysis;
        let limit = options.form.limit as usize;
        let mut sums: Vec<(u32, ClassSum)> = (0..).zip(classes.sums(graph, sizes, retained, dominators)).collect();
        sums.retain(|(_, sum)| sum.count > 0);
        sums.sort_by_key(|(class, sum)| {
            let by = match options.sort {
                Order::Retained => sum.retained,
                Order::Shallow => sum.shallow,
                Order::Count => sum.count,
            };
            (Reverse(by), Reverse(sum.shallow), classes.name(*class))
        });
        Found {
            analysis,
            limit,
            classes: sums,
            retainers: biggest_retainers(analysis, limit),
            duplicates: duplicate_strings(graph),
        }
    }

    fn page(&self, options: &Options) -> Page {
        let Analysis { graph, classes, retained, .. } = self.analysis;
        let total = self.analysis.total();
        let lines = vec![format!(
            "{}: {} in {} nodes with {} edges",
            file_name(&options.file),
            label::bytes(total),
            label::count(graph.node_count().into()),
            label::count(graph.edge_count().into()),
        )];
        let rows = self.classes.iter().take(self.limit).map(|(class, sum)| {
            vec![
                label::visible(classes.name(*class), 60),
                label::count(sum.count),
                label::bytes(sum.shallow),
                label::bytes(sum.retained),
                label::share(sum.retained, total),
            ]
        });
        let by_class = List {
            title: String::from("By class"),
            columns: vec!["class", ">count", ">shallow", ">retained", ">share"],
            rows: rows.collect(),
            left_out: self.classes.len().saturating_sub(self.limit) as u64,
            ..List::default()
        };
        let rows = self.retainers.iter().map(|&node| {
            let size = retained[node as usize];
            vec![label::bytes(size), label::share(size, total), self.held(node)]
        });
        let biggest = List {
            title: String::from("The biggest retainers"),
            columns: vec![">retained", ">share", "object, and what holds it alone"],
            rows: rows.collect(),
            ..List::default()
        };
        Page { lines, lists: vec![by_class, biggest, self.duplicates()] }
    }

    fn duplicates(&self) -> List {
        let strings = self.analysis.graph.strings();
        let rows = self.duplicates.iter().take(self.limit).map(|same| {
            vec![label::bytes(same.wasted), label::count(same.count), label::quoted(&strings.text(same.text))]
        });
        let wasted: u64 = self.duplicates.iter().map(|same| same.wasted).sum();
        List {
            title: format!("Duplicate strings: {} to win", label::bytes(wasted)),
            columns: vec![">to win", ">copies", "text"],
            rows: rows.collect(),
            left_out: self.duplicates.len().saturating_sub(self.limit) as u64,
            ..List::default()
        }
    }

    /// A node behind those that dominate it.
    fn held(&self, node: u32) -> String {
        let graph = &self.analysis.graph;
        let mut path = dominator_path(self.analysis, node, SHOWN_ABOVE);
        if path.len() > 1 && path[0] == graph.root() {
            path.remove(0);
        }
        let mut text = String::new();
        for (at, &step) in path.iter().enumerate() {
            if let Some(before) = at.checked_sub(1) {
                text += &match label::edge_between(graph, path[before], step) {
                    Some(edge) => format!(" → {} ", label::edge(graph, edge)),
                    // Several ways lead there.
                    None => String::from(" ⇒ "),
                };
            }
            text += &label::node(self.analysis, step);
        }
        text
    }

    fn json(&self, options: &Options) -> serde_json::Value {
        let Analysis { graph, classes, sizes, retained, .. } = self.analysis;
        let by_class = self.classes.iter().take(self.limit).map(|(class, sum)| {
            json!({
                "class": classes.name(*class),
                "count": sum.count,
                "shallow": sum.shallow,
                "retained": sum.retained,
            })
        });
        let retainers = self.retainers.iter().map(|&node| {
            json!({
                "id": graph.id(node),
                "class": classes.name(classes.of(node)),
                "name": graph.strings().text(graph.name(node)),
                "shallow": sizes.get(node),
                "retained": retained[node as usize],
                "path": self.held(node),
            })
        });
        let duplicates = self.duplicates.iter().take(self.limit).map(|same| {
            json!({
                "text": graph.strings().text(same.text),
                "count": same.count,
                "bytes": same.bytes,
                "wasted": same.wasted,
            })
        });
        json!({
            "file": options.file.to_string_lossy(),
            "total": self.analysis.total(),
            "nodes": graph.node_count(),
            "edges": graph.edge_count(),
            "classCount": self.classes.len(),
            "classes": by_class.collect::<Vec<_>>(),
            "biggestRetainers": retainers.collect::<Vec<_>>(),
            "duplicateStrings": {
                "texts": self.duplicates.len(),
                "wasted": self.duplicates.iter().map(|same| same.wasted).sum::<u64>(),
                "largest": duplicates.collect::<Vec<_>>(),
            },
        })
    }
}
