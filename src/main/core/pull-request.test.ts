import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { StandInState } from "./merge-queue/testing/forge-stand-in.ts";
import { type CoreHouse, type OpenCore, PROJECT, must, openCoreHouse, work } from "./testing/core-house.ts";

const URL = "https://github.com/acme/shop.git";

let folder: string;
let house: CoreHouse;
let one: OpenCore;

const stateFile = () => path.join(folder, "forge.json");
const forge = (): StandInState => JSON.parse(readFileSync(stateFile(), "utf8")) as StandInState;

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "drover-hub-")));
  const bin = path.join(folder, "bin");
  mkdirSync(bin);
  const standIn = path.join(import.meta.dirname, "merge-queue/testing/github-stand-in.ts");
  const program = path.join(bin, "gh");
  writeFileSync(
    program,
    `#!/bin/sh\nSTAND_IN=gh FORGE_STATE="${stateFile()}" exec "${process.execPath}" "${standIn}" "$@"\n`,
  );
  chmodSync(program, 0o755);
  vi.stubEnv("PATH", `${bin}:${process.env["PATH"] ?? ""}`);
  house = await openCoreHouse();
  await appendFile(path.join(house.folder, ".gitconfig"), `[url "${house.origin}"]\n\tinsteadOf = ${URL}\n`);
  const empty: StandInState = { origin: house.origin, pulls: [], checks: {}, rules: {}, calls: [] };
  writeFileSync(stateFile(), JSON.stringify(empty));
  one = await house.open();
  await must(
    one.client.call("project.add", {
      source: URL,
      name: PROJECT,
      runtime: "scripted",
      landing: "pull-request",
      gates: [{ name: "file", command: ["test", "-f", "shared.txt"], timeoutMs: 60_000 }],
    }),
  );
});

afterEach(async () => {
  await house[Symbol.asyncDispose]();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

it("an agent's work becomes a pull request, and its item is done when that is merged and not before", async () => {
  const item = await one.create("one", work("one"), { acceptance: "There is a file." });
  await must(one.client.call("work.sling", { items: [item.id] }));
  await one.event(({ type }) => type === "submissionPublished");
  const [pull] = forge().pulls;
  expect(pull).toMatchObject({ branch: `drover/${item.id}`, target: "main", title: "one", state: "open" });
  expect(pull?.body).toContain("There is a file.");
  expect(pull?.body).toContain("- file: green");
  expect(await house.landed()).toEqual(["Begin"]);
  expect((await one.item(item.id)).status).not.toBe("closed");

  const state = forge();
  state.checks[pull?.versions[0]?.sha ?? ""] = [{ name: "test", state: "success" }];
  writeFileSync(stateFile(), JSON.stringify(state));
  // Whoever changes the settings has the queue looked at.
  await must(one.client.call("project.edit", { project: PROJECT, queue: { retries: 0 } }));
  await one.landing(item.id);
  expect((await house.landed()).toSorted()).toEqual(["Begin", "Do one", "one (#1)"]);
  const landed = await one.item(item.id);
  expect(landed).toMatchObject({ stage: "landed", landedCommit: forge().pulls[0]?.merged });

  // Undone by a pull request, too.
  const undoing = await must(one.client.call("mq.revert", { item: item.id }));
  await one.event(({ type, subject }) => type === "submissionPublished" && subject === undoing.submission.id);
  const second = forge();
  second.checks[second.pulls[1]?.versions[0]?.sha ?? ""] = [{ name: "test", state: "success" }];
  writeFileSync(stateFile(), JSON.stringify(second));
  await must(one.client.call("project.edit", { project: PROJECT, queue: { retries: 1 } }));
  await one.landing(undoing.item);
  expect((await house.ask("ls-tree", "--name-only", "main")).split("\n")).toEqual(["shared.txt"]);
});
