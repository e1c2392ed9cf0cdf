//! `glass why`: what keeps an object.

use std::path::PathBuf;

use clap::Parser;
use serde_json::{Value, json};

use super::page::{List, Page};
use super::{Action, Answer, Form, label, load};
use crate::snapshot::{
    Analysis, Collection, Distances, EdgeKind, NodeKind, Slot, Table, UNREACHED, Ways, manners, ways,
};

/// Steps of a way that are shown at its beginning and at its end.
const SHOWN_STEPS: usize = 12;

/// Tells what keeps an object: the shortest ways to it from the roots.
///
/// Each line is a reference: what refers, by what name, and to what.
#[derive(Parser, Clone, Debug)]
#[command(name = "why", disable_version_flag = true)]
pub struct Options {
    /// All objects of a class instead of one, grouped by how they are kept
    #[arg(long, value_name = "NAME", conflicts_with = "id")]
    class: Option<String>,
    /// Ways to an object that are told
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=1000))]
    paths: u32,
    #[command(flatten)]
    form: Form,
    /// The snapshot
    file: PathBuf,
    /// The object's id, with or without `@`
    #[arg(value_parser = parse_id, required_unless_present = "class")]
    id: Option<u32>,
}

fn parse_id(text: &str) -> Result<u32, String> {
    text.trim_start_matches('@').parse().map_err(|_| String::from("it must be a number, such as @1234"))
}

impl Action for Options {
    fn form(&self) -> &Form {
        &self.form
    }

    fn answer(&self) -> Result<Answer, String> {
        let analysis = load::analysis(&self.file, true)?;
        let Some(distances) = &analysis.distances else { return Err(String::from("there are no distances")) };
        let telling = Telling { analysis: &analysis, distances };
        match (&self.class, self.id) {
            (Some(class), _) => telling.class(class, self),
            (None, id) => {
                let id = id.unwrap_or(0);
                let graph = &analysis.graph;
                let node = (0..graph.node_count()).find(|node| graph.id(*node) == id);
                let node = node.ok_or_else(|| format!("no node of the snapshot has the id {id}"))?;
                Ok(telling.object(node, self))
            }
        }
    }
}

struct Telling<'a> {
    analysis: &'a Analysis,
    distances: &'a Distances,
}

impl Telling<'_> {
    /// What keeps one object.
    fn object(&self, node: u32, options: &Options) -> Answer {
        let Analysis { graph, sizes, retained, classes, .. } = self.analysis;
        let ways = ways(self.analysis, self.distances, node, options.paths as usize);
        let mut lines = vec![format!(
            "{}: {} itself, {} retained{}",
            label::node(self.analysis, node),
            label::bytes(sizes.get(node)),
            label::bytes(retained[node as usize]),
            distance(self.distances.of(node)),
        )];
        lines.extend(rest(&ways));
        let several = ways.paths.len() > 1;
        let mut lists: Vec<List> = ways.paths.iter().map(|path| self.list(path)).collect();
        for (number, list) in lists.iter_mut().enumerate().filter(|_| several) {
            list.title = format!("Way {}", number + 1);
        }
        let json = json!({
            "file": options.file.to_string_lossy(),
            "id": graph.id(node),
            "class": classes.name(classes.of(node)),
            "shallow": sizes.get(node),
            "retained": retained[node as usize],
            "paths": ways.paths.iter().map(|path| self.json(path)).collect::<Vec<_>>(),
            "otherReferences": ways.left_out,
            "referencesFromWithin": ways.own,
            "weakReferences": ways.weak,
        });
        Answer { page: Page { lines, lists }, json, code: 0 }
    }

    /// What keeps the objects of a class.
    fn class(&self, name: &str, options: &Options) -> Result<Answer, String> {
        let Analysis { graph, classes, .. } = self.analysis;
        let class = classes.find(name).ok_or_else(|| self.unknown(name))?;
        let manners = manners(self.analysis, self.distances, class);
        let limit = options.form.limit as usize;
        let count: u64 = manners.iter().map(|manner| manner.count).sum();
        let mut lines =
            vec![format!("{} objects of class {name}, kept in {} manners", label::count(count), manners.len())];
        if manners.len() > limit {
            lines.push(format!("The {limit} commonest:"));
        }
        let (mut lists, mut json) = (Vec::new(), Vec::new());
        for manner in manners.iter().take(limit) {
            let found = ways(self.analysis, self.distances, manner.example, 1);
            let path = found.paths.first().cloned().unwrap_or_default();
            let mut list = self.list(&path);
            list.title = format!(
                "{} of them, {} themselves; such as {}, which retains {}",
                label::count(manner.count),
                label::bytes(manner.shallow),
                label::node(self.analysis, manner.example),
                label::bytes(manner.most_retained),
            );
            lists.push(list);
            json.push(json!({
                "count": manner.count,
                "shallow": manner.shallow,
                "example": { "id": graph.id(manner.example), "retained": manner.most_retained },
                "path": self.json(&path),
            }));
        }
        let json = json!({
            "file": options.file.to_string_lossy(),
            "class": name,
            "count": count,
            "manners": manners.len(),
            "groups": json,
        });
        Ok(Answer { page: Page { lines, lists }, json, code: 0 })
    }

    fn unknown(&self, name: &str) -> String {
        let classes = &self.analysis.classes;
        let wanted = name.to_lowercase();
        let near = (0..classes.count() as u32).map(|class| classes.name(class));
        let mut near: Vec<&str> = near.filter(|other| other.to_lowercase().contains(&wanted)).collect();
        near.sort_by_key(|other| other.len());
        let hint = match near.first() {
            Some(other) => format!(" (there is {})", label::quoted(other)),
            None => String::new(),
        };
        format!("the snapshot has no class {}{hint}", label::quoted(name))
    }

    /// A way as lines.
    fn list(&self, path: &[u32]) -> List {
        let (graph, retained) = (&self.analysis.graph, &self.analysis.retained);
        let mut list = List { columns: vec![">retained", "", ""], ..List::default() };
        let hidden = path.len().saturating_sub(2 * SHOWN_STEPS);
        let first = path.first().map(|edge| graph.source(*edge));
        // The root says nothing.
        if let Some(root) = first.filter(|root| *root != graph.root()) {
            let size = label::bytes(retained[root as usize]);
            list.rows.push(vec![size, label::node(self.analysis, root), String::new()]);
        }
        for (at, &edge) in path.iter().enumerate() {
            if hidden > 0 && at == SHOWN_STEPS {
                list.rows.push(vec![String::new(), format!("… {hidden} steps more …"), String::new()]);
            }
            if hidden > 0 && (SHOWN_STEPS..SHOWN_STEPS + hidden).contains(&at) {
                continue;
            }
            let target = graph.target(edge);
            let size = label::bytes(retained[target as usize]);
            let (name, reason) = self.step(edge);
            let step = match graph.source(edge) == graph.root() {
                true => label::node(self.analysis, target),
                false => format!("{name} → {}", label::node(self.analysis, target)),
            };
            list.rows.push(vec![size, step, reason]);
        }
        if path.is_empty() {
            list.note = String::from("Nothing refers to it: it is a root, or waits for the collector.");
        }
        list
    }

    /// What an edge is called, and why it keeps its target, in words.
    fn step(&self, edge: u32) -> (String, String) {
        let graph = &self.analysis.graph;
        let source = graph.source(edge);
        let name = label::edge(graph, edge);
        if graph.edge_kind(edge) == EdgeKind::Hidden
            && let Some(step) = self.entry_step(source, edge)
        {
            return step;
        }
        let by_kind = match graph.edge_kind(edge) {
            EdgeKind::Context if graph.kind(source) == NodeKind::Synthetic => "a variable of a running function",
            EdgeKind::Context => "a variable that a closure can see points to it",
            EdgeKind::Element => "an element of an array",
            EdgeKind::Property => "a property of another object",
            EdgeKind::Shortcut if source == graph.root() => "a global object",
            EdgeKind::Shortcut => "another object refers to it",
            EdgeKind::Weak => "a weak reference, which does not keep it",
            EdgeKind::Internal => return self.internal_step(edge),
            EdgeKind::Hidden | EdgeKind::Other if source == graph.root() => "the engine",
            EdgeKind::Hidden | EdgeKind::Other => "a part that scripts do not see",
        };
        let is_root = source == graph.root() || graph.kind(source) == NodeKind::Synthetic;
        match graph.edge_kind(edge) {
            EdgeKind::Element if is_root => (name, String::from("one of the engine's roots")),
            _ => (name, by_kind.to_owned()),
        }
    }

    /// The same of an edge to a part that scripts do not see.
    fn internal_step(&self, edge: u32) -> (String, String) {
        let graph = &self.analysis.graph;
        let source = graph.source(edge);
        let text = graph.strings().text(graph.edge_name(edge));
        if text.contains(" pair in WeakMap (table @") {
            let reason = "the value of a WeakMap's entry: it lives as long as both the map and the key do";
            return (String::from("(value of a WeakMap)"), reason.to_owned());
        }
        if let Some(step) = self.entry_step(source, edge) {
            return step;
        }
        let reason = match &*text {
            "context" => "the scope of a function, which sees the variables around it",
            "elements" => "the elements of an array or object",
            "properties" => "the properties of an object",
            "table" => "the entries of a Map or Set",
            "previous" => "the scope around a scope",
            "backing_store" => "the bytes of a buffer",
            "map" => "the shape of an object",
            "native_context" => "the world of globals that it belongs to",
            _ => "a part that scripts do not see",
        };
        (label::edge(graph, edge), reason.to_owned())
    }

    /// The same of an edge of the table of a Map or Set.
    fn entry_step(&self, table: u32, edge: u32) -> Option<(String, String)> {
        let (slot, key, kind) = self.entry(table, edge)?;
        let kind = if kind == Collection::Map { "Map" } else { "Set" };
        Some(match slot {
            Slot::Key => (format!("(key of a {kind})"), format!("a {kind} holds it")),
            Slot::Value => (format!("(value of {key})"), format!("a {kind} holds it")),
        })
    }

    /// The entry of a Map or Set that an edge of its table stands for.
    fn entry(&self, table: u32, edge: u32) -> Option<(Slot, String, Collection)> {
        let graph = &self.analysis.graph;
        let owner = self.distances.edge(table).map(|edge| graph.source(edge))?;
        let kind = Collection::of(graph, owner)?;
        let found = Table::of(graph, owner).filter(|found| found.node == table)?;
        let (slot, key) = found.slot(graph, edge)?;
        let key = found.key(graph, key).map_or(String::from("a number"), |key| label::node(self.analysis, key));
        Some((slot, key, kind))
    }

    fn json(&self, path: &[u32]) -> Vec<Value> {
        let Analysis { graph, classes, retained, .. } = self.analysis;
        let step = |&edge: &u32| {
            let target = graph.target(edge);
            let (name, reason) = self.step(edge);
            json!({
                "edge": name,
                "edgeType": graph.edge_kind(edge).name(),
                "reason": reason,
                "id": graph.id(target),
                "class": classes.name(classes.of(target)),
                "name": graph.strings().text(graph.name(target)),
                "retained": retained[target as usize],
            })
        };
        path.iter().map(step).collect()
    }
}

fn distance(distance: u32) -> String {
    match distance {
        UNREACHED => String::from("; nothing reaches it from the roots"),
        0..1_000_000 => format!(", {distance} steps from the roots"),
        _ => String::from("; only the engine's own roots reach it"),
    }
}

/// What is to be said of references that are not told.
fn rest(ways: &Ways) -> Option<String> {
    let told = [
        (ways.left_out, "other references"),
        (ways.own, "references from what it keeps itself"),
        (ways.weak, "weak references, which keep nothing"),
    ];
    let told: Vec<String> = told
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{what}: {}", label::count(*count)))
        .collect();
    (!told.is_empty()).then(|| format!("Besides: {}", told.join("; ")))
}
