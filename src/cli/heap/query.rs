//! `glass query`: the nodes of a snapshot for which a function of JavaScript says yes.
//!
//! The function runs in a runtime of its own, which has no files. A node asks the snapshot when its
//! properties are looked at (`query.js`).

use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;

use clap::Parser;
use serde_json::json;

use super::page::{List, Page};
use super::{Action, Answer, Form, label, load};
use crate::runtime::{Handle, JsError, Runtime};
use crate::snapshot::{Analysis, NodeKind, Retainers, UNREACHED};

/// The nodes that a query is asked about.
const PRELUDE: &str = include_str!("query.js");

/// Lists the nodes of a heap snapshot for which a function says yes, those that retain the most
/// first.
///
/// QUERY is a function of JavaScript: `o => o.class == 'Session' && o.retained > 1e6`. A node has
/// id, class, name, type, size (shallow), selfSize, retained, distance, detached, dominator,
/// edgeCount, edges and retainers (lists of { name, type, from, to }), and get(name), which follows
/// a property, variable, element or internal part. What the function gives is shown, unless it is
/// only true.
#[derive(Parser, Clone, Debug)]
#[command(name = "query", disable_version_flag = true)]
pub struct Options {
    #[command(flatten)]
    form: Form,
    /// The snapshot
    file: PathBuf,
    /// The function
    query: String,
}

impl Action for Options {
    fn form(&self) -> &Form {
        &self.form
    }

    fn answer(&self) -> Result<Answer, String> {
        let analysis = Rc::new(load::analysis(&self.file, true)?);
        let limit = self.form.limit as usize;
        let found = Rc::new(RefCell::new(Found { limit, ..Found::default() }));
        ask(&analysis, &found, &self.query).map_err(|error| format!("the query failed: {error}"))?;
        let mut found = found.take();
        found.cut();
        Ok(Answer { page: page(&analysis, &found), json: json(&analysis, &found, self), code: 0 })
    }
}

/// The nodes that were found, and what the function gave for each.
#[derive(Default)]
struct Found {
    limit: usize,
    count: u64,
    bytes: u64,
    /// What they retain, the node, and what was given.
    heaviest: Vec<(u64, u32, String)>,
}

impl Found {
    fn add(&mut self, analysis: &Analysis, node: u32, given: String) {
        self.count += 1;
        self.bytes += analysis.sizes.get(node);
        self.heaviest.push((analysis.retained[node as usize], node, given));
        if self.heaviest.len() >= 2 * self.limit + 64 {
            self.cut();
        }
    }

    fn cut(&mut self) {
        self.heaviest.sort_by_key(|(retained, node, _)| (std::cmp::Reverse(*retained), *node));
        self.heaviest.truncate(self.limit);
    }
}

/// Asks the function about every node.
fn ask(analysis: &Rc<Analysis>, found: &Rc<RefCell<Found>>, query: &str) -> Result<(), JsError> {
    let mut runtime = Runtime::new();
    let query: Handle = runtime.eval(&format!("({query}\n)"), "the query")?;
    let native: Handle = runtime.eval("({ __proto__: null })", "query.js")?;
    let mut add = Natives { runtime: &mut runtime, native: &native, analysis };
    add.nodes()?;
    add.edges()?;
    let (known, found) = (analysis.clone(), found.clone());
    add.put("found", move |node: u32, given: String| {
        if node < known.graph.node_count() {
            found.borrow_mut().add(&known, node, given);
        }
    })?;
    let run: Handle = runtime.eval(PRELUDE, "query.js")?;
    let count = analysis.graph.node_count();
    run.call(&mut runtime, (&native, count, &query))
}

/// Puts functions on an object.
struct Natives<'a> {
    runtime: &'a mut Runtime,
    native: &'a Handle,
    analysis: &'a Rc<Analysis>,
}

impl Natives<'_> {
    fn put<S, F: crate::runtime::NativeFunction<S>>(&mut self, name: &str, function: F) -> Result<(), JsError> {
        let function = self.runtime.with_scope(|scope| scope.function(name, function));
        self.native.set(self.runtime, name, &function)
    }

    /// A function of a node. Its number comes from `query.js`, and is checked all the same.
    fn node<T: crate::runtime::IntoJs + 'static>(
        &mut self,
        name: &str,
        of: impl Fn(&Analysis, u32) -> T + 'static,
    ) -> Result<(), JsError> {
        let known = self.analysis.clone();
        self.put(name, move |node: u32| (node < known.graph.node_count()).then(|| of(&known, node)))
    }

    /// The same of an edge.
    fn edge<T: crate::runtime::IntoJs + 'static>(
        &mut self,
        name: &str,
        of: impl Fn(&Analysis, u32) -> T + 'static,
    ) -> Result<(), JsError> {
        let known = self.analysis.clone();
        self.put(name, move |edge: u32| (edge < known.graph.edge_count()).then(|| of(&known, edge)))
    }

    fn nodes(&mut self) -> Result<(), JsError> {
        self.node("id", |known, node| known.graph.id(node))?;
        self.node("name", |known, node| known.graph.strings().text(known.graph.name(node)).into_owned())?;
        self.node("classOf", |known, node| known.classes.of(node))?;
        let known = self.analysis.clone();
        self.put("className", move |class: u32| {
            ((class as usize) < known.classes.count()).then(|| known.classes.name(class).to_owned())
        })?;
        self.node("typeOf", |known, node| known.graph.kind(node) as u32)?;
        self.put("typeName", |kind: u32| NodeKind::ALL.get(kind as usize).map(|kind| kind.name()))?;
        self.node("size", |known, node| known.sizes.get(node) as f64)?;
        self.node("selfSize", |known, node| known.graph.self_size(node) as f64)?;
        self.node("retained", |known, node| known.retained[node as usize] as f64)?;
        self.node("distance", |known, node| {
            let distance = known.distances.as_ref().map_or(UNREACHED, |distances| distances.of(node));
            if distance == UNREACHED { f64::INFINITY } else { f64::from(distance) }
        })?;
        self.node("dominator", |known, node| known.dominators.of(node))?;
        self.node("edgeCount", |known, node| known.graph.edges(node).len() as u32)?;
        self.node("firstEdge", |known, node| known.graph.edges(node).start)?;
        let retainers = RefCell::new(None);
        self.node("retainers", move |known, node| {
            let mut retainers = retainers.borrow_mut();
            retainers.get_or_insert_with(|| Retainers::new(&known.graph)).of(node).to_vec()
        })
    }

    fn edges(&mut self) -> Result<(), JsError> {
        self.edge("edgeName", edge_name)?;
        self.edge("edgeType", |known, edge| known.graph.edge_kind(edge).name())?;
        self.edge("source", |known, edge| known.graph.source(edge))?;
        self.edge("target", |known, edge| known.graph.target(edge))?;
        let known = self.analysis.clone();
        self.put("find", move |node: u32, name: String| {
            if node >= known.graph.node_count() {
                return -1.0;
            }
            let found = known.graph.edges(node).find(|edge| edge_name(&known, *edge) == name);
            found.map_or(-1.0, f64::from)
        })
    }
}

fn edge_name(known: &Analysis, edge: u32) -> String {
    let number = known.graph.edge_name(edge);
    match known.graph.edge_kind(edge).is_numbered() {
        true => number.to_string(),
        false => known.graph.strings().text(number).into_owned(),
    }
}

fn page(analysis: &Analysis, found: &Found) -> Page {
    let Analysis { sizes, retained, .. } = analysis;
    let lines = vec![format!("{} nodes, {} themselves", label::count(found.count), label::bytes(found.bytes))];
    let gives = found.heaviest.iter().any(|(_, _, given)| !given.is_empty());
    let rows = found.heaviest.iter().map(|(_, node, given)| {
        let mut row =
            vec![label::bytes(sizes.get(*node)), label::bytes(retained[*node as usize]), label::node(analysis, *node)];
        row.extend(gives.then(|| label::visible(given, 60)));
        row
    });
    let mut columns = vec![">shallow", ">retained", "node"];
    columns.extend(gives.then_some("given"));
    let left_out = found.count - found.heaviest.len() as u64;
    let list = List { columns, rows: rows.collect(), left_out, ..List::default() };
    Page { lines, lists: vec![list] }
}

fn json(analysis: &Analysis, found: &Found, options: &Options) -> serde_json::Value {
    let Analysis { graph, classes, sizes, retained, .. } = analysis;
    let one = |(_, node, given): &(u64, u32, String)| {
        let mut one = json!({
            "id": graph.id(*node),
            "class": classes.name(classes.of(*node)),
            "name": graph.strings().text(graph.name(*node)),
            "type": graph.kind(*node).name(),
            "shallow": sizes.get(*node),
            "retained": retained[*node as usize],
        });
        if !given.is_empty() {
            one["given"] = json!(given);
        }
        one
    };
    json!({
        "file": options.file.to_string_lossy(),
        "query": options.query,
        "count": found.count,
        "bytes": found.bytes,
        "nodes": found.heaviest.iter().map(one).collect::<Vec<_>>(),
    })
}
