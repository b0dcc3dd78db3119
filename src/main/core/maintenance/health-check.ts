import type { HealthCheck } from "../../../shared/contract/maintenance.ts";

/** What a check found. Without `fix` nothing can be done by itself. */
export interface Found extends Pick<HealthCheck, "state" | "message" | "details" | "remedy"> {
  /** Does what is safe about it; answers in words what it did. */
  fix?(): Promise<string>;
}

/** One thing that `drover doctor` looks at. */
export interface Check extends Pick<HealthCheck, "id" | "area" | "title"> {
  /** Undefined where there is nothing to look at. What it throws is a problem of the check's own. */
  run(): Promise<Found | undefined>;
}

/** Runs checks one after the other; with `fix`, also what they offer. */
export async function runChecks(checks: readonly Check[], fix: boolean): Promise<readonly HealthCheck[]> {
  const results: HealthCheck[] = [];
  for (const { id, area, title, run } of checks) {
    const found = await run().catch(broke);
    if (found === undefined) continue;
    const { fix: offered, ...told } = found;
    const fixed = fix && offered !== undefined ? await offered().catch(failed) : undefined;
    results.push({
      id,
      area,
      title,
      ...told,
      canFix: offered !== undefined,
      ...(fixed === undefined ? {} : { fixed }),
    });
  }
  return results;
}

/** The worst of all. */
export function stateOf(checks: readonly Pick<HealthCheck, "state">[]): HealthCheck["state"] {
  if (checks.some(({ state }) => state === "problem")) return "problem";
  return checks.some(({ state }) => state === "warning") ? "warning" : "ok";
}

function broke(error: unknown): Found {
  const message = `It could not be checked: ${error instanceof Error ? error.message : String(error)}`;
  return { state: "problem", message, remedy: "Read .drover/core.log in the workspace." };
}

function failed(error: unknown): string {
  return `Nothing: ${error instanceof Error ? error.message : String(error)}`;
}
