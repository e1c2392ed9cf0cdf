//! The names of variables by where they lie at run time: for reports on what the heap holds, which
//! no instruction reads.

use std::rc::Rc;

use super::scopes::{BindingId, Role, ScopeIndex};
use super::{FunctionCompiler, Program};
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

impl FunctionCompiler<'_, '_> {
    /// Notes that a register is a binding's from here on.
    pub(super) fn name_register(&mut self, id: BindingId, register: u16) {
        self.named_registers.push((register, id));
    }

    /// What is known when the function has been compiled.
    pub(super) fn variable_names(&mut self) -> VariableNames {
        let mut registers = Vec::new();
        for (register, id) in std::mem::take(&mut self.named_registers) {
            let binding = self.analysis()[id];
            if matches!(binding.role, Role::Declared(_)) {
                registers.push((register, self.program.text(binding.name)));
            }
        }
        let environments = std::mem::take(&mut self.named_environments);
        let environments =
            environments.into_iter().map(|(reg, scope)| (reg, self.program.scope_names(scope))).collect();
        let mut outer = Vec::new();
        if self.closure_env.is_some() {
            let mut at = self.analysis()[self.analysis()[self.function].scope].parent;
            while let Some(scope) = at
                && outer.len() < LEVELS
            {
                if self.analysis()[scope].slots > 0 {
                    outer.push(self.program.scope_names(scope));
                }
                at = self.analysis()[scope].parent;
            }
        }
        VariableNames { registers, environments, outer }
    }
}
