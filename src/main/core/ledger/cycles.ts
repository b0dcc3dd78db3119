import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";

/** The way from one item to another along what each waits for, both ends included; undefined when there is none. */
export function findPath(
  from: string,
  to: string,
  waitsFor: (id: string) => readonly string[],
): readonly string[] | undefined {
  const cameFrom = new Map<string, string | undefined>([[from, undefined]]);
  const queue = [from];
  for (const id of queue) {
    if (id === to) return pathTo(id, cameFrom);
    for (const next of waitsFor(id)) {
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, id);
      queue.push(next);
    }
  }
  return undefined;
}

function pathTo(id: string, cameFrom: ReadonlyMap<string, string | undefined>): readonly string[] {
  const path: string[] = [];
  for (let at: string | undefined = id; at !== undefined; at = cameFrom.get(at)) path.push(at);
  return path.toReversed();
}

/** Whether `item` may wait for `to`. The refusal shows the way round. */
export function checkCycle(
  item: string,
  to: string,
  waitsFor: (id: string) => readonly string[],
): Result<void, Failure<"cycle">> {
  const path = findPath(to, item, waitsFor);
  if (path === undefined) return ok();
  const cycle = [item, ...path];
  const message =
    item === to
      ? `${item} cannot wait for itself.`
      : `${item} cannot wait for ${to}, which waits for it already: ${cycle.join(" → ")}.`;
  return fail("cycle", message, { remedy: "Take one of these dependencies away first.", details: { cycle } });
}
