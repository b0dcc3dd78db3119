/** What tells one pane of a kind from another. */
interface PaneShape {
  /** Texts without which there is no such pane; with the kind they name it. */
  readonly of?: readonly string[];
  /** Texts that may be missing; where they are there, they belong to the name. */
  readonly in?: readonly string[];
  /** Numbers that say where in it to look at first. The pane is the same wherever one looks. */
  readonly at?: readonly string[];
}

/**
 * Every kind of pane: the one list of what a pane is about. How each is drawn stands beside it, in
 * app/layout/pane-kinds.tsx; nothing else knows the kinds one by one.
 */
const PANE_SHAPES = {
  board: {},
  items: {},
  /** The screens of all agents. */
  wall: {},
  /** Everything that needs the user. */
  attention: {},
  /** The user's mail, by conversation. */
  mail: {},
  /** How Drover itself is. */
  health: {},
  /** What agents used and what it costs. */
  cost: {},
  feed: {},
  /** Every command with its keys, which are changed there. */
  keys: {},
  queue: {},
  ledger: {},
  settings: {},
  /** The settings file. */
  "settings-text": { at: ["line"] },
  /** What was kept of worktrees before they went. */
  salvage: {},
  /** Both sides of a submission that does not go together with what has landed. */
  conflict: { of: ["submission"] },
  /** What was made: by a submission, on an agent's branch, or for an item. */
  review: { of: ["of"], in: ["project"] },
  item: { of: ["item"] },
  /** What stands around an item. */
  graph: { of: ["item"] },
  /** All of a convoy, an epic or a project with what waits for what: `convoy/<id>`, `epic/<id>`, `project/<name>`. */
  "work-graph": { of: ["scope"] },
  /** Everything of a convoy. */
  convoy: { of: ["convoy"] },
  terminal: { of: ["agent"] },
  /** A file of an agent's worktree, as it is now. */
  file: { of: ["agent", "path"], at: ["line", "column"] },
  /** A search over the terminals of all agents. */
  "terminal-search": {},
  /** Everything of an agent but its screen. */
  agent: { of: ["agent"] },
} as const satisfies Readonly<Record<string, PaneShape>>;

type Shapes = typeof PANE_SHAPES;
type Named<Kind extends PaneKind, Part extends keyof PaneShape> =
  Shapes[Kind] extends Readonly<Record<Part, readonly (infer Name extends string)[]>> ? Name : never;

export type PaneKind = keyof Shapes;

/** A pane of one kind. */
export type PaneOf<Kind extends PaneKind> = Kind extends PaneKind
  ? { readonly kind: Kind } & { readonly [Name in Named<Kind, "of">]: string } & {
      readonly [Name in Named<Kind, "in">]?: string;
    } & { readonly [Name in Named<Kind, "at">]?: number }
  : never;

/** What a pane in the middle of the window shows. Plain data: it is remembered over restarts and sits in links. */
export type PaneSpec = PaneOf<PaneKind>;

const SHAPES: Readonly<Record<PaneKind, PaneShape>> = PANE_SHAPES;

export const paneKindNames: readonly PaneKind[] = Object.keys(PANE_SHAPES).filter(isPaneKind);

export function isPaneKind(kind: unknown): kind is PaneKind {
  return typeof kind === "string" && Object.hasOwn(PANE_SHAPES, kind);
}

/** One pane exists at most once per id. */
export function paneId(spec: PaneSpec): string {
  const values = new Map<string, unknown>(Object.entries(spec));
  const { of = [], in: within = [] } = SHAPES[spec.kind];
  const named = [spec.kind, ...of.map((name) => String(values.get(name)))].join(":");
  return [named, ...within.flatMap((name) => (values.has(name) ? [String(values.get(name))] : []))].join("@");
}

/** Undefined for what no pane is, e.g. out of an old or damaged layout. What the kind does not know is left out. */
export function parsePaneSpec(value: unknown): PaneSpec | undefined {
  if (typeof value !== "object" || value === null || !("kind" in value) || !isPaneKind(value.kind)) return undefined;
  const { of = [], in: within = [], at = [] } = SHAPES[value.kind];
  const known = Object.entries(value).filter(
    ([name, part]) =>
      name === "kind" ||
      (typeof part === "string" && (of.includes(name) || within.includes(name))) ||
      (typeof part === "number" && at.includes(name)),
  );
  const spec: unknown = Object.fromEntries(known);
  return isPaneSpec(spec) ? spec : undefined;
}

function isPaneSpec(value: unknown): value is PaneSpec {
  if (typeof value !== "object" || value === null || !("kind" in value) || !isPaneKind(value.kind)) return false;
  return (SHAPES[value.kind].of ?? []).every((name) => Object.hasOwn(value, name));
}
