import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { HealthCheck } from "../../../shared/contract/maintenance.ts";
import { type StoreFixture, git, nodeGit, noteKind } from "../platform/store/store-fixture.ts";
import { doctor } from "./doctor.ts";
import type { Check } from "./health-check.ts";
import type { MaintenanceDeps } from "./ports.ts";
import { makeLedger, rewrite } from "./testing/damaged-ledger.ts";

function depsOf(fixture: StoreFixture, more: Partial<MaintenanceDeps> = {}): MaintenanceDeps {
  const run = path.join(fixture.dir, "run");
  mkdirSync(run, { recursive: true, mode: 0o700 });
  return {
    ...{ git: nodeGit, now: () => fixture.clock.now(), kinds: [noteKind], workspaceDir: fixture.dir },
    ...{
      owner: { name: "Olga", email: "olga@example.org" },
      env: { XDG_RUNTIME_DIR: run },
      keptFolders: [],
      checks: [],
    },
    ...more,
  };
}

async function ask(deps: MaintenanceDeps, fix = false, only?: readonly string[]) {
  const told = await doctor(deps, { fix, only });
  if (!told.ok) throw new Error(told.error.message);
  return told.value;
}

const bad = (checks: readonly HealthCheck[]) =>
  checks.filter(({ state }) => state !== "ok").map(({ id, state }) => `${id} ${state}`);

describe("doctor", () => {
  it("finds nothing wrong with a workspace that is well", async () => {
    await using fixture = await makeLedger();
    const told = await ask(depsOf(fixture));
    expect(bad(told.checks)).toEqual([]);
    expect(told.state).toBe("ok");
    expect(told.checks.length).toBeGreaterThan(8);
    expect(new Set(told.checks.map(({ id }) => id)).size).toBe(told.checks.length);
  });

  it.each<[string, (fixture: StoreFixture) => void, readonly string[]]>([
    [
      "a damaged ledger",
      (fixture) => rewrite(fixture.gitDir, (files) => files.set("meta.json", "{")),
      ["ledgers problem"],
    ],
    [
      "others' commits set aside",
      ({ gitDir }) => git(gitDir, "update-ref", "refs/drover/foreign/1", git(gitDir, "rev-parse", "drover/ledger")),
      ["foreign-refs warning"],
    ],
    [
      "lines in quarantine",
      ({ dir }) => {
        mkdirSync(path.join(dir, ".drover", "quarantine"), { recursive: true });
        writeFileSync(path.join(dir, ".drover", "quarantine", "a.json"), "{}");
      },
      ["quarantine warning"],
    ],
    [
      "a clock that was set back",
      (fixture) =>
        rewrite(fixture.gitDir, (files) => {
          for (const [file, text] of files) files.set(file, text.replace(/"born":"\d{13}/, '"born":"9000000000000'));
        }),
      ["clock warning"],
    ],
    [
      "a folder left by a project that was not added",
      ({ dir }) => mkdirSync(path.join(dir, "projects", "shop.left-0badc0de"), { recursive: true }),
      ["left-folders warning"],
    ],
  ])("tells of %s, with a way out", async (_name, damage, expected) => {
    await using fixture = await makeLedger();
    damage(fixture);
    const { checks } = await ask(depsOf(fixture));
    expect(bad(checks)).toEqual(expected);
    expect(checks.filter(({ state, remedy }) => state !== "ok" && remedy === undefined)).toEqual([]);
  });

  it("tells of a runtime folder that others can look into", async () => {
    await using fixture = await makeLedger();
    const file = path.join(mkdtempSync(path.join(fixture.dir, "r-")), "a-file");
    writeFileSync(file, "");
    chmodSync(file, 0o600);
    const { checks, state } = await ask(depsOf(fixture, { env: { XDG_RUNTIME_DIR: file } }), false, ["sockets"]);
    expect(bad(checks)).toEqual(["sockets problem"]);
    expect(state).toBe("problem");
  });

  it("does what a check offers when it is asked to, and says what it did", async () => {
    await using fixture = await makeLedger();
    const hosts = path.join(fixture.dir, ".drover", "hosts");
    mkdirSync(hosts, { recursive: true });
    const endpoint = {
      ...{ id: "gone", pid: 2 ** 30, socket: path.join(fixture.dir, "no.sock"), token: "t" },
      ...{ protocol: 1, version: "1", startedAt: 0 },
    };
    writeFileSync(path.join(hosts, "gone.json"), JSON.stringify(endpoint), { mode: 0o600 });
    expect(bad((await ask(depsOf(fixture))).checks)).toEqual(["hosts warning"]);
    const [fixed] = (await ask(depsOf(fixture), true, ["hosts"])).checks;
    expect(fixed).toMatchObject({ canFix: true, fixed: "Their 1 endpoint files are gone." });
    expect(bad((await ask(depsOf(fixture))).checks)).toEqual([]);
  });

  it("goes on when a check breaks, and when a fix fails", async () => {
    await using fixture = await makeLedger();
    const check = (id: string, run: Check["run"]): Check => ({ id, area: "system", title: id, run });
    const checks = [
      check("breaks", () => Promise.reject(new Error("boom"))),
      check("cannot", async () => ({
        ...{ state: "warning", message: "x", remedy: "y" },
        fix: () => Promise.reject(new Error("no")),
      })),
      check("nothing", async () => undefined),
    ];
    const told = await ask(depsOf(fixture, { checks }), true, ["breaks", "cannot", "nothing"]);
    expect(told.checks.map(({ id, message, fixed }) => ({ id, message, fixed }))).toEqual([
      { id: "breaks", message: "It could not be checked: boom", fixed: undefined },
      { id: "cannot", message: "x", fixed: "Nothing: no" },
    ]);
  });

  it("names the checks there are when asked for another", async () => {
    await using fixture = await makeLedger();
    const told = await doctor(depsOf(fixture), { fix: false, only: ["ledgres"] });
    expect(told).toMatchObject({ ok: false, error: { code: "check-not-found" } });
    expect(told.ok ? "" : told.error.remedy).toContain("ledgers");
    rmSync(path.join(fixture.dir, "run"), { recursive: true });
  });
});
