import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { USER } from "../../../shared/model/identity.ts";
import { createFigures } from "./figures.ts";

it("counts the workspace's folders and those of each project, the largest first, and the sessions of each host", async () => {
  const workspaceDir = await mkdtemp(path.join(tmpdir(), "drover-figures-"));
  try {
    const clone = path.join(workspaceDir, "projects", "shop", "clone.git", "objects");
    await mkdir(clone, { recursive: true });
    await mkdir(path.join(workspaceDir, ".drover"));
    await writeFile(path.join(clone, "pack"), "x".repeat(5_000));
    await writeFile(path.join(workspaceDir, ".drover", "core.log"), "y".repeat(100));
    using figures = createFigures({
      ...{ version: "1.2.3", startedAt: 5, workspaceDir },
      hostsOfSessions: () => ["h-1", "h-2", "h-1"],
      isOutOfReach: (host) => host === "h-2",
    });
    const { signal } = new AbortController();
    const shown = await figures.handlers["health.show"]({}, { identity: USER, role: "user" }, signal);
    expect(shown).toMatchObject({
      ok: true,
      value: {
        core: { version: "1.2.3", startedAt: 5, pid: process.pid },
        hosts: [
          { id: "h-1", sessions: 2, isOutOfReach: false },
          { id: "h-2", sessions: 1, isOutOfReach: true },
        ],
        folders: [
          { path: path.join("projects", "shop", "clone.git"), bytes: 5_000, isCutShort: false },
          { path: ".drover", bytes: 100, isCutShort: false },
        ],
      },
    });
  } finally {
    await rm(workspaceDir, { recursive: true });
  }
});
