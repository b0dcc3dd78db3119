import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runtimeFolder, socketPath } from "./runtime-folder.ts";

describe("the folder for sockets", () => {
  let parent: string;

  beforeEach(() => {
    parent = mkdtempSync(path.join(tmpdir(), "dr-"));
  });

  afterEach(() => {
    rmSync(parent, { recursive: true });
  });

  it("is in the system's runtime folder, for the user alone", () => {
    const folder = path.join(parent, "drover");
    expect(runtimeFolder({ XDG_RUNTIME_DIR: parent })).toEqual({ ok: true, value: folder });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    chmodSync(folder, 0o777);
    expect(runtimeFolder({ XDG_RUNTIME_DIR: parent }).ok).toBe(true);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it("is a temporary one where there is no runtime folder, or one with too long a path", () => {
    for (const folder of [undefined, "relative", `/${"x".repeat(90)}`]) {
      const found = runtimeFolder({ XDG_RUNTIME_DIR: folder });
      if (!found.ok) throw new Error(found.error.message);
      expect(found.value).toMatch(/\/drover-\d+$/);
      const socket = socketPath(found.value, "/a/workspace", "pty-abcdef");
      expect(Buffer.byteLength(socket)).toBeLessThanOrEqual(100);
    }
  });

  it("is refused where something else has its name", () => {
    writeFileSync(path.join(parent, "drover"), "");
    expect(runtimeFolder({ XDG_RUNTIME_DIR: parent })).toMatchObject({ error: { code: "runtime-folder-unsafe" } });
    rmSync(path.join(parent, "drover"));
    mkdirSync(path.join(parent, "other"));
    symlinkSync(path.join(parent, "other"), path.join(parent, "drover"));
    expect(runtimeFolder({ XDG_RUNTIME_DIR: parent })).toMatchObject({ error: { code: "runtime-folder-unsafe" } });
  });

  it("has one socket for each workspace and role, the same after a restart", () => {
    expect(socketPath("/r", "/w", "core")).toBe(socketPath("/r", "/w", "core"));
    const others = [socketPath("/r", "/w2", "core"), socketPath("/r", "/w", "pty-1")];
    expect(new Set([...others, socketPath("/r", "/w", "core")]).size).toBe(3);
  });
});
