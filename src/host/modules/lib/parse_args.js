// `util.parseArgs` (Node page "Util").
'use strict';

const check = require('internal:validators');
const { typeError, invalidArgument, invalidValue } = check;
const { Object, Array } = globalThis;
const { hasOwn, entries } = Object;

function mainArguments() {
  const { argv, execArgv } = process;
  const evaluates = execArgv.some(flag => /^(-[ep]+|--eval|--print)/.test(flag));
  return argv.slice(evaluates ? 1 : 2);
}

const isOptionLike = text => text.length > 1 && text[0] === '-';
const isLone = text => text.length === 2 && text[0] === '-' && text[1] !== '-';
const isLong = text => text.length > 2 && text.startsWith('--');

function longOfShort(short, options) {
  for (const { 0: name, 1: option } of entries(options)) if (option.short === short) return name;
  return short;
}

const typeOf = (name, options) => (hasOwn(options, name) ? options[name].type : undefined);

// A group of one-letter options whose first is no string.
function isGroup(text, options) {
  if (text.length <= 2 || text[0] !== '-' || text[1] === '-') return false;
  return typeOf(longOfShort(text[1], options), options) !== 'string';
}

// One letter of a string option with its value behind it.
function hasValueBehind(text, options) {
  if (text.length <= 2 || text[0] !== '-' || text[1] === '-') return false;
  return typeOf(longOfShort(text[1], options), options) === 'string';
}

function tokensOf(args, options) {
  const tokens = [];
  let index = -1;
  let ofGroup = 0;
  const rest = [...args];
  const option = (name, rawName, value, inlineValue) => {
    tokens.push({ kind: 'option', name, rawName, index, value, inlineValue });
  };
  while (rest.length > 0) {
    const text = rest.shift();
    const next = rest[0];
    if (ofGroup > 0) ofGroup--;
    else index++;
    if (text === '--') {
      tokens.push({ kind: 'option-terminator', index });
      for (const value of rest) tokens.push({ kind: 'positional', index: ++index, value });
      break;
    }
    if (isLone(text)) {
      const name = longOfShort(text[1], options);
      const takes = typeOf(name, options) === 'string' && next != null;
      const at = index;
      tokens.push({
        kind: 'option',
        name,
        rawName: text,
        index: at,
        value: takes ? next : undefined,
        inlineValue: takes ? false : undefined,
      });
      if (takes) {
        rest.shift();
        index++;
      }
      continue;
    }
    if (isGroup(text, options)) {
      const expanded = [];
      for (let i = 1; i < text.length; i++) {
        const name = longOfShort(text[i], options);
        if (typeOf(name, options) !== 'string' || i === text.length - 1) {
          expanded.push(`-${text[i]}`);
        } else {
          expanded.push(`-${text.slice(i)}`);
          break;
        }
      }
      rest.unshift(...expanded);
      ofGroup = expanded.length;
      // The group's letters have the place of the group.
      ofGroup = Math.max(ofGroup, 0);
      continue;
    }
    if (hasValueBehind(text, options)) {
      option(longOfShort(text[1], options), `-${text[1]}`, text.slice(2), true);
      continue;
    }
    if (isLong(text)) {
      const equals = text.indexOf('=', 3);
      if (equals !== -1) {
        const name = text.slice(2, equals);
        option(name, `--${name}`, text.slice(equals + 1), true);
        continue;
      }
      const name = text.slice(2);
      const takes = typeOf(name, options) === 'string' && next != null;
      option(name, text, takes ? next : undefined, takes ? false : undefined);
      if (takes) {
        rest.shift();
        index++;
      }
      continue;
    }
    tokens.push({ kind: 'positional', index, value: text });
  }
  return tokens;
}

function checkOptions(options) {
  for (const { 0: name, 1: option } of entries(options)) {
    check.object(option, `options.${name}`);
    const { type } = option;
    if (type !== 'string' && type !== 'boolean') {
      throw invalidArgument(`options.${name}.type`, "('string|boolean')", type);
    }
    if (hasOwn(option, 'short')) {
      check.string(option.short, `options.${name}.short`);
      if (option.short.length !== 1) {
        throw invalidValue(`options.${name}.short`, option.short, 'must be a single character');
      }
    }
    const { multiple } = option;
    if (hasOwn(option, 'multiple')) check.boolean(multiple, `options.${name}.multiple`);
    const value = option.default;
    if (value === undefined) continue;
    const one = type === 'string' ? check.string : check.boolean;
    if (multiple) {
      check.array(value, `options.${name}.default`);
      for (let i = 0; i < value.length; i++) one(value[i], `options.${name}.default[${i}]`);
    } else {
      one(value, `options.${name}.default`);
    }
  }
}

function checkKnown(token, config) {
  const { options, allowPositionals, allowNegative } = config;
  const { name, rawName, inlineValue, value } = token;
  let at = name;
  let negated = false;
  if (!hasOwn(options, name) && allowNegative && name.startsWith('no-') && hasOwn(options, name.slice(3))) {
    at = name.slice(3);
    negated = true;
    if (options[at].type !== 'boolean') at = name;
  }
  if (!hasOwn(options, at)) {
    const hint = allowPositionals
      ? `. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- ${JSON.stringify(rawName)}`
      : '';
    throw typeError('ERR_PARSE_ARGS_UNKNOWN_OPTION', `Unknown option '${rawName}'${hint}`);
  }
  const { short, type } = options[at];
  const shown = `${short ? `-${short}, ` : ''}--${at}`;
  if (type === 'string' && typeof value !== 'string') {
    throw typeError('ERR_PARSE_ARGS_INVALID_OPTION_VALUE', `Option '${shown} <value>' argument missing`);
  }
  if (type === 'boolean' && value != null) {
    throw typeError('ERR_PARSE_ARGS_INVALID_OPTION_VALUE', `Option '${shown}' does not take an argument`);
  }
  if (inlineValue || typeof value !== 'string' || !isOptionLike(value)) return;
  const example = rawName.startsWith('--') ? `'${rawName}=-XYZ'` : `'--${name}=-XYZ' or '${rawName}-XYZ'`;
  throw typeError(
    'ERR_PARSE_ARGS_INVALID_OPTION_VALUE',
    `Option '${rawName}' argument is ambiguous.\nDid you forget to specify the option argument for '${rawName}'?\n` +
      `To specify an option argument starting with a dash use ${example}.`,
  );
}

function store(token, values, { options, allowNegative }) {
  let { name, value } = token;
  if (name === '__proto__') return;
  let found = value ?? true;
  if (allowNegative && value === undefined && name.startsWith('no-')) {
    name = name.slice(3);
    found = false;
  }
  if (hasOwn(options, name) && options[name].multiple) {
    if (values[name]) values[name].push(found);
    else values[name] = [found];
  } else {
    values[name] = found;
  }
}

function parseArgs(config = { __proto__: null }) {
  check.object(config, 'config');
  const given = name => (hasOwn(config, name) && config[name] !== undefined ? config[name] : undefined);
  const args = given('args') ?? mainArguments();
  const strict = given('strict') ?? true;
  const allowPositionals = given('allowPositionals') ?? !strict;
  const returnTokens = given('tokens') ?? false;
  const allowNegative = given('allowNegative') ?? false;
  const options = given('options') ?? { __proto__: null };
  check.array(args, 'args');
  check.boolean(strict, 'strict');
  check.boolean(allowPositionals, 'allowPositionals');
  check.boolean(returnTokens, 'tokens');
  check.boolean(allowNegative, 'allowNegative');
  check.object(options, 'options');
  checkOptions(options);
  const settings = { options, allowPositionals, allowNegative };
  const result = { values: { __proto__: null }, positionals: [] };
  const tokens = tokensOf(args, options);
  if (returnTokens) result.tokens = tokens;
  for (const token of tokens) {
    if (token.kind === 'option') {
      if (strict) checkKnown(token, settings);
      store(token, result.values, settings);
    } else if (token.kind === 'positional') {
      if (!allowPositionals) {
        throw typeError(
          'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL',
          `Unexpected argument '${token.value}'. This command does not take positional arguments`,
        );
      }
      result.positionals.push(token.value);
    }
  }
  for (const { 0: name, 1: option } of entries(options)) {
    if (option.default !== undefined && result.values[name] === undefined) result.values[name] = option.default;
  }
  return result;
}

module.exports = { parseArgs };
