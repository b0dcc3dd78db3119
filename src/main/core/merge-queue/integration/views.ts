import type { IntegrationView } from "../../../../shared/contract/integration.ts";
import type { NewEvent } from "../../../../shared/model/event.ts";
import type { IdentityPath } from "../../../../shared/model/identity.ts";
import type { Integration } from "../../../../shared/model/integration.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import { isUnderWay } from "../decide.ts";
import type { IntegrationDeps } from "./ports.ts";

/** What is derived of an integration branch: from the items below its epic and from the merge queue. */
export interface IntegrationViews {
  /** Ids of what is below an epic, at any depth, and not closed. */
  openBelow(epic: string): readonly string[];
  /** Submissions on their way onto the branch, but for its own. */
  arriving(one: Integration): readonly string[];
  /** The submission under way by which it lands, or is brought up to its target. */
  own(one: Integration): Submission | undefined;
  present(one: Integration): IntegrationView;
}

/** What becomes of items that were gathered. Each may have landed on the branch more than once. */
export function outcomes(
  items: Pick<IntegrationDeps["items"], "planOutcome">,
  gathered: Integration["gathered"],
  outcome: (commit: string) => { readonly landedCommit?: string; readonly reason: string },
  actor: IdentityPath,
): readonly NewEvent[] {
  const commits = new Map(gathered.map(({ item, commit }) => [item, commit]));
  return [...commits].flatMap(([item, commit]) => items.planOutcome(item, outcome(commit), { actor }));
}

export function createIntegrationViews({
  items,
  queue,
  targetOf,
}: Pick<IntegrationDeps, "items" | "queue" | "targetOf">): IntegrationViews {
  function openBelow(epic: string): readonly string[] {
    const open: string[] = [];
    const waiting = [...items.children(epic)];
    const seen = new Set<string>();
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      const item = items.get(id);
      if (item !== undefined && item.status !== "closed") open.push(id);
      waiting.push(...items.children(id));
    }
    return open.toSorted();
  }

  const arriving = ({ project, branch }: Integration) =>
    [...queue().values()]
      .filter(
        (one) => one.project === project && one.branch === branch && one.kind !== "integration" && isUnderWay(one),
      )
      .map(({ id }) => id);

  const own = ({ epic }: Integration) =>
    queue()
      .ofItem(epic)
      .findLast((one) => one.kind === "integration" && isUnderWay(one));

  function standing(one: Integration, submission: Submission | undefined, open: readonly string[]): string {
    const target = targetOf(one.project);
    if (one.state === "landed") return `landed on ${target} as ${(one.landed ?? "").slice(0, 8)}`;
    if (one.state === "dropped") {
      return one.dropped === undefined ? "dropped" : `dropped, kept as ${one.dropped.slice(0, 8)}`;
    }
    if (submission !== undefined) {
      const what = submission.branch === undefined ? `lands on ${target}` : `is being brought up to ${target}`;
      return `${what}: ${submission.state}`;
    }
    if (one.trouble !== undefined) return one.trouble.split("\n", 1)[0] ?? "";
    const has = one.gathered.length === 1 ? "1 item" : `${one.gathered.length} items`;
    if (open.length > 0) return `${has} on ${one.branch}, not on ${target} yet; ${open.length} open`;
    if (one.gathered.length === 0) return "nothing gathered yet";
    return `${has} on ${one.branch}, not on ${target} yet; ${one.auto ? "lands by itself" : "waits to be landed"}`;
  }

  return {
    openBelow,
    arriving,
    own,
    present(one) {
      const submission = own(one);
      const open = one.state === "open" ? openBelow(one.epic) : [];
      return {
        ...one,
        title: items.get(one.epic)?.title ?? one.epic,
        target: targetOf(one.project),
        open: [...open],
        arriving: [...arriving(one)],
        ...(submission === undefined ? {} : { submission: submission.id }),
        standing: standing(one, submission, open),
      };
    },
  };
}
