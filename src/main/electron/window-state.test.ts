import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { readBounds, writeBounds } from "./window-state.ts";

it("keeps a place for each set of screens, the latest dozen, and makes nothing of a file that makes no sense", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "drover-bounds-"));
  const file = path.join(folder, "deep", "window.json");
  const at = (x: number) => ({ x, y: 0, width: 800, height: 600 });
  expect(readBounds(file, "desk")).toBeUndefined();
  writeBounds(file, "desk", at(1));
  writeBounds(file, "road", at(2));
  writeBounds(file, "desk", at(3));
  expect([readBounds(file, "desk"), readBounds(file, "road")]).toEqual([at(3), at(2)]);
  for (let n = 0; n < 12; n += 1) writeBounds(file, `hotel ${n}`, at(n));
  expect(readBounds(file, "desk")).toBeUndefined();
  expect(readBounds(file, "hotel 0")).toEqual(at(0));
  writeFileSync(file, "{");
  expect(readBounds(file, "hotel 0")).toBeUndefined();
  expect(writeBounds("/dev/null/x", "desk", at(1))).toBe(false);
  rmSync(folder, { recursive: true });
});
