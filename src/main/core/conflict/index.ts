import { fail, ok } from "../../../shared/model/result.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { ConflictFlag } from "../../../shared/model/conflict-flag.ts";
import { type IdentityPath, projectOf } from "../../../shared/model/identity.ts";
import { conflictFlagKind } from "./decide.ts";
import { ConflictKeeper } from "./keeper.ts";
import type { ConflictDeps } from "./ports.ts";
import { briefingLines } from "./words.ts";

export { conflictFlagKind } from "./decide.ts";
export { describeConflictFlagEvent } from "./words.ts";
export type * from "./ports.ts";

export interface Conflicts {
  /** Begins to look. To be called once the projects are open. */
  start(): void;
  /** Looks at a project at once, e.g. when it was opened or its settings changed. */
  wake(project: string): void;
  /** What stands against an agent's work on an item, in lines for its priming; others' words are made plain. */
  briefing(agent: IdentityPath, item: string): readonly string[];
  /** Those of a project that stand. */
  standing(project: string): readonly ConflictFlag[];
  /** Resolves when nothing is being looked at. */
  idle(): Promise<void>;
  readonly handlers: SomeHandlers<"conflict.list">;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Flags that were taken down are shown so long, to those who ask for all. */
const RECENT_MS = 7 * 24 * 3_600_000;

/**
 * Early warning: branches of a project that would not merge with one another, or with what has landed, are found while their
 * agents work, told to both and shown. Nothing is held back by it.
 */
export function createConflicts(deps: ConflictDeps): Conflicts {
  const { store, clock } = deps;
  const table = store.table(conflictFlagKind);
  const keeper = new ConflictKeeper({ ...deps, table });
  const isUp = (flag: ConflictFlag) => flag.cleared === undefined;

  function isOf(
    flag: ConflictFlag,
    of: { readonly agent?: string | undefined; readonly item?: string | undefined },
  ): boolean {
    return flag.sides.some(
      (side) =>
        (of.agent === undefined || (side.kind === "work" && side.agent === of.agent)) &&
        (of.item === undefined || (side.kind === "work" && side.item === of.item)),
    );
  }

  function present(flag: ConflictFlag) {
    const items = flag.sides.flatMap((side) => (side.kind === "work" ? [side.item] : []));
    const titles = items.flatMap((item) => {
      const title = deps.titleOf(item);
      return title === undefined ? [] : [[item, title] as const];
    });
    return { ...flag, titles: Object.fromEntries(titles) };
  }

  return {
    start: () => {
      keeper.start();
    },
    wake: (project) => {
      keeper.wake(project);
    },
    standing: (project) => [...table.values()].filter((flag) => flag.project === project && isUp(flag)),
    briefing(agent, item) {
      const flags = [...table.values()].filter((flag) => isUp(flag) && isOf(flag, { agent, item }));
      return briefingLines(flags, agent, deps.titleOf);
    },
    idle: () => keeper.idle(),
    handlers: {
      "conflict.list": async (input, caller) => {
        const { project } = input;
        if (project !== undefined && !deps.hasProject(project)) {
          return fail("project-not-found", `There is no project ${JSON.stringify(project)}.`, {
            remedy: "List them with `drover project list`.",
          });
        }
        const agent = input.agent === undefined ? ok() : deps.resolveAgent(input.agent, projectOf(caller.identity));
        if (!agent.ok) return agent;
        const item = input.item === undefined ? ok() : deps.resolveItem(input.item);
        if (!item.ok) return item;
        const of = { agent: agent.value ?? undefined, item: item.value ?? undefined };
        const since = clock.now() - RECENT_MS;
        const shown = [...table.values()].filter(
          (flag) =>
            (project === undefined || flag.project === project) &&
            isOf(flag, of) &&
            (isUp(flag) || (input.all === true && flag.updatedAt >= since)),
        );
        const order = (flag: ConflictFlag) => (isUp(flag) ? 0 : 1);
        return ok({
          flags: shown.toSorted((a, b) => order(a) - order(b) || b.updatedAt - a.updatedAt).map(present),
        });
      },
    },
    [Symbol.asyncDispose]: () => keeper[Symbol.asyncDispose](),
  };
}
