import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { commandOfFile, commandOfLink } from "./open-requests.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "drover-open-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

it("shows what a link leads to, in its own workspace alone", () => {
  const about = { kind: "item", id: "shop-1" } as const;
  expect(commandOfLink({ about }, "/w")).toMatchObject({ value: { kind: "show", about } });
  expect(commandOfLink({ about, workspace: "/w/" }, "/w")).toMatchObject({ ok: true });
  expect(commandOfLink({ about, workspace: "/v" }, "/w")).toMatchObject({ error: { code: "other-workspace" } });
  expect(commandOfLink({}, "/w")).toEqual({ ok: true, value: undefined });
});

it("offers what a file holds, and says why it cannot where it is too large or is none", async () => {
  const file = path.join(folder, "plan.drover");
  writeFileSync(file, "{}\n");
  expect(await commandOfFile(file)).toMatchObject({
    value: { kind: "import", name: "plan.drover.jsonl", text: "{}\n" },
  });
  truncateSync(file, 21 * 1024 * 1024);
  expect(await commandOfFile(file)).toMatchObject({ error: { code: "too-large" } });
  expect(await commandOfFile(folder)).toMatchObject({ error: { code: "unreadable" } });
  const pipe = path.join(folder, "pipe.drover");
  execFileSync("mkfifo", [pipe]);
  expect(await commandOfFile(pipe)).toMatchObject({ error: { code: "unreadable" } });
  expect(await commandOfFile(path.join(folder, "none"))).toMatchObject({ error: { code: "unreadable" } });
});
