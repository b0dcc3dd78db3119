import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { IntegrationView } from "../../../shared/contract/integration.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { countOf } from "../names.ts";

type Of = Pick<ItemView, "id" | "status" | "landedCommit">;

/**
 * Where work stands to an integration branch. to-land: it will land there; gathered: it has landed there, and not on the target;
 * lost: it had landed there, and the branch was dropped without having landed.
 */
export interface Gathering {
  readonly how: "to-land" | "gathered" | "lost";
  readonly integration: IntegrationView;
}

/** What has landed on a branch that has not landed itself, or never did; undefined for everything else. */
export function gatheringOf(item: Of, integrations: readonly IntegrationView[]): Gathering | undefined {
  if (item.status !== "closed" || item.landedCommit !== undefined) return undefined;
  const holding = integrations.filter(({ gathered }) => gathered.some((part) => part.item === item.id));
  const open = holding.find(({ state }) => state === "open");
  if (open !== undefined) return { how: "gathered", integration: open };
  const dropped = holding.find(({ state }) => state === "dropped");
  return dropped === undefined ? undefined : { how: "lost", integration: dropped };
}

/** Of work that is not over: the branch of the nearest epic above it that gathers in its project. */
export function landsOn(
  item: Pick<ItemView, "id" | "status" | "project" | "parent">,
  integrations: readonly IntegrationView[],
  parentOf: (item: string) => string | undefined,
): Gathering | undefined {
  if (item.status === "closed" || item.project === undefined) return undefined;
  const seen = new Set<string>([item.id]);
  for (let at = item.parent; at !== undefined && !seen.has(at); at = parentOf(at)) {
    seen.add(at);
    const found = integrations.find(
      ({ epic, state, project }) => epic === at && state === "open" && project === item.project,
    );
    if (found !== undefined) return { how: "to-land", integration: found };
  }
  return undefined;
}

/** Whose branch one is: an open one's before one's that has been. */
export function integrationOn(
  integrations: readonly IntegrationView[],
  { project, branch }: { readonly project: string; readonly branch: string | undefined },
): IntegrationView | undefined {
  const own = integrations.filter((one) => one.project === project && one.branch === branch);
  return own.find(({ state }) => state === "open") ?? own[0];
}

export function gatheringWords({ how, integration: { branch, target } }: Gathering): string {
  switch (how) {
    case "to-land":
      return `Lands on ${branch}, not on ${target}`;
    case "gathered":
      return `Landed on ${branch}, not on ${target} yet`;
    case "lost":
      return `Landed on ${branch}, which was dropped: it is not on ${target}`;
  }
}

/** The same where there is little room: what matters first. */
export function gatheringMark({ how, integration: { branch, target } }: Gathering): string {
  const place = how === "gathered" ? `Not on ${target} yet` : `Not on ${target}`;
  return how === "to-land" ? `To ${branch}` : `${place}, landed on ${branch}`;
}

/** What can be done with a branch now; the core has the last word. */
export function integrationWays({ state, submission, arriving, gathered }: IntegrationView): {
  readonly canLand: boolean;
  readonly canUpdate: boolean;
  readonly canDrop: boolean;
} {
  const isFree = state === "open" && submission === undefined;
  return {
    canLand: isFree && arriving.length === 0 && gathered.length > 0,
    canUpdate: isFree,
    canDrop: isFree && arriving.length === 0,
  };
}

/** How far a branch is; the whole of its trouble where it has any and nothing is under way. */
export function standingOf({ state, submission, trouble, standing }: IntegrationView): {
  readonly text: string;
  readonly isTroubled: boolean;
} {
  const isTroubled = state === "open" && submission === undefined && trouble !== undefined;
  return { text: isTroubled ? trouble.trim() : standing, isTroubled };
}

/** Where a branch stands to its target, in commits. */
export function distanceWords(
  target: string,
  { ahead, behind }: Pick<OutputOf<"integration.show">, "ahead" | "behind">,
): string {
  if (ahead === undefined || behind === undefined) return "";
  if (ahead === 0 && behind === 0) return `level with ${target}`;
  const has = ahead === 0 ? `nothing that ${target} lacks` : `${commits(ahead)} ahead of ${target}`;
  return behind === 0 ? `${has}, up to date with it` : `${has}, ${commits(behind)} behind`;
}

/** What follows when it is landed now: said before it is done. */
export function landingWords({ gathered, open, target, branch }: IntegrationView): string {
  const what = gathered.length === 0 ? `What ${branch} has` : `${countOf(itemsOf(gathered))} on ${branch}`;
  const how = `put on the newest ${target} as one merge, gated, and landed`;
  const verb = gathered.length === 0 || itemsOf(gathered).length === 1 ? "is" : "are";
  if (open.length === 0) return `${what} ${verb} ${how}. The epic closes with it.`;
  const rest = `${open.slice(0, OPEN_NAMED).join(", ")}${open.length > OPEN_NAMED ? ", …" : ""}`;
  return `${what} ${verb} ${how}. Not closed below the epic: ${rest}. It stays open and goes on gathering.`;
}
const OPEN_NAMED = 5;

/** Each item once, however often it landed on the branch. */
export function itemsOf(gathered: IntegrationView["gathered"]): readonly string[] {
  return [...new Set(gathered.map(({ item }) => item))];
}

function commits(count: number): string {
  return count === 1 ? "1 commit" : `${count} commits`;
}
