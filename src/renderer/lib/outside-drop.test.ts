import { expect, test } from "vitest";
import { outsideKind } from "./outside-drop.tsx";

test.each([
  [["Files"], "file"],
  [["text/plain", "text/html"], "text"],
  // A card of our own carries a text for those outside.
  [["application/vnd.pdnd", "text/plain"], undefined],
  [["dockview"], undefined],
])("takes %j as %s", (types, kind) => {
  expect(outsideKind({ types })).toBe(kind);
});
