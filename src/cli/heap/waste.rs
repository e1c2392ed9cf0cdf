//! `glass waste`: memory that a program could do without.

use std::path::PathBuf;

use clap::Parser;
use serde_json::{Value, json};

use super::page::{List, Page};
use super::{Action, Answer, Form, file_name, label, load};
use crate::snapshot::{Analysis, Duplicate, Roomy, Waste, duplicate_strings, waste};

/// Variables of a scope that are named.
const SHOWN_VARIABLES: usize = 4;

/// Tells what a heap snapshot holds that the program could do without, and the bytes to win.
///
/// Duplicate strings, empty collections, arrays with few elements, Maps and Sets with room to
/// spare, variables that closures keep for each other, DOM nodes outside of their document.
#[derive(Parser, Clone, Debug)]
#[command(name = "waste", disable_version_flag = true)]
pub struct Options {
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
        let analysis = load::analysis(&self.file, false)?;
        let found = Found {
            analysis: &analysis,
            limit: self.form.limit as usize,
            duplicates: duplicate_strings(&analysis.graph),
            waste: waste(&analysis),
        };
        Ok(Answer { page: found.page(self), json: found.json(self), code: 0 })
    }
}

struct Found<'a> {
    analysis: &'a Analysis,
    limit: usize,
    duplicates: Vec<Duplicate>,
    waste: Waste,
}

impl Found<'_> {
    fn page(&self, options: &Options) -> Page {
        let total = self.analysis.total();
        let lines = vec![format!("{}: {}", file_name(&options.file), label::bytes(total))];
        let lists =
            [self.duplicate_strings(), self.empty(), self.sparse(), self.roomy(), self.scopes(), self.detached()];
        Page { lines, lists: lists.into_iter().flatten().collect() }
    }

    /// A list of the first of these; none if there are none.
    fn list<T>(
        &self,
        title: String,
        columns: &[&'static str],
        found: &[T],
        row: impl Fn(&T) -> Vec<String>,
    ) -> Option<List> {
        let left_out = found.len().saturating_sub(self.limit) as u64;
        let rows = found.iter().take(self.limit).map(row).collect();
        let list = List { title, columns: columns.to_vec(), rows, left_out, note: String::new() };
        (!found.is_empty()).then_some(list)
    }

    fn duplicate_strings(&self) -> Option<List> {
        let strings = self.analysis.graph.strings();
        let wasted: u64 = self.duplicates.iter().map(|same| same.wasted).sum();
        let title = format!("Duplicate strings: {} to win", label::bytes(wasted));
        self.list(title, &[">to win", ">copies", "text"], &self.duplicates, |same| {
            vec![label::bytes(same.wasted), label::count(same.count), label::quoted(&strings.text(same.text))]
        })
    }

    fn empty(&self) -> Option<List> {
        let wasted: u64 = self.waste.empty.iter().map(|(_, sum)| sum.wasted).sum();
        let title = format!("Empty collections: {} to win", label::bytes(wasted));
        self.list(title, &[">to win", ">count", "what", "such as"], &self.waste.empty, |(name, sum)| {
            let example = label::node(self.analysis, sum.example);
            vec![label::bytes(sum.wasted), label::count(sum.count), (*name).to_owned(), example]
        })
    }

    fn sparse(&self) -> Option<List> {
        let title = "Arrays of which most slots are empty or hold small integers";
        self.stores(title, "elements", &self.waste.sparse)
    }

    fn roomy(&self) -> Option<List> {
        self.stores("Maps and Sets with room for more than twice their entries", "entries", &self.waste.roomy)
    }

    fn stores(&self, title: &str, unit: &'static str, found: &[Roomy]) -> Option<List> {
        let wasted: u64 = found.iter().map(|store| store.wasted).sum();
        let title = format!("{title}: {} to win", label::bytes(wasted));
        self.list(
            title,
            &[
                ">to win",
                match unit {
                    "entries" => ">entries",
                    _ => ">elements",
                },
                ">room",
                "object",
            ],
            found,
            |store| {
                vec![
                    label::bytes(store.wasted),
                    label::count(store.used),
                    label::count(store.room),
                    label::node(self.analysis, store.node),
                ]
            },
        )
    }

    fn scopes(&self) -> Option<List> {
        let strings = self.analysis.graph.strings();
        let title = String::from("Scopes that functions keep: a function keeps all variables, used or not");
        let columns = [">kept", ">scopes", ">functions", "such as", "variables, and what they keep alone"];
        self.list(title, &columns, &self.waste.scopes, |scopes| {
            let mut variables = scopes.variables.clone();
            variables.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
            let named = variables.iter().take(SHOWN_VARIABLES).map(|(name, size)| {
                let name = label::visible(&strings.text(*name), 40);
                if *size > 0 { format!("{name} {}", label::bytes(*size)) } else { name }
            });
            let mut text = named.collect::<Vec<_>>().join(", ");
            if variables.len() > SHOWN_VARIABLES {
                text += &format!(", … and {} more", variables.len() - SHOWN_VARIABLES);
            }
            vec![
                label::bytes(scopes.retained),
                label::count(scopes.count),
                label::count(scopes.functions),
                format!("@{}", self.analysis.graph.id(scopes.example.0)),
                text,
            ]
        })
    }

    fn detached(&self) -> Option<List> {
        let kept: u64 = self.waste.detached.iter().map(|(_, sum)| sum.retained).sum();
        let title = format!("DOM nodes outside of their document: {} kept", label::bytes(kept));
        self.list(title, &[">retained", ">count", "class", "such as"], &self.waste.detached, |(class, sum)| {
            vec![
                label::bytes(sum.retained),
                label::count(sum.count),
                label::visible(self.analysis.classes.name(*class), 60),
                format!("@{}", self.analysis.graph.id(sum.example)),
            ]
        })
    }

    fn json(&self, options: &Options) -> Value {
        let graph = &self.analysis.graph;
        let strings = graph.strings();
        let limit = self.limit;
        let duplicates = self.duplicates.iter().take(limit).map(|same| {
            json!({ "text": strings.text(same.text), "count": same.count, "bytes": same.bytes, "wasted": same.wasted })
        });
        let empty = self.waste.empty.iter().map(|(name, sum)| {
            json!({ "what": name, "count": sum.count, "wasted": sum.wasted, "example": graph.id(sum.example) })
        });
        let stores = |found: &[Roomy]| {
            let one = |store: &Roomy| json!({ "id": graph.id(store.node), "used": store.used, "room": store.room, "wasted": store.wasted });
            json!({
                "count": found.len(),
                "wasted": found.iter().map(|store| store.wasted).sum::<u64>(),
                "largest": found.iter().take(limit).map(one).collect::<Vec<_>>(),
            })
        };
        let scopes = self.waste.scopes.iter().take(limit).map(|scopes| {
            let variable = |(name, size): &(u32, u64)| json!({ "name": strings.text(*name), "retained": size });
            json!({
                "count": scopes.count,
                "functions": scopes.functions,
                "retained": scopes.retained,
                "example": graph.id(scopes.example.0),
                "variables": scopes.variables.iter().map(variable).collect::<Vec<_>>(),
            })
        });
        let detached = self.waste.detached.iter().take(limit).map(|(class, sum)| {
            let name = self.analysis.classes.name(*class);
            json!({ "class": name, "count": sum.count, "retained": sum.retained, "example": graph.id(sum.example) })
        });
        json!({
            "file": options.file.to_string_lossy(),
            "total": self.analysis.total(),
            "duplicateStrings": {
                "texts": self.duplicates.len(),
                "wasted": self.duplicates.iter().map(|same| same.wasted).sum::<u64>(),
                "largest": duplicates.collect::<Vec<_>>(),
            },
            "emptyCollections": empty.collect::<Vec<_>>(),
            "sparseArrays": stores(&self.waste.sparse),
            "roomyTables": stores(&self.waste.roomy),
            "scopes": scopes.collect::<Vec<_>>(),
            "detachedNodes": detached.collect::<Vec<_>>(),
        })
    }
}
