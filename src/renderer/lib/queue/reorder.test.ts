import * as fc from "fast-check";
import { expect, test } from "vitest";
import { dropMove, reordered, reorderedWithin, stepMove } from "./reorder.ts";

const QUEUE = ["a", "b", "c", "d"];

test("one step up, one down, or to the front, and back", () => {
  expect(stepMove(QUEUE, "c", "up")).toEqual({ to: { before: "b" }, undo: { before: "d" }, position: 2 });
  expect(stepMove(QUEUE, "c", "down")).toEqual({ to: { after: "d" }, undo: { before: "d" }, position: 4 });
  expect(stepMove(QUEUE, "c", "first")).toEqual({ to: "first", undo: { before: "d" }, position: 1 });
  expect(stepMove(QUEUE, "d", "first")?.undo).toEqual({ after: "c" });
});

test("goes no further than the ends, and moves nothing that is not there", () => {
  expect(stepMove(QUEUE, "a", "up")).toBeUndefined();
  expect(stepMove(QUEUE, "a", "first")).toBeUndefined();
  expect(stepMove(QUEUE, "d", "down")).toBeUndefined();
  expect(stepMove(QUEUE, "x", "up")).toBeUndefined();
});

test("a drop lands on the side of the edge it was dropped on", () => {
  expect(dropMove(QUEUE, "a", "c", "top")).toMatchObject({ to: { before: "c" }, position: 2 });
  expect(dropMove(QUEUE, "a", "c", "bottom")).toMatchObject({ to: { before: "d" }, position: 3 });
  expect(dropMove(QUEUE, "d", "a", "top")).toMatchObject({ to: "first", position: 1 });
  expect(dropMove(QUEUE, "b", "a", "bottom")).toBeUndefined();
});

test("others in the list stay where they are", () => {
  const list = ["x", "a", "b", "y", "c", "d"].map((id) => ({ id }));
  const order = reordered(QUEUE, "d", 1);
  expect(reorderedWithin(list, QUEUE, order).map(({ id }) => id)).toEqual(["x", "d", "a", "y", "b", "c"]);
});

test("the queue that is shown is the one that the verb makes", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...QUEUE),
      fc.constantFrom(...QUEUE),
      fc.constantFrom("top", "bottom"),
      (id, onto, edge) => {
        const move = dropMove(QUEUE, id, onto, edge === "top" ? "top" : "bottom");
        if (move === undefined) return;
        const after = reordered(QUEUE, id, move.position);
        const asked = applied(QUEUE, id, move.to);
        expect(asked).toEqual(after);
        expect(applied(after, id, move.undo)).toEqual(QUEUE);
      },
    ),
    { seed: 2 },
  );
});

/** What the core does. */
function applied(queue: readonly string[], id: string, to: NonNullable<ReturnType<typeof stepMove>>["to"]) {
  const rest = queue.filter((one) => one !== id);
  if (to === "first") return [id, ...rest];
  if (to === "by-rule") throw new Error("No move asks for that.");
  const at = "before" in to ? rest.indexOf(to.before) : rest.indexOf(to.after) + 1;
  return rest.toSpliced(at, 0, id);
}
