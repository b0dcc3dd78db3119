import { expect, test } from "vitest";
import { cloneAt } from "./repositories.ts";

test.each([
  ["/home/ada/drover/projects/shop/clone.git", "/home/ada/drover/projects/shop/clone.git"],
  ["/home/ada/drover/projects/shop/worktrees/otter", "/home/ada/drover/projects/shop/clone.git"],
  ["/home/ada/drover/projects", undefined],
  ["/home/ada/drover/ledger.git", undefined],
  ["/home/ada/src/shop", undefined],
])("a call in %s touches the clone %s", (folder, clone) => {
  expect(cloneAt("/home/ada/drover", folder)?.path).toBe(clone);
});
