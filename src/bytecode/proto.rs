//! Function prototypes: what the compiler makes of one function, as plain Rust data without
//! references into the heap. The VM materialises the constants when it first instantiates the
//! function.

use std::rc::Rc;

use super::eval_place::EvalPlace;
use super::opcode::Op;
use super::operand::{ConstIndex, ImportPhase, Reg};
use super::text::Text;
use crate::source::{SourceFile, Span};

/// A constant of a function.
#[derive(Clone, Debug)]
pub enum Constant {
    /// A number.
    Number(f64),
    /// A string; interned.
    String(Text),
    /// A BigInt: its literal without separators and `n`.
    BigInt(Rc<str>),
}

/// An exception handler: units `from..to` are covered.
#[derive(Clone, Copy, Debug)]
pub struct Handler {
    /// First covered unit.
    pub from: u32,
    /// First unit no longer covered.
    pub to: u32,
    /// Where control goes.
    pub target: u32,
    /// Register that receives the exception.
    pub register: Reg,
}

/// From instruction unit `unit` on, code stems from source bytes `at..end`.
#[derive(Clone, Copy, Debug)]
pub struct Position {
    /// Unit offset of the first instruction.
    pub unit: u32,
    /// Byte offset a stack trace shows.
    pub at: u32,
    /// End of the text that messages may quote.
    pub end: u32,
}

/// What a message says about the value that is called, constructed, iterated or destructured at one
/// instruction.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Subject {
    /// The source text of this byte range, as it is written: "`a.b` is not a function".
    Source(u32, u32),
    /// This text, as V8 prints an expression that is not simple: "`a[(i + 1)]` is not a function".
    Text(Box<str>),
    /// The last argument of a call, spread: V8 has words of its own for it.
    Spread(Box<str>),
    /// Who must be the receiver of a private method or accessor: "an instance of class C", "class
    /// C".
    Receiver(Box<str>),
    /// "Cannot destructure property 'a' of 'b' as it is undefined."
    Destructured {
        /// The first property read, if the pattern begins with a static name.
        property: Option<Box<str>>,
        /// How messages call the value, if it has a source.
        source: Option<Box<str>>,
    },
}

/// The static keys of an object literal, in order, no duplicates, no index keys, no `__proto__`
/// setter.
#[derive(Clone, Debug)]
pub struct ObjectLiteral {
    /// Constants that name the properties.
    pub keys: Vec<ConstIndex>,
}

/// The strings of a tagged template call site.
#[derive(Clone, Debug)]
pub struct TemplateSite {
    /// Cooked strings; `None` is undefined (an invalid escape).
    pub cooked: Vec<Option<Text>>,
    /// Raw strings.
    pub raw: Vec<Text>,
}

/// What kind of function it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum FunctionKind {
    /// `function`: a constructor too.
    #[default]
    Normal,
    /// `=>`
    Arrow,
    /// Method, getter, setter, field initialiser, static block: no `prototype`, no `new`.
    Method,
    /// Constructor of a class without heritage.
    BaseConstructor,
    /// Constructor of a class with heritage.
    DerivedConstructor,
    /// The top level of a script, module or CommonJS module.
    TopLevel,
}

/// Facts the VM needs about a function.
#[derive(Clone, Copy, Default, Debug)]
pub struct FunctionFlags {
    /// Strict code.
    pub strict: bool,
    /// `async`.
    pub is_async: bool,
    /// A generator.
    pub is_generator: bool,
}

/// The names of a function's variables, for reports on what the heap holds.
#[cfg(feature = "cli")]
#[derive(Clone, Default, Debug)]
pub struct VariableNames {
    /// Registers with the variables that they hold, one or several in turn.
    pub registers: Vec<(u16, Text)>,
    /// Registers that hold the environment of a scope of the function, with its variables by slot;
    /// empty for the compiler's own.
    pub environments: Vec<(u16, Rc<[Text]>)>,
    /// The variables of the environments that a closure of the function captures, innermost first;
    /// the outermost may be missing.
    pub outer: Vec<Rc<[Text]>>,
}

/// What a module asks for: a specifier, and the attributes of `with`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ModuleRequest {
    /// The text between the quotes.
    pub specifier: Text,
    /// Keys and values, as they are written.
    pub attributes: Vec<(Text, Text)>,
    /// The phase that is asked for.
    pub phase: ImportPhase,
}

/// An imported name.
#[derive(Clone, Debug)]
pub struct ImportEntry {
    /// From which of [`ModuleRecord::requests`].
    pub request: u32,
    /// Its name there; `None` for the whole namespace.
    pub name: Option<Text>,
    /// Where it lies in the module's environment.
    pub slot: u16,
}

/// Where an exported name leads.
#[derive(Clone, Debug)]
pub enum ExportTarget {
    /// To a slot of the module's environment.
    Slot(u16),
    /// To another module's export; `None` for its namespace.
    Other(u32, Option<Text>),
}

/// What a module imports and exports (ECMA-262 §16.2.1.6, Source Text Module Records). The code of
/// a module makes its environment and gives it, in an array with the function of its statements.
#[derive(Clone, Default, Debug)]
pub struct ModuleRecord {
    /// The modules it asks for, in the order of their first mention.
    pub requests: Vec<ModuleRequest>,
    /// What it imports.
    pub imports: Vec<ImportEntry>,
    /// What it exports by name.
    pub exports: Vec<(Text, ExportTarget)>,
    /// The requests of `export *`.
    pub stars: Vec<u32>,
    /// Where `import.meta` lies, if it is used.
    pub meta: Option<u16>,
    /// Its statements are an async function.
    pub awaits: bool,
}

/// A compiled function.
#[derive(Debug)]
pub struct FunctionProto {
    /// The function's `name`.
    pub name: Text,
    /// For a function without a name: what stack traces call it.
    pub inferred_name: Text,
    /// Where it stands.
    pub source: Rc<SourceFile>,
    /// Byte range of its text (`Function.prototype.toString`).
    pub span: (u32, u32),
    /// Byte offset that stands for the function itself in allocation reports.
    pub kind: FunctionKind,
    /// Its flags.
    pub flags: FunctionFlags,
    /// The `length` property: parameters before the first default or rest.
    pub length: u16,
    /// Parameter registers `r2..r2+params`; missing arguments are filled with undefined.
    pub params: u16,
    /// Registers of the frame in all, callee and receiver included.
    pub registers: u16,
    /// The instruction stream.
    pub code: Box<[u16]>,
    /// Its constants.
    pub constants: Vec<Constant>,
    /// The property name of each inline cache site.
    pub ic_names: Vec<ConstIndex>,
    /// Nested functions.
    pub functions: Vec<Rc<FunctionProto>>,
    /// Object literals with static keys.
    pub object_literals: Vec<ObjectLiteral>,
    /// Tagged template sites.
    pub templates: Vec<TemplateSite>,
    /// Direct evals.
    pub evals: Vec<Rc<EvalPlace>>,
    /// Exception handlers, inner ones first.
    pub handlers: Vec<Handler>,
    /// Source positions by rising unit. `at` is what a stack trace shows; `at..end` is the text
    /// that a message may quote.
    pub positions: Vec<Position>,
    /// Subjects of instructions, by rising unit; see [`FunctionProto::called`],
    /// [`FunctionProto::not_iterable`], [`FunctionProto::destructuring_message`].
    pub subjects: Vec<(u32, Subject)>,
    /// Names of variables.
    #[cfg(feature = "cli")]
    pub variables: VariableNames,
    /// For mapped arguments objects: environment slot of each parameter, or `u16::MAX` when a later
    /// parameter of the same name shadows it.
    pub mapped_slots: Vec<u16>,
    /// For constructors: how many properties instances are likely to get (assignments to `this`,
    /// fields), for in-object room.
    pub instance_slots: u16,
    /// Whether the function reads its arguments beyond the parameters (`CreateArguments`,
    /// `CreateRest`).
    pub uses_extra_arguments: bool,
    /// Of the function that makes a module's variables.
    pub module: Option<Box<ModuleRecord>>,
}

impl FunctionProto {
    /// The source range in force at instruction unit `unit`.
    pub fn position(&self, unit: u32) -> Option<Position> {
        let after = self.positions.partition_point(|p| p.unit <= unit);
        after.checked_sub(1).map(|i| self.positions[i])
    }

    /// The first unit of the instruction that `unit` is part of. Decodes from the start: for error
    /// messages.
    pub fn instruction_containing(&self, unit: u32) -> u32 {
        let mut at = 0;
        while let Some(op) = self.code.get(at).map(|&op| Op::ALL[usize::from(op)]) {
            let next = at + op.units();
            if next as u32 > unit {
                break;
            }
            at = next;
        }
        at as u32
    }

    /// What is said about the instruction at `unit`, if it is one of `ops`.
    fn subject_of(&self, unit: u32, ops: &[Op]) -> Option<&Subject> {
        let op = Op::ALL[usize::from(*self.code.get(unit as usize)?)];
        self.subject(unit).filter(|_| ops.contains(&op))
    }

    fn subject(&self, unit: u32) -> Option<&Subject> {
        let i = self.subjects.binary_search_by_key(&unit, |&(at, _)| at).ok()?;
        Some(&self.subjects[i].1)
    }

    fn subject_text(&self, unit: u32) -> Option<String> {
        match self.subject(unit)? {
            &Subject::Source(start, end) => Some(self.source.slice(Span::new(start, end)).to_string()),
            Subject::Text(text) => Some(text.to_string()),
            Subject::Destructured { .. } | Subject::Spread(_) | Subject::Receiver(_) => None,
        }
    }

    /// How messages call what a call or `new` at `unit` calls: `x` in "x is not a function", "x is
    /// not a constructor".
    pub fn called(&self, unit: u32) -> String {
        let quoted = |p: Position| self.source.slice(Span::new(p.at, p.end)).to_string();
        self.subject_text(unit).or_else(|| self.position(unit).map(quoted)).unwrap_or_default()
    }

    /// The message when what `GetIterator`, `GetAsyncIterator`, `ArraySpread`, `SpreadList` at
    /// `unit` iterate is not iterable; `nothing` is the text of an undefined or null value. `None`:
    /// it has no name; messages show the value ("number 5 is not iterable (cannot read property
    /// Symbol(Symbol.iterator))").
    pub fn not_iterable(&self, unit: u32, nothing: Option<&str>) -> Option<String> {
        let iterations =
            [Op::GetIterator, Op::GetIteratorObject, Op::GetAsyncIterator, Op::ArraySpread, Op::SpreadList];
        match (self.subject_of(unit, &iterations)?, nothing) {
            (Subject::Spread(text), Some(nothing)) => {
                Some(format!("{text} is not iterable (cannot read property {nothing})"))
            }
            (Subject::Spread(_), None) => {
                Some("Spread syntax requires ...iterable[Symbol.iterator] to be a function".to_string())
            }
            _ => self.subject_text(unit).map(|text| format!("{text} is not iterable")),
        }
    }

    /// The message when the receiver of the private method or accessor at `unit` does not have it;
    /// `None` for fields.
    pub fn wrong_receiver(&self, unit: u32) -> Option<String> {
        match self.subject(unit)? {
            Subject::Receiver(text) => Some(format!("Receiver must be {text}")),
            _ => None,
        }
    }

    /// The message when `RequireObject` or a property read at `unit` finds undefined or null where
    /// it destructures; `None` if it does not.
    pub fn destructuring_message(&self, unit: u32, is_null: bool) -> Option<String> {
        let Subject::Destructured { property, source } = self.subject(unit)? else { return None };
        let value = if is_null { "null" } else { "undefined" };
        let source = source.as_deref().unwrap_or(if is_null { "object null" } else { "undefined" });
        let property = property.as_ref().map(|p| format!("property '{p}' of ")).unwrap_or_default();
        Some(format!("Cannot destructure {property}'{source}' as it is {value}."))
    }
}
