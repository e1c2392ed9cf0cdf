//! What `--gc=refcount` says of itself, and what it leaked.

use crate::heap::{CellRef, LeakReport};
use crate::objects::{Kind, Space};
use crate::vm::Vm;

/// Said at the start, on stderr.
pub const BANNER: &str = "glass: --gc=refcount frees what nothing refers to any more, but no circles: \
                          what they hold is leaked, and told at the end";

/// Tells on stderr what leaked, with one circle as a path.
pub fn report(vm: &mut Vm) {
    let report = vm.leaks();
    eprint!("{}", text(&vm.space, &report));
}

fn text(space: &Space, report: &LeakReport) -> String {
    if report.cells == 0 {
        return "glass: reference counting leaked nothing\n".to_owned();
    }
    let mut text = format!(
        "glass: reference counting leaked {} cells, {} bytes, that nothing reaches\n",
        report.cells, report.bytes
    );
    for (name, cells, bytes) in report.kinds.iter().take(5) {
        text += &format!("  {cells:>9} {bytes:>12} bytes  {name}\n");
    }
    let circle = objects_of(&report.circle);
    let Some(&first) = circle.first() else { return text };
    text += &format!("  one circle: {}", space.cell_label(first));
    for (i, &cell) in circle.iter().enumerate() {
        let next = circle.get(i + 1).copied().unwrap_or(first);
        let label = match next == first {
            true if circle.len() == 1 => "itself".to_owned(),
            true => format!("the first {}", space.cell_label(first)),
            false => space.cell_label(next),
        };
        text += &format!(" {} -> {label}", space.edge_label(cell, next));
    }
    text + "\n"
}

/// The circle from an object on, without the cells in which objects keep their properties and
/// elements.
fn objects_of(circle: &[CellRef]) -> Vec<CellRef> {
    let start = circle.iter().position(|&cell| Kind::of(cell).is_object()).unwrap_or(0);
    let turned = circle[start..].iter().chain(&circle[..start]).copied();
    turned.filter(|&cell| !matches!(Kind::of(cell), Kind::Slots | Kind::Elements | Kind::Deque)).collect()
}
