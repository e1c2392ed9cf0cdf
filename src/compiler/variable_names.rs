//! The names of variables by where they lie at run time: for reports on what the heap holds, which
//! no instruction reads.

use std::rc::Rc;

use super::Program;
use super::scopes::{BindingId, FunctionIndex, Role, ScopeIndex};
use crate::bytecode::{Text, VariableNames};

/// Scopes around a function whose variables are named.
const LEVELS: usize = limit!(16, small = 1);

impl Program<'_> {
    /// The names of the variables in the environment of a scope, by slot.
    fn scope_names(&mut self, scope: ScopeIndex) -> Rc<[Text]> {
        if let Some(names) = self.scope_names.get(&scope.0) {
            return names.clone();
        }
        let mut names = vec![Text::from(""); self.analysis[scope].slots.into()];
        if let Some(around) = self.analysis.surroundings.as_ref().and_then(|around| around.scopes.get(&scope.0)) {
            for name in &around.names {
                names[usize::from(name.slot)] = name.name.clone();
            }
        }
        for id in self.analysis.scope_bindings(scope) {
            let binding = self.analysis[id];
            if binding.captured
                && matches!(binding.role, Role::Declared(_))
                && let Some(name) = names.get_mut(usize::from(binding.slot))
            {
                *name = self.text(binding.name);
            }
        }
        let names: Rc<[Text]> = names.into();
        self.scope_names.insert(scope.0, names.clone());
        names
    }
}

/// What is noted of a function's variables while it is compiled.
#[derive(Default)]
pub(super) struct Variables {
    /// Registers and the bindings they were given to.
    pub registers: Vec<(u16, BindingId)>,
    /// Registers that hold environments, and whose.
    pub environments: Vec<(u16, ScopeIndex)>,
}

impl Variables {
    /// The names, once the function has been compiled; whether its closures capture environments.
    pub fn names(self, program: &mut Program<'_>, function: FunctionIndex, captures: bool) -> VariableNames {
        let mut registers = Vec::new();
        for (register, id) in self.registers {
            let binding = program.analysis[id];
            if matches!(binding.role, Role::Declared(_)) {
                registers.push((register, program.text(binding.name)));
            }
        }
        let environments =
            self.environments.into_iter().map(|(reg, scope)| (reg, program.scope_names(scope))).collect();
        let mut outer = Vec::new();
        if captures {
            let mut at = program.analysis[program.analysis[function].scope].parent;
            while let Some(scope) = at
                && outer.len() < LEVELS
            {
                if program.analysis[scope].slots > 0 {
                    outer.push(program.scope_names(scope));
                }
                at = program.analysis[scope].parent;
            }
        }
        VariableNames { registers, environments, outer }
    }
}
