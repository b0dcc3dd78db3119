import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { NOTHING, type Tally } from "../verify/tally.ts";
import { runPlaywright, say } from "../verify/steps.ts";
import { agentCache, pinnedClis } from "./cache.ts";
import { installMissing } from "./install.ts";
import { withoutNetwork } from "./no-network.ts";

export interface JudgeOrder {
  /** Which CLIs; none: all. */
  readonly ids: readonly string[];
  /** Those of the PATH, in whatever version, rather than the pinned ones. */
  readonly installed: boolean;
}

/**
 * Drives real agent CLIs through Drover, with a scripted model behind them, and without a network where that can be had.
 * One that cannot be installed is skipped by its tests, named, and counts as a failed test: nothing was shown of it.
 */
export async function judgeAgents({ ids, installed }: JudgeOrder): Promise<Tally> {
  const all = pinnedClis();
  const unknown = ids.filter((id) => !all.some((cli) => cli.id === id));
  if (unknown.length > 0) {
    say(`There is no ${unknown.join(", no ")}; known are ${all.map(({ id }) => id).join(", ")}.`);
    return { ...NOTHING, failed: 1 };
  }
  const wanted = all.filter(({ id }) => (ids.length === 0 ? !installed || isInPath(id) : ids.includes(id)));
  if (wanted.length === 0) {
    say("None of the agent CLIs is in the PATH.");
    return { ...NOTHING, failed: 1 };
  }
  const missing = installed ? missingInPath(ids) : await installMissing(agentCache(process.env), wanted, say);
  const prefix = withoutNetwork();
  if (prefix === undefined) say("Agents cannot be cut off from the network here; proxies that refuse stand in for it.");
  const tally = await runPlaywright("e2e/agents", {
    args: wanted.map(({ id }) => `--project=${id}`),
    env: installed ? { DROVER_AGENTS_INSTALLED: "1" } : {},
    ...(prefix === undefined ? {} : { prefix }),
  });
  for (const [id, problem] of missing) {
    say(`✗ ${id} was not judged: ${problem}. Put that right, then: npm run agents -- ${id}`);
  }
  return { ...tally, failed: tally.failed + missing.size };
}

function missingInPath(ids: readonly string[]): ReadonlyMap<string, string> {
  return new Map(ids.filter((id) => !isInPath(id)).map((id) => [id, "it is not in the PATH"]));
}

function isInPath(id: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, id)));
}
