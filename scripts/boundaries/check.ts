import { type ICruiseResult, type IModule, cruise } from "dependency-cruiser";
import { COMPOSITION_ROOT, CORE_TIERS, RUNTIMES, TEST } from "./map.ts";
import { boundaryRules } from "./rules.ts";
import { teachUsingDeclarations } from "./swc-visitor.ts";

teachUsingDeclarations();

export interface BoundaryReport {
  /** Modules under src/ that were read. A run over none has checked nothing and counts as a violation. */
  readonly modules: number;
  /** One line each: the rule, who, whom, by which way, and why not. */
  readonly violations: readonly string[];
}

/** Reads every module below `root`/src and holds it against the map. */
export async function checkBoundaries(root: string): Promise<BoundaryReport> {
  const cruised = await cruiseSources(root);
  const own = cruised.modules.filter((module) => module.source.startsWith("src/"));
  if (own.length === 0) return { modules: 0, violations: ["no-modules: not one module under src/ was read"] };
  const violations = new Set([...own.flatMap(placed), ...cruised.summary.violations.map(line)]);
  return { modules: own.length, violations: [...violations].toSorted() };
}

/** The graph of imports below `root`/src, as far as it is our own. */
export async function cruiseSources(root: string): Promise<ICruiseResult> {
  const result = await cruise(["src"], {
    baseDir: root,
    // TypeScript 7 has no API that dependency-cruiser knows; swc reads types as well.
    parser: "swc",
    validate: true,
    ruleSet: { forbidden: boundaryRules() },
    doNotFollow: { path: "node_modules" },
    preserveSymlinks: true,
    exclude: { path: String.raw`\.css$` },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
    },
  });
  if (typeof result.output === "string") throw new Error(`dependency-cruiser answered text: ${result.output}`);
  return result.output;
}

/** A module that stands where the map has no place escapes every rule, so it is refused. */
function placed(module: IModule): readonly string[] {
  const { source } = module;
  const runtime = Object.keys(RUNTIMES).find((folder) => source.startsWith(`${folder}/`));
  if (runtime === undefined) return [`unknown-runtime: ${source} stands in no runtime of the map`];
  if (runtime !== "src/main/core" || source.startsWith(COMPOSITION_ROOT) || new RegExp(TEST).test(source)) return [];
  const folder = source.split("/")[3] ?? "";
  return CORE_TIERS.flat().includes(folder) ? [] : [`unknown-domain: ${source} stands in no tier of the core`];
}

function line(violation: ICruiseResult["summary"]["violations"][number]): string {
  const rule = boundaryRules().find((candidate) => candidate.name === violation.rule.name);
  const path = violation.cycle ?? violation.via ?? [];
  const way = path.length === 0 ? "" : ` (by ${path.map((step) => step.name).join(" → ")})`;
  return `${violation.rule.name}: ${violation.from} → ${violation.to}${way}. ${rule?.comment ?? ""}`;
}
