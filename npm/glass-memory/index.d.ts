/** What an error of this package tells of something that is kept: the root first. */
export interface Step {
  /** A variable, a property, an entry; empty if it has no name. */
  name: string;
  /** What it is: a class, or for the root `global`, `local`, `task` or `engine`. */
  kind: string;
  /** The line that wrote the reference, where the heap is tracked. */
  line: string | null;
  /** Why it keeps the next one. */
  reason: string;
}

export interface Place {
  file: string;
  line: number;
  column: number;
  function: string;
  text: string;
}

/** Something that grows. */
export interface Suspect {
  /** Where it is made, with its callers. */
  site: (Place & { stack: Place[] }) | null;
  /** The line that stores the reference which keeps it. */
  kept: Place | null;
  /** Its class. */
  what: string;
  bytes: number;
  count: number;
  bytesPerRun: number;
  /** Bytes by label. */
  labels: Record<string, number>;
  path: Step[];
}

export class LeakError extends Error {
  code: 'ERR_LEAK';
  /** Of `noLeak`: bytes by which each run made the heap grow. */
  bytesPerRun?: number;
  /** Of `noLeak`: what grows, the most first. Empty in Node. */
  suspects?: Suspect[];
  /** Of `expectCollected`: the way by which the object is kept. Empty in Node. */
  path?: Step[];
}

export interface NoLeakOptions {
  /** Runs before the first that counts; 3 by default. */
  warmup?: number;
  /** Runs that count, at least; 10 by default. */
  runs?: number;
  /** Bytes a run that are no leak; 0 by default. Node never tells less than a KiB. */
  tolerance?: number;
}

/** Runs a function again and again; rejects with a LeakError if each run leaves something behind. */
export function noLeak(fn: () => unknown, options?: NoLeakOptions): Promise<void>;

export interface Expectation {
  readonly name: string;
  /** Rejects with a LeakError if the object is still there. */
  check(): Promise<void>;
}

/** An object that must be gone when `check` is called. It is not kept for that. */
export function expectCollected(object: object, name?: string): Expectation;

/** How many objects a class has, after a full collection; with `subclasses`, those of classes below it, too. */
export function count(constructor: Function, options?: { subclasses?: boolean }): number;

/**
 * Bytes that would be freed if nothing referred to the value any more: its own and those of all that
 * can be reached through it alone. `undefined` where the engine does not tell.
 */
export function retained(value: unknown): number | undefined;

/** What is alive after a full collection. `cells` is `undefined` where the engine does not tell. */
export function heap(): { bytes: number; external: number; cells: number | undefined };

/** The way by which an object is kept; null if nothing keeps it, `undefined` where the engine does not tell. */
export function path(object: object): { path: Step[]; text: string } | null | undefined;

/** Runs a function; what is allocated in it and in what it awaits is booked under the name. */
export function label<T>(name: string, fn: () => T): T;

/** Whether the figures are exact, to the byte, and come with lines: in Glassheap. */
export const exact: boolean;
