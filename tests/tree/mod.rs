//! A tree as text, without positions: two sources that mean the same have the same text.

use glassheap::internals::syntax::ast::*;

/// The whole program.
pub fn program(ast: &Ast) -> String {
    let mut dump = Dump { ast, out: String::new() };
    dump.function(ast.root);
    dump.out
}

struct Dump<'a> {
    ast: &'a Ast,
    out: String,
}

impl Dump<'_> {
    fn word(&mut self, text: impl AsRef<str>) {
        self.out.push_str(text.as_ref());
        self.out.push(' ');
    }

    fn node(&mut self, name: &str, body: impl FnOnce(&mut Self)) {
        self.out.push('(');
        self.word(name);
        body(self);
        self.out.push(')');
    }

    fn atom(&mut self, atom: Atom) {
        let text = format!("{:?}", self.ast.text(atom));
        self.word(text);
    }

    fn optional_atom(&mut self, atom: Option<Atom>) {
        match atom {
            Some(atom) => self.atom(atom),
            None => self.word("-"),
        }
    }

    fn exprs(&mut self, list: List<ExprId>) {
        for &expr in self.ast.list(list) {
            self.expr(expr);
        }
    }

    /// `(a, b), c` is `a, b, c`.
    fn sequence(&mut self, list: List<ExprId>) {
        for (index, &expr) in self.ast.list(list).iter().enumerate() {
            match self.ast[expr].kind {
                ExprKind::Sequence(inner) if index == 0 => self.sequence(inner),
                _ => self.expr(expr),
            }
        }
    }

    fn optional_expr(&mut self, expr: Option<ExprId>) {
        match expr {
            Some(expr) => self.expr(expr),
            None => self.word("-"),
        }
    }

    /// Operators with their operands.
    fn operation(&mut self, kind: ExprKind) {
        match kind {
            ExprKind::Unary { op, operand } => self.node(&format!("{op:?}"), |d| d.expr(operand)),
            ExprKind::Update { op, prefix, target } => self.node(&format!("{op:?}{prefix}"), |d| d.expr(target)),
            ExprKind::Binary { op, left, right } => self.node(&format!("{op:?}"), |d| {
                d.expr(left);
                d.expr(right);
            }),
            ExprKind::Logical { op, left, right } => self.node(&format!("{op:?}"), |d| {
                d.expr(left);
                d.expr(right);
            }),
            ExprKind::PrivateIn { name, object } => self.node("#in", |d| {
                d.atom(name);
                d.expr(object);
            }),
            ExprKind::Conditional { test, then, otherwise } => self.node("?", |d| {
                d.expr(test);
                d.expr(then);
                d.expr(otherwise);
            }),
            ExprKind::Assign { target, value } => self.node("=", |d| {
                d.pattern(target);
                d.expr(value);
            }),
            ExprKind::CompoundAssign { op, target, value } => self.node(&format!("{op:?}="), |d| {
                d.expr(target);
                d.expr(value);
            }),
            other => unreachable!("{other:?} is no operation"),
        }
    }

    /// Accesses to properties and calls.
    fn access(&mut self, kind: ExprKind) {
        match kind {
            ExprKind::Member { object, name, optional } => self.node(if optional { "?." } else { "." }, |d| {
                d.expr(object);
                d.atom(name);
            }),
            ExprKind::Index { object, index, optional } => self.node(if optional { "?.[" } else { "[" }, |d| {
                d.expr(object);
                d.expr(index);
            }),
            ExprKind::PrivateMember { object, name, optional } => self.node(if optional { "?.#" } else { ".#" }, |d| {
                d.expr(object);
                d.atom(name);
            }),
            ExprKind::Call { callee, args, optional } => self.node(if optional { "?.call" } else { "call" }, |d| {
                d.expr(callee);
                d.exprs(args);
            }),
            ExprKind::SuperMember(name) => self.node("super.", |d| d.atom(name)),
            ExprKind::SuperIndex(index) => self.node("super[", |d| d.expr(index)),
            ExprKind::SuperCall(args) => self.node("super", |d| d.exprs(args)),
            ExprKind::New { callee, args } => self.node("new", |d| {
                d.expr(callee);
                d.exprs(args);
            }),
            other => unreachable!("{other:?} is no access"),
        }
    }

    fn expr(&mut self, id: ExprId) {
        let expr = self.ast[id];
        match expr.kind {
            ExprKind::Hole
            | ExprKind::Null
            | ExprKind::This
            | ExprKind::NewTarget
            | ExprKind::ImportMeta
            | ExprKind::Bool(_)
            | ExprKind::Number(_) => self.word(word_of(expr.kind)),
            ExprKind::BigInt(atom) => self.node("bigint", |d| d.atom(atom)),
            ExprKind::String(atom) => self.node("string", |d| d.atom(atom)),
            ExprKind::Ident(atom) => self.atom(atom),
            ExprKind::Regex { body, flags } => self.node("regex", |d| {
                d.atom(body);
                d.atom(flags);
            }),
            ExprKind::Template(template) => self.template("template", template),
            ExprKind::TaggedTemplate { tag, template } => self.node("tagged", |d| {
                d.expr(tag);
                d.template("template", template);
            }),
            ExprKind::Spread(operand) => self.node("...", |d| d.expr(operand)),
            ExprKind::Array(list) => self.node("array", |d| d.exprs(list)),
            ExprKind::Sequence(list) => self.node("sequence", |d| d.sequence(list)),
            ExprKind::Object(list) => self.node("object", |d| {
                for property in d.ast.list(list) {
                    d.word(format!("{:?}", property.kind));
                    d.key(property.key);
                    d.expr(property.value);
                }
            }),
            ExprKind::Function(function) => self.function(function),
            ExprKind::Class(class) => self.class(class),
            ExprKind::Unary { .. }
            | ExprKind::Update { .. }
            | ExprKind::Binary { .. }
            | ExprKind::Logical { .. }
            | ExprKind::PrivateIn { .. }
            | ExprKind::Conditional { .. }
            | ExprKind::Assign { .. }
            | ExprKind::CompoundAssign { .. } => self.operation(expr.kind),
            ExprKind::Member { .. }
            | ExprKind::Index { .. }
            | ExprKind::PrivateMember { .. }
            | ExprKind::Call { .. }
            | ExprKind::SuperMember(_)
            | ExprKind::SuperIndex(_)
            | ExprKind::SuperCall(_)
            | ExprKind::New { .. } => self.access(expr.kind),
            ExprKind::OptionalChain(chain) => self.node("chain", |d| d.expr(chain)),
            ExprKind::Yield { operand, delegate } => self.node(if delegate { "yield*" } else { "yield" }, |d| {
                d.optional_expr(operand);
            }),
            ExprKind::Await(operand) => self.node("await", |d| d.expr(operand)),
            ExprKind::ImportCall { source, options, .. } => self.node("import", |d| {
                d.expr(source);
                d.optional_expr(options);
            }),
        }
    }

    fn template(&mut self, name: &str, template: TemplateId) {
        let template = self.ast[template];
        self.node(name, |d| {
            for quasi in d.ast.list(template.quasis) {
                d.optional_atom(quasi.cooked);
                d.atom(quasi.raw);
            }
            d.exprs(template.exprs);
        });
    }

    fn key(&mut self, key: PropertyKey) {
        match key {
            PropertyKey::Name(name) => self.atom(name),
            PropertyKey::Private(name) => self.node("#", |d| d.atom(name)),
            PropertyKey::Number(value) if value.is_infinite() => self.word("Utf8(\"Infinity\")"),
            PropertyKey::Number(value) => self.word(format!("Utf8(\"{value}\")")),
            PropertyKey::Computed(expr) => self.node("computed", |d| d.expr(expr)),
        }
    }

    fn pattern(&mut self, id: PatternId) {
        match self.ast[id].kind {
            PatternKind::Binding(name) => self.atom(name),
            PatternKind::Expr(expr) => self.node("target", |d| d.expr(expr)),
            PatternKind::Hole => self.word("hole"),
            PatternKind::Rest(target) => self.node("rest", |d| d.pattern(target)),
            PatternKind::WithDefault { target, default } => self.node("default", |d| {
                d.pattern(target);
                d.expr(default);
            }),
            PatternKind::Array(parts) => self.node("array-pattern", |d| {
                for &part in d.ast.list(parts) {
                    d.pattern(part);
                }
            }),
            PatternKind::Object { properties, rest } => self.node("object-pattern", |d| {
                for property in d.ast.list(properties) {
                    d.key(property.key);
                    d.pattern(property.value);
                }
                if let Some(rest) = rest {
                    d.pattern(rest);
                }
            }),
        }
    }

    fn function(&mut self, id: FunctionId) {
        let function = self.ast[id];
        self.node(&format!("{:?} {:?}", function.kind, function.flags), |d| {
            d.optional_atom(function.name);
            d.word(format!("length {} directives {}", function.length, function.directives));
            for &param in d.ast.list(function.params) {
                d.pattern(param);
            }
            d.scope(function.scope);
            match function.body {
                FunctionBody::Statements(list) => d.stmts(list),
                FunctionBody::Expression(expr) => d.node("=>", |d| d.expr(expr)),
            }
        });
    }

    fn class(&mut self, id: ClassId) {
        let class = self.ast[id];
        self.node("class", |d| {
            d.optional_atom(class.name);
            d.optional_expr(class.superclass);
            d.scope(class.scope);
            if let Some(constructor) = class.constructor {
                d.function(constructor);
            }
            for name in d.ast.list(class.private_names) {
                d.atom(name.name);
                d.word(format!("{:?} {}", name.kind, name.is_static));
            }
            for element in d.ast.list(class.elements) {
                d.word(format!("{:?} {}", element.kind, element.is_static));
                d.key(element.key);
                if let Some(function) = element.function {
                    d.function(function);
                }
            }
        });
    }

    fn scope(&mut self, id: ScopeId) {
        let scope = self.ast[id];
        self.node(&format!("scope {} {}", scope.has_direct_eval, scope.has_inner_functions), |d| {
            for binding in d.ast.list(scope.bindings) {
                d.word(format!("{:?}", binding.kind));
                d.atom(binding.name);
            }
        });
    }

    fn stmts(&mut self, list: List<StmtId>) {
        for &stmt in self.ast.list(list) {
            self.stmt(stmt);
        }
    }

    fn declarators(&mut self, kind: DeclarationKind, list: List<Declarator>) {
        self.node(&format!("{kind:?}"), |d| {
            for declarator in d.ast.list(list) {
                d.pattern(declarator.target);
                d.optional_expr(declarator.value);
            }
        });
    }

    fn for_each(&mut self, name: &str, id: ForEachId) {
        let node = self.ast[id];
        self.node(name, |d| {
            match node.left {
                ForTarget::Pattern(pattern) => d.pattern(pattern),
                ForTarget::Declaration { kind, target, value } => {
                    d.word(format!("{kind:?}"));
                    d.pattern(target);
                    d.optional_expr(value);
                }
            }
            d.expr(node.right);
            d.scope(node.scope);
            d.stmt(node.body);
        });
    }

    fn stmt(&mut self, id: StmtId) {
        match self.ast[id].kind {
            StmtKind::Empty => self.word("empty"),
            StmtKind::Debugger => self.word("debugger"),
            StmtKind::Expr(expr) => self.node("expr", |d| d.expr(expr)),
            StmtKind::Throw(expr) => self.node("throw", |d| d.expr(expr)),
            StmtKind::Return(expr) => self.node("return", |d| d.optional_expr(expr)),
            StmtKind::Break(label) => self.node("break", |d| d.optional_atom(label)),
            StmtKind::Continue(label) => self.node("continue", |d| d.optional_atom(label)),
            StmtKind::Block { body, scope } => self.node("block", |d| {
                d.scope(scope);
                d.stmts(body);
            }),
            StmtKind::Declaration { kind, declarators } => self.declarators(kind, declarators),
            StmtKind::Function(function) => self.function(function),
            StmtKind::Class(class) => self.class(class),
            StmtKind::If { test, then, otherwise } => self.node("if", |d| {
                d.expr(test);
                d.stmt(then);
                if let Some(otherwise) = otherwise {
                    d.stmt(otherwise);
                }
            }),
            StmtKind::For(id) => self.for_statement(id),
            StmtKind::ForIn(id) => self.for_each("for-in", id),
            StmtKind::ForOf(id) => self.for_each("for-of", id),
            StmtKind::ForAwait(id) => self.for_each("for-await", id),
            StmtKind::While { test, body } => self.node("while", |d| {
                d.expr(test);
                d.stmt(body);
            }),
            StmtKind::DoWhile { body, test } => self.node("do", |d| {
                d.stmt(body);
                d.expr(test);
            }),
            StmtKind::Switch(id) => self.switch(id),
            StmtKind::Try(id) => self.try_statement(id),
            StmtKind::Labelled { label, body } => self.node("label", |d| {
                d.atom(label);
                d.stmt(body);
            }),
            StmtKind::With { object, body } => self.node("with", |d| {
                d.expr(object);
                d.stmt(body);
            }),
            StmtKind::Import(id) => self.import(id),
            StmtKind::Export(id) => self.export(id),
            StmtKind::ExportDeclaration(stmt) => self.node("export", |d| d.stmt(stmt)),
            StmtKind::ExportDefault(expr) => self.node("export-default", |d| d.expr(expr)),
            StmtKind::ExportDefaultDeclaration(stmt) => self.node("export-default", |d| d.stmt(stmt)),
        }
    }

    fn for_statement(&mut self, id: ForId) {
        let node = self.ast[id];
        self.node("for", |d| {
            match node.init {
                ForInit::None => d.word("-"),
                ForInit::Expr(expr) => d.expr(expr),
                ForInit::Declaration(kind, declarators) => d.declarators(kind, declarators),
            }
            d.optional_expr(node.test);
            d.optional_expr(node.update);
            d.scope(node.scope);
            d.stmt(node.body);
        });
    }

    fn switch(&mut self, id: SwitchId) {
        let node = self.ast[id];
        self.node("switch", |d| {
            d.expr(node.discriminant);
            d.scope(node.scope);
            for case in d.ast.list(node.cases) {
                d.node("case", |d| {
                    d.optional_expr(case.test);
                    d.stmts(case.body);
                });
            }
        });
    }

    fn try_statement(&mut self, id: TryId) {
        let node = self.ast[id];
        self.node("try", |d| {
            d.stmt(node.block);
            if let Some(handler) = node.handler {
                d.node("catch", |d| {
                    if let Some(param) = handler.param {
                        d.pattern(param);
                    }
                    d.scope(handler.scope);
                    d.stmt(handler.body);
                });
            }
            if let Some(finalizer) = node.finalizer {
                d.node("finally", |d| d.stmt(finalizer));
            }
        });
    }

    fn attributes(&mut self, list: List<ImportAttribute>) {
        for attribute in self.ast.list(list) {
            self.atom(attribute.key);
            self.atom(attribute.value);
        }
    }

    fn import(&mut self, id: ImportId) {
        let node = self.ast[id];
        self.node("import", |d| {
            d.atom(node.source);
            for specifier in d.ast.list(node.specifiers) {
                d.optional_atom(specifier.imported);
                d.atom(specifier.local);
            }
            d.attributes(node.attributes);
        });
    }

    fn export(&mut self, id: ExportId) {
        let node = self.ast[id];
        self.node("export", |d| {
            d.optional_atom(node.source);
            match node.kind {
                ExportKind::All => d.word("*"),
                ExportKind::AllAs(name) => d.atom(name),
                ExportKind::Named(list) => {
                    for specifier in d.ast.list(list) {
                        d.atom(specifier.local);
                        d.atom(specifier.exported);
                    }
                }
            }
            d.attributes(node.attributes);
        });
    }
}

/// The word for an expression without parts.
fn word_of(kind: ExprKind) -> String {
    match kind {
        ExprKind::Hole => "hole".to_owned(),
        ExprKind::Null => "null".to_owned(),
        ExprKind::This => "this".to_owned(),
        ExprKind::NewTarget => "new.target".to_owned(),
        ExprKind::ImportMeta => "import.meta".to_owned(),
        ExprKind::Bool(value) => value.to_string(),
        ExprKind::Number(value) => value.to_string(),
        other => unreachable!("{other:?} has parts"),
    }
}
