import { appendFile, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { workerPath } from "../../../shared/model/identity.ts";
import { USER } from "../../../shared/model/identity.ts";
import type { Nudge } from "../../../shared/model/nudge.ts";
import { createNudgeStore } from "./nudge-store.ts";

const otter = workerPath("demo", "otter");
const nudge = (id: string, more: Partial<Nudge> = {}): Nudge => ({
  id,
  agent: otter,
  from: USER,
  text: "Go on.",
  kind: "message",
  state: "queued",
  tries: [],
  queuedAt: 1,
  expiresAt: 100,
  ...more,
});
const settled = (id: string) => nudge(id, { state: "acted", settledAt: 5 });

describe("the file of receipts", () => {
  let dir = "";
  let file = "";
  const reports: unknown[] = [];
  const open = async () => {
    const store = createNudgeStore(file, (error) => reports.push(error));
    await store.load();
    return store;
  };

  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), "drover-nudges-"));
    file = path.join(dir, ".drover", "nudges.jsonl");
    reports.length = 0;
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it("keeps what is open and what came of the rest over a restart", async () => {
    const first = await open();
    await first.put(nudge("ndg-1"));
    await first.put(nudge("ndg-2"));
    await first.put(settled("ndg-1"));
    const second = await open();
    expect(second.openOf(otter).map(({ id }) => id)).toEqual(["ndg-2"]);
    expect(second.get("ndg-1")).toEqual(settled("ndg-1"));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(reports).toEqual([]);
  });

  it("survives a line that was torn by a kill, sets it aside and says so", async () => {
    const first = await open();
    await first.put(nudge("ndg-1"));
    await appendFile(file, '{"id":"ndg-2","agent":"demo/wor');
    const second = await open();
    await second.put(nudge("ndg-3"));
    expect(String(reports)).toContain("1 lines");
    expect(await readFile(`${file}.damaged`, "utf8")).toContain("ndg-2");
    const third = await open();
    expect(third.all().map(({ id }) => id)).toEqual(["ndg-1", "ndg-3"]);
    expect(reports).toHaveLength(1);
  });

  it("stays small however much goes through it, and loses nothing that is open", async () => {
    const store = await open();
    await store.put(nudge("ndg-open"));
    const puts: Promise<void>[] = [];
    for (let n = 0; n < 6_000; n += 1) {
      puts.push(store.put(settled(`ndg-${n}`)));
      if (n % 100 === 0) await Promise.all(puts);
    }
    await Promise.all(puts);
    await store.drain();
    expect((await readFile(file, "utf8")).split("\n").length).toBeLessThan(4_000);
    const again = await open();
    expect(again.openOf(otter)).toHaveLength(1);
    expect(again.get("ndg-5999")).toBeDefined();
  });
});
