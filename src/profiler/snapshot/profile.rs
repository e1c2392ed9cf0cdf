//! `.heapprofile`: what is alive by the stack that allocated it, as DevTools reads it (Node page
//! "Command-line API", `--heap-prof`). Of a tracked heap, and so exact.
//!
//! Invariant: a function's node is below its caller's; what the engine made counts for the root.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use rustc_hash::FxHashMap;

use super::super::roots::function_name;
use super::file::{settings, whole};
use crate::bytecode::FunctionProto;
use crate::heap::GcReason;
use crate::profiler::sites::Sites;
use crate::vm::Vm;

/// A function on a stack.
struct Branch {
    name: String,
    script: u32,
    url: String,
    /// Line and column from 0.
    at: (i64, i64),
    children: Vec<u32>,
    bytes: u64,
    /// Bytes of a cell with how many there are of them.
    samples: Vec<(u64, u64)>,
}

struct Profile {
    branches: Vec<Branch>,
    by_parent: FxHashMap<(u32, *const FunctionProto), u32>,
    scripts: FxHashMap<String, u32>,
}

/// Writes the profile of what is alive in a tracked heap to the file of this name.
///
/// # Errors
/// It cannot be written.
pub fn write_file(vm: &mut Vm, path: &Path) -> io::Result<()> {
    vm.collect_garbage(GcReason::Requested);
    let sites = settings(vm).sites.clone().unwrap_or_default();
    let mut held: FxHashMap<u32, FxHashMap<u64, u64>> = FxHashMap::default();
    vm.space.heap.census(|site, bytes| {
        *held.entry(site).or_default().entry(bytes as u64).or_default() += 1;
    });
    let mut by_site: Vec<(u32, Vec<(u64, u64)>)> =
        held.into_iter().map(|(site, sizes)| (site, sizes.into_iter().collect())).collect();
    by_site.sort_unstable();
    let root = Branch {
        name: "(root)".into(),
        script: 0,
        url: String::new(),
        at: (-1, -1),
        children: Vec::new(),
        bytes: 0,
        samples: Vec::new(),
    };
    let mut profile = Profile { branches: vec![root], by_parent: FxHashMap::default(), scripts: FxHashMap::default() };
    for (site, mut sizes) in by_site {
        sizes.sort_unstable();
        let branch = profile.branch_of(site, &sites);
        branch.bytes += sizes.iter().map(|(size, count)| size * count).sum::<u64>();
        branch.samples.extend(sizes);
    }
    whole(path, |file| {
        let mut out = BufWriter::new(file);
        profile.write(&mut out)?;
        out.flush()
    })
}

impl Profile {
    fn branch_of(&mut self, site: u32, sites: &Sites) -> &mut Branch {
        let mut at = 0;
        for &place in sites.places_of(site).iter().rev() {
            let (proto, _) = sites.place(place);
            let key = (at, std::rc::Rc::as_ptr(&proto));
            at = match self.by_parent.get(&key) {
                Some(&child) => child,
                None => {
                    let child = self.branches.len() as u32;
                    self.branches[at as usize].children.push(child);
                    self.by_parent.insert(key, child);
                    let branch = self.branch(&proto);
                    self.branches.push(branch);
                    child
                }
            };
        }
        &mut self.branches[at as usize]
    }

    fn branch(&mut self, proto: &FunctionProto) -> Branch {
        let position = proto.source.position(proto.span.0);
        let url = proto.source.name().to_owned();
        let next = self.scripts.len() as u32 + 1;
        let script = *self.scripts.entry(url.clone()).or_insert(next);
        let at = (i64::from(position.line) - 1, i64::from(position.column) - 1);
        let url = if url.starts_with('/') { format!("file://{url}") } else { url };
        Branch { name: function_name(proto), script, url, at, children: Vec::new(), bytes: 0, samples: Vec::new() }
    }

    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        write!(out, "{{\"head\":")?;
        self.write_branch(0, out)?;
        write!(out, ",\"samples\":[")?;
        let mut ordinal = 0;
        for (node, branch) in self.branches.iter().enumerate() {
            for &(size, count) in &branch.samples {
                let comma = if ordinal > 0 { "," } else { "" };
                ordinal += 1;
                write!(out, "{comma}{{\"size\":{},\"nodeId\":{},\"ordinal\":{ordinal}}}", size * count, node + 1)?;
            }
        }
        write!(out, "]}}")
    }

    /// A site has few places, so the tree is not deep.
    fn write_branch(&self, at: u32, out: &mut impl Write) -> io::Result<()> {
        let branch = &self.branches[at as usize];
        write!(out, "{{\"callFrame\":{{\"functionName\":")?;
        json(out, &branch.name)?;
        write!(out, ",\"scriptId\":\"{}\",\"url\":", branch.script)?;
        json(out, &branch.url)?;
        let (line, column) = branch.at;
        write!(out, ",\"lineNumber\":{line},\"columnNumber\":{column}}},\"selfSize\":{},", branch.bytes)?;
        write!(out, "\"id\":{},\"children\":[", at + 1)?;
        for (place, &child) in branch.children.iter().enumerate() {
            if place > 0 {
                write!(out, ",")?;
            }
            self.write_branch(child, out)?;
        }
        write!(out, "]}}")
    }
}

fn json(out: &mut impl Write, text: &str) -> io::Result<()> {
    write!(out, "\"")?;
    for c in text.chars() {
        match c {
            '"' | '\\' => write!(out, "\\{c}")?,
            c if c.is_control() => write!(out, "\\u{:04x}", c as u32)?,
            c => write!(out, "{c}")?,
        }
    }
    write!(out, "\"")
}
