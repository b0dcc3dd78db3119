/**
 * The folders of the core, from the bottom up. A folder imports from lower tiers alone: not from a higher one, and not
 * from its siblings, which it meets through events and through ports wired in orchestrator.ts.
 * A new folder of the core is entered here first; the check refuses one it does not know.
 */
export const CORE_TIERS: readonly (readonly string[])[] = [
  ["base"],
  ["platform"],
  ["ledger", "workspace", "project", "agent"],
  [
    "runtime",
    "place",
    "session",
    "hook",
    "salvage",
    "sync",
    "lease",
    "mail",
    "exchange",
    "context-store",
    "cost",
    "quota",
    "notification",
    "feed",
    "metrics",
    "memory",
    "role",
    "history",
    "filter",
    "layout",
    "freeze",
    "ending",
    "agent-group",
    "file",
  ],
  [
    "dispatch",
    "convoy",
    "formula",
    "merge-queue",
    "review",
    "conflict",
    "planning",
    "coherence",
    "seance",
    "capability",
    "attention",
  ],
  ["patrol", "maintenance", "plugin", "demo"],
];

/** Tiers that are drawers of small modules, entered anywhere; every other folder of the core is a domain with one door. */
export const OPEN_TIERS: readonly string[] = ["base", "platform"];

/** The one place in the core that builds things; above every tier. */
export const COMPOSITION_ROOT = "src/main/core/orchestrator";

/** The one module through which the command line reaches the composition root, by dynamic import. */
export const OPEN_CORE = "src/cli/open-core.ts";

/**
 * Who sees whom, besides itself: the folders of a runtime, and what it may import. `core` is src/main/core as a whole.
 * A runtime that is missing here is refused.
 */
export const RUNTIMES: Readonly<Record<string, readonly string[]>> = {
  "src/shared": [],
  "src/main/core": ["src/shared"],
  "src/main/serve": ["src/shared", "src/main/core"],
  "src/main/electron": ["src/shared", "src/main/core", "src/main/serve"],
  "src/main/headless": ["src/shared", "src/main/core", "src/main/serve"],
  "src/main/pty-host": ["src/shared", "src/main/core/base"],
  "src/main/spawner": [
    "src/shared",
    "src/main/core/base",
    "src/main/core/platform/git",
    "src/main/core/platform/process",
  ],
  "src/preload": ["src/shared"],
  "src/renderer": ["src/shared"],
  "src/cli": ["src/shared"],
};

/** Who may import the module "electron". */
export const ELECTRON_FOLDERS: readonly string[] = ["src/main/electron", "src/preload"];

/** Runtimes that have no Node around them. */
export const NODELESS: readonly string[] = ["src/shared", "src/preload", "src/renderer"];

/** Packages that shared code may use, since every runtime loads them. */
export const SHARED_PACKAGES: readonly string[] = ["zod"];

/** Tests and the suites they share. They reach what they need; nothing of the product reaches them. */
export const TEST = String.raw`(\.test|[.-]suite)\.tsx?$|/testing/`;
