import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { GitRunner } from "./git-access.ts";
import { LEDGER_REF } from "./ledger-branch.ts";
import type { RecordKind } from "./record-store.ts";
import { type StoreFixture, createStoreFixture, git, nodeGit } from "./store-fixture.ts";

/** As Drover wrote it in format 1: four items of a project, one closed and one edited since, and its queue, which was paused. */
const SHOP = readFileSync(path.join(import.meta.dirname, "testing", "format-1-shop.fast-export"));

const loose = z.looseObject({ title: z.string().default(""), status: z.string().default("") });
const kindOf = (kind: string): RecordKind<z.infer<typeof loose>> => ({
  kind,
  schema: loose,
  reduce: (record) => record,
});
const itemKind = kindOf("item");
const queueKind = { ...kindOf("merge-queue"), isLocal: true } as const;

async function openShop(fixture: StoreFixture, run: GitRunner) {
  const vault = path.join(fixture.dir, "vault.git");
  const store = await fixture.open({ git: run, declare: false });
  const items = store.table(itemKind);
  const queues = store.table(queueKind);
  return { store, items, queues, opened: await store.openLedger("shop", vault) };
}

function makeShop(fixture: StoreFixture): string {
  const vault = fixture.makeRepository("vault.git");
  execFileSync("git", ["--git-dir", vault, "fast-import", "--quiet"], {
    input: SHOP,
    stdio: ["pipe", "ignore", "ignore"],
  });
  return vault;
}

const titles = ["Count the sheep", "Hay", "Mend the fence at the river", "Winter"];

describe("a ledger of format 1", () => {
  it("is brought to the current format at the start, in one commit, with what it was kept and told", async () => {
    await using fixture = createStoreFixture();
    const vault = makeShop(fixture);
    const before = git(vault, "rev-parse", LEDGER_REF);
    const { items, queues, opened } = await openShop(fixture, nodeGit);
    expect(opened.ok).toBe(true);
    expect([...items.values()].map(({ title }) => title).toSorted()).toEqual(titles);
    expect([...queues.values()]).toHaveLength(1);
    expect(queues.ledgerOf("shop")).toBe("workspace");
    await fixture.crash();
    expect(git(vault, "rev-parse", "refs/drover/backup/format-1")).toBe(before);
    expect(git(vault, "merge-base", before, LEDGER_REF)).toBe(before);
    expect(z.object({ format: z.int() }).parse(JSON.parse(git(vault, "show", `${LEDGER_REF}:meta.json`))).format).toBe(
      2,
    );
    expect(git(vault, "diff", "--stat", before, LEDGER_REF, "--", "events")).toBe("");
    expect(fixture.notices.filter(({ code }) => code === "ledger-migrated")).toHaveLength(1);
    const again = await openShop(fixture, nodeGit);
    expect([...again.items.values()].map(({ title }) => title).toSorted()).toEqual(titles);
    expect(fixture.notices.filter(({ code }) => code === "ledger-migrated")).toHaveLength(1);
  });

  it("becomes the same bytes wherever it is done, so that clones still join", async () => {
    const trees: string[] = [];
    for (let n = 0; n < 2; n += 1) {
      await using fixture = createStoreFixture();
      fixture.clock.advance(n * 1_000_000);
      const vault = makeShop(fixture);
      const plainQueues = { ...kindOf("merge-queue") };
      const store = await fixture.open({ declare: false });
      store.table(itemKind);
      store.table(plainQueues);
      await store.openLedger("shop", vault);
      await fixture.crash();
      trees.push(git(vault, "rev-parse", `${LEDGER_REF}^{tree}`));
    }
    expect(trees[0]).toBe(trees[1]);
  });

  it("is whole in the old format or in the new one whenever git fails on the way, and is done the next time", async () => {
    for (let failing = 1; ; failing += 1) {
      await using fixture = createStoreFixture();
      const vault = makeShop(fixture);
      const before = git(vault, "rev-parse", LEDGER_REF);
      let calls = 0;
      const breaks: GitRunner = (args, more) => {
        if (more.cwd === vault) calls += 1;
        if (more.cwd === vault && calls >= failing) {
          return Promise.resolve({ exitCode: 128, stdout: Buffer.alloc(0), stderr: "killed" });
        }
        return nodeGit(args, more);
      };
      const { opened } = await openShop(fixture, breaks);
      await fixture.crash();
      const hasMoved = git(vault, "rev-parse", LEDGER_REF) !== before;
      if (!opened.ok) expect(opened.error.code).toBe("ledger-unreadable");
      const again = await openShop(fixture, nodeGit);
      expect([...again.items.values()].map(({ title }) => title).toSorted(), `after ${failing} calls`).toEqual(titles);
      await fixture.crash();
      expect(git(vault, "for-each-ref", "--format=%(objectname) %(refname)", "refs/drover/backup")).toBe(
        `${before} refs/drover/backup/format-1`,
      );
      expect(git(vault, "fsck", "--strict", "--no-dangling")).toBe("");
      if (opened.ok) {
        expect(hasMoved).toBe(true);
        expect(failing).toBeGreaterThan(8);
        return;
      }
    }
  });

  it("of a version that is yet to come is refused with the way out, and left as it is", async () => {
    await using fixture = createStoreFixture();
    const vault = fixture.makeRepository("vault.git");
    execFileSync("git", ["--git-dir", vault, "fast-import", "--quiet"], {
      stdio: ["pipe", "ignore", "ignore"],
      input: Buffer.from(SHOP.toString("utf8").replace('"format": 1,', '"format": 7,')),
    });
    const before = git(vault, "rev-parse", LEDGER_REF);
    const { opened } = await openShop(fixture, nodeGit);
    expect(opened).toMatchObject({
      ok: false,
      error: { code: "ledger-unreadable", remedy: expect.any(String) as string },
    });
    expect(opened.ok ? "" : opened.error.message).toContain("format 7");
    expect(git(vault, "rev-parse", LEDGER_REF)).toBe(before);
    expect(git(vault, "for-each-ref", "refs/drover/backup")).toBe("");
  });
});
