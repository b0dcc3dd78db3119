import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WorkspaceLock } from "../platform/store/workspace-lock.ts";
import { enclosingRepository, placeOfWorkspace, workspaceSecret } from "./index.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "drover-place-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe("the place of the workspace", () => {
  const env = { HOME: "/home/ada" };

  it("is the one that was named, before the one of the environment, relative to where the user is", () => {
    const named = { given: "there", env: { ...env, DROVER_WORKSPACE: "/elsewhere" }, cwd: folder };
    expect(placeOfWorkspace(named)).toBe(path.join(folder, "there"));
    expect(placeOfWorkspace({ ...named, given: undefined })).toBe("/elsewhere");
  });

  it("is the workspace above the user, else a folder at home", () => {
    const cwd = path.join(folder, "projects", "web");
    mkdirSync(cwd, { recursive: true });
    expect(placeOfWorkspace({ given: undefined, env, cwd })).toBe("/home/ada/Drover");
    mkdirSync(path.join(folder, ".drover"));
    expect(placeOfWorkspace({ given: undefined, env: { ...env, DROVER_WORKSPACE: "" }, cwd })).toBe(folder);
  });

  it("tells of the git work tree around it", () => {
    const cwd = path.join(folder, "a", "b");
    mkdirSync(cwd, { recursive: true });
    expect(enclosingRepository(cwd)).toBeUndefined();
    writeFileSync(path.join(folder, ".git"), "gitdir: elsewhere");
    expect(enclosingRepository(cwd)).toBe(folder);
  });
});

describe("the workspace's secret", () => {
  it("is made once, is the user's alone, and is replaced when it was damaged", async () => {
    const taken = WorkspaceLock.acquire(folder, "a test");
    if (!taken.ok) throw new Error(taken.error.message);
    using lock = taken.value;
    const file = path.join(folder, ".drover", "secret");
    const secret = await workspaceSecret(lock);
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await workspaceSecret(lock)).toBe(secret);
    writeFileSync(file, secret.slice(1));
    const fresh = await workspaceSecret(lock);
    expect(fresh).not.toBe(secret);
    expect(readFileSync(file, "utf8").trim()).toBe(fresh);
  });
});
