import { type Result, ok } from "../../../../shared/model/result.ts";
import type { ConflictAnswer, HookAnswer } from "./drover.ts";
import type { Performer } from "./perform.ts";
import { type Script, type Step, findScript } from "./script.ts";

/** What a resolver of a conflict does where the item's script says nothing else. */
const STEPS: readonly Step[] = [
  { action: { kind: "think", ms: 1500 }, when: {} },
  { action: { kind: "rebase" }, when: {} },
  { action: { kind: "submit" }, when: {} },
];

/** A submission whose conflict is on the hook, by the item that it is for. */
export interface Conflict {
  /** What the script of the submitted item says: its edits are made again on what has landed, then `steps` are done. */
  readonly script: Script;
}

/** The conflict that the item on the hook is about, with the script of the item that was submitted; undefined for other work. */
export async function conflictOf(
  item: NonNullable<HookAnswer["item"]>,
  performer: Performer,
): Promise<Result<Conflict | undefined>> {
  const { console, drover } = performer;
  if (item.resolves === undefined) return ok(undefined);
  console.tool("Run", `drover mq conflict ${item.resolves}`);
  const told = await drover.conflict(item.resolves);
  if (!told.ok) return told;
  console.below(bothSides(told.value));
  const description = await drover.description(told.value.theirs.item);
  if (!description.ok) return description;
  const found = findScript(description.value);
  if (!found.ok) return found;
  const { pace = 1, steps = [], fix = [], resolve = STEPS } = found.value ?? {};
  return ok({ script: { pace, steps, fix, resolve } });
}

function bothSides({ theirs, ours, files }: ConflictAnswer): readonly string[] {
  return [
    `submitted: ${theirs.title}`,
    ...ours.map(({ title }) => `landed: ${title}`),
    ...files.map(({ path, kind }) => `${path}  ${kind}`),
  ];
}
