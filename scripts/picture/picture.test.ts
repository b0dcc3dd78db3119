import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cruiseSources } from "../boundaries/check.ts";
import { draw } from "./draw.ts";
import { folderGraph } from "./folder-graph.ts";

const ROOT = join(import.meta.dirname, "../..");

test("the picture shows the folders and imports of the code as it is", async () => {
  const { modules } = await cruiseSources(ROOT);
  const committed = await readFile(join(ROOT, "docs/architecture.svg"), "utf8");
  expect(committed, "run `npm run docs:architecture`").toBe(draw(folderGraph(modules)));
});

test("imports of tests and of packages are not drawn, and several imports are one line", () => {
  const module = (source: string, ...resolved: string[]) =>
    ({ source, dependencies: resolved.map((to) => ({ resolved: to })), dependents: [], valid: true }) as never;
  const graph = folderGraph([
    module("src/main/core/convoy/index.ts", "src/main/core/ledger/index.ts", "node_modules/zod/index.js"),
    module("src/main/core/convoy/decide.ts", "src/main/core/ledger/index.ts", "src/main/core/convoy/index.ts"),
    module("src/main/core/convoy/decide.test.ts", "src/main/core/patrol/index.ts"),
    module("src/main/core/ledger/index.ts"),
    module("src/main/core/orchestrator.ts", "src/main/core/convoy/index.ts"),
  ]);
  expect(graph.edges).toEqual([
    { from: "convoy", to: "ledger" },
    { from: "orchestrator", to: "convoy" },
  ]);
  expect(graph.bands.map((band) => band.folders)).toEqual([["orchestrator"], ["convoy"], ["ledger"]]);
});
