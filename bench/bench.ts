/** One figure, with the baseline that was measured in the same run on the same machine. */
export interface MeasuredRow {
  /** The id of a goal in goals.ts; a row with another id is printed without one. */
  readonly id: string;
  /** What was measured, for a reader; the goal's own name is used where this is left out. */
  readonly name?: string;
  readonly value: number;
  /** Of value and baseline alike, e.g. `ms` or `MB/s`. */
  readonly unit: string;
  /** Left out only where the goal is absolute. */
  readonly baseline?: number;
  /** How it was measured or what disturbed it, in a few words. */
  readonly note?: string;
}

/** A row a bench could not measure here, e.g. because tmux is missing. It counts as not measured. */
export interface SkippedRow {
  readonly id: string;
  readonly skipped: string;
}

/** What a bench gets from the runner. */
export interface BenchContext {
  /** The project's folder; the built product is in its `out/`. */
  readonly root: string;
  /** An empty folder of this run. The runner removes it at the end, so nothing may still use it then. */
  readonly folder: string;
  /** Progress, to stderr. */
  say(line: string): void;
}

/** What a module `NAME.bench.ts` exports. It ends every process it started before its promise settles. */
export interface BenchModule {
  measure(context: BenchContext): Promise<readonly (MeasuredRow | SkippedRow)[]>;
}
