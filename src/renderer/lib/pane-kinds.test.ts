import { expect, test } from "vitest";
import { type PaneSpec, paneId, parsePaneSpec } from "./pane-kinds.ts";

test("names a pane by its kind and by what it is about, so that it exists once", () => {
  const specs: readonly PaneSpec[] = [
    { kind: "board" },
    { kind: "terminal", agent: "shop/workers/ada" },
    { kind: "review", of: "sb-1" },
    { kind: "review", of: "main", project: "shop" },
  ];
  expect(specs.map(paneId)).toEqual(["board", "terminal:shop/workers/ada", "review:sb-1", "review:main@shop"]);
});

test("reads a pane back, without what it does not know", () => {
  expect(parsePaneSpec({ kind: "review", of: "sb-1", project: "shop", colour: "red" })).toEqual({
    kind: "review",
    of: "sb-1",
    project: "shop",
  });
  expect(parsePaneSpec({ kind: "review", of: "sb-1", project: 7 })).toEqual({ kind: "review", of: "sb-1" });
});

test.each([undefined, null, "board", {}, { kind: "toString" }, { kind: "item" }, { kind: "item", item: 7 }])(
  "takes %j for no pane",
  (value) => {
    expect(parsePaneSpec(value)).toBeUndefined();
  },
);
