import type { IForbiddenRuleType } from "dependency-cruiser";
import {
  COMPOSITION_ROOT,
  CORE_TIERS,
  ELECTRON_FOLDERS,
  NODELESS,
  OPEN_CORE,
  OPEN_TIERS,
  RUNTIMES,
  SHARED_PACKAGES,
  TEST,
} from "./map.ts";

const CORE = "^src/main/core/";
const NODE_MODULES = "(^|/)node_modules/";

/** The map as rules of dependency-cruiser. Type-only imports count like any other. */
export function boundaryRules(): IForbiddenRuleType[] {
  return [
    ...runtimes(),
    ...commandLine(),
    ...packages(),
    ...tiers(),
    ...doors(),
    {
      name: "no-cycle",
      comment: "Modules that need each other are one module, or lack a third.",
      severity: "error",
      from: { pathNot: TEST },
      // A lazy import breaks a cycle: a table of commands loads the one that lists the table.
      to: { circular: true, viaOnly: { dependencyTypesNot: ["dynamic-import"] } },
    },
    {
      name: "resolvable",
      comment: "An import that leads nowhere hides what it would have led to.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^(electron|node:.*)$" },
    },
    {
      name: "product-without-tests",
      comment: "What tests share stays out of the product.",
      severity: "error",
      from: { path: "^src/", pathNot: TEST },
      to: { path: [TEST, "^(e2e|bench|scripts)/"] },
    },
  ];
}

function runtimes(): IForbiddenRuleType[] {
  return Object.entries(RUNTIMES).map(([runtime, seen]) => ({
    name: `${runtime.slice(runtime.lastIndexOf("/") + 1)}-sees-only`,
    comment: `${runtime} sees ${seen.length === 0 ? "itself alone" : seen.join(", ")}.`,
    severity: "error",
    from: { path: `^${runtime}/`, pathNot: [TEST, ...(runtime === "src/cli" ? [`^${OPEN_CORE}$`] : [])] },
    to: { path: "^src/", pathNot: [runtime, ...seen].map((folder) => `^${folder}/`) },
  }));
}

function commandLine(): IForbiddenRuleType[] {
  const root = `^${COMPOSITION_ROOT}\\.ts$`;
  return [
    {
      name: "cli-opens-core-alone",
      comment: "Without a running core the command line opens the composition root, and nothing else of it.",
      severity: "error",
      from: { path: `^${OPEN_CORE}$` },
      to: { path: "^src/", pathNot: ["^src/(shared|cli)/", root] },
    },
    {
      name: "cli-opens-core-lazily",
      comment: "Every command would pay for a core that a running one already has.",
      severity: "error",
      from: { path: `^${OPEN_CORE}$` },
      to: { path: root, dynamic: false, dependencyTypesNot: ["type-only"] },
    },
  ];
}

function packages(): IForbiddenRuleType[] {
  const mayElectron = ELECTRON_FOLDERS.map((folder) => `^${folder}/`);
  const electron = ["^electron$", `${NODE_MODULES}electron/`];
  return [
    {
      name: "electron-stays-at-the-edge",
      comment: "The core runs under Electron, headless, in the command line and in tests; so it never needs Electron.",
      severity: "error",
      from: { path: "^src/", pathNot: [...mayElectron, TEST] },
      to: { path: electron, reachable: true },
    },
    {
      name: "no-node-here",
      comment: "These run where there is no Node.",
      severity: "error",
      from: { path: NODELESS.map((folder) => `^${folder}/`), pathNot: TEST },
      to: { dependencyTypes: ["core"], pathNot: electron },
    },
    {
      name: "shared-packages",
      comment: "Every runtime loads what shared code uses.",
      severity: "error",
      from: { path: "^src/shared/", pathNot: TEST },
      to: { path: NODE_MODULES, pathNot: SHARED_PACKAGES.map((name) => `${NODE_MODULES}${name}/`) },
    },
    {
      name: "no-dev-package",
      comment: "A package of the product is one of its dependencies.",
      severity: "error",
      from: { path: "^src/", pathNot: TEST },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], pathNot: electron },
    },
  ];
}

function tiers(): IForbiddenRuleType[] {
  const root = `^${COMPOSITION_ROOT}(\\.ts$|/)`;
  return CORE_TIERS.flatMap((tier, level) => {
    const above = CORE_TIERS.slice(level + 1).flat();
    const from = { path: `${CORE}(${tier.join("|")})/`, pathNot: TEST };
    return [
      {
        name: "tier-upward",
        comment: "Imports of the core go down its tiers.",
        severity: "error",
        from,
        to: { path: [root, ...(above.length === 0 ? [] : [`${CORE}(${above.join("|")})/`])] },
      },
      {
        name: "tier-sibling",
        comment: "Siblings of a tier meet through events and through ports wired in orchestrator.ts.",
        severity: "error",
        from,
        to: { path: `${CORE}(${tier.join("|")})/`, pathNot: `${CORE}$1/` },
      },
    ] satisfies IForbiddenRuleType[];
  });
}

function doors(): IForbiddenRuleType[] {
  const domains = `${CORE}(?!(?:${OPEN_TIERS.join("|")}|orchestrator)/)[^/]+/`;
  const features = "^src/renderer/features/[^/]+/";
  const comment = "A domain or a feature is entered through its index.ts.";
  return [
    {
      name: "domain-door",
      comment,
      severity: "error",
      from: { path: `${CORE}([^/]+)/`, pathNot: TEST },
      to: { path: `${domains}(?!index\\.ts$)`, pathNot: `${CORE}$1/` },
    },
    {
      name: "domain-door",
      comment,
      severity: "error",
      from: { path: "^src/", pathNot: [TEST, `${CORE}[^/]+/`] },
      to: { path: `${domains}(?!index\\.ts$)` },
    },
    {
      name: "feature-door",
      comment,
      severity: "error",
      from: { path: "^src/renderer/features/([^/]+)/", pathNot: TEST },
      to: { path: `${features}(?!index\\.tsx?$)`, pathNot: "^src/renderer/features/$1/" },
    },
    {
      name: "feature-door",
      comment,
      severity: "error",
      from: { path: "^src/", pathNot: [TEST, features] },
      to: { path: `${features}(?!index\\.tsx?$)` },
    },
    {
      name: "renderer-downward",
      comment: "Primitives and library code of the page know neither features nor the application.",
      severity: "error",
      from: { path: "^src/renderer/(ui|lib)/", pathNot: TEST },
      to: { path: "^src/renderer/(features|app)/" },
    },
  ];
}
