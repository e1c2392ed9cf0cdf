//! Reading a snapshot file, with its progress on a terminal.

use std::fs::File;
use std::io::IsTerminal;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::label;
use crate::snapshot::{Analysis, Census, Classes, Graph, Phase, Watch, read, shallow_sizes};

/// What takes less is not worth a bar.
const BAR_AFTER: Duration = Duration::from_secs(1);

/// Shows how far the work has come, once it takes long.
struct Progress {
    start: Instant,
    length: u64,
    is_terminal: bool,
    bar: Mutex<Option<ProgressBar>>,
}

impl Progress {
    fn new(length: u64) -> Progress {
        let is_terminal = std::io::stderr().is_terminal();
        Progress { start: Instant::now(), length, is_terminal, bar: Mutex::new(None) }
    }

    fn finish(&self) {
        if let Some(bar) = self.bar.lock().unwrap_or_else(PoisonError::into_inner).take() {
            bar.finish_and_clear();
        }
    }
}

impl Watch for Progress {
    fn at(&self, phase: Phase, done: u64) {
        if !self.is_terminal || self.start.elapsed() < BAR_AFTER {
            return;
        }
        let mut bar = self.bar.lock().unwrap_or_else(PoisonError::into_inner);
        let bar = bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(Some(self.length), ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {bytes}/{total_bytes}") {
                bar.set_style(style);
            }
            bar
        });
        match phase {
            Phase::Read => {
                bar.set_message("reading");
                bar.set_position(done);
            }
            Phase::Graph => {
                if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
                    bar.set_style(style);
                }
                bar.set_message("finding what retains what");
                bar.enable_steady_tick(Duration::from_millis(100));
            }
        }
    }
}

/// Reads a snapshot and works on it.
///
/// # Errors
/// It cannot be read, or is no snapshot: in words, with the file's name and the byte.
pub fn analysis(path: &Path, with_distances: bool) -> Result<Analysis, String> {
    let (graph, progress) = graph(path)?;
    progress.at(Phase::Graph, 0);
    let analysis = Analysis::new(graph, with_distances);
    progress.finish();
    Ok(analysis)
}

/// Reads a snapshot and keeps of it what to compare with.
///
/// # Errors
/// As [`analysis`].
pub fn census(path: &Path) -> Result<Census, String> {
    let (graph, progress) = graph(path)?;
    let census = Census::new(&graph, &Classes::new(&graph), &shallow_sizes(&graph));
    progress.finish();
    Ok(census)
}

fn graph(path: &Path) -> Result<(Graph, Progress), String> {
    let name = label::visible(&path.to_string_lossy(), 200);
    let open = || -> std::io::Result<(File, u64)> {
        let file = File::open(path)?;
        let data = file.metadata()?;
        match data.is_dir() {
            true => Err(std::io::ErrorKind::IsADirectory.into()),
            false => Ok((file, data.len())),
        }
    };
    let (file, length) = open().map_err(|error| format!("cannot read '{name}': {error}"))?;
    let progress = Progress::new(length);
    let graph = read(file, Some(length), &progress);
    if graph.is_err() {
        progress.finish();
    }
    match graph {
        Ok(graph) => Ok((graph, progress)),
        Err(fault) => Err(format!("'{name}' is no heap snapshot that can be read: {fault}")),
    }
}
