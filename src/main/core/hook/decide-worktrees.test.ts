import { describe, expect, it } from "vitest";
import type { Hook } from "../../../shared/model/agent.ts";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import { USER, workerPath } from "../../../shared/model/identity.ts";
import {
  type Decided,
  activateHook,
  advanceHook,
  archiveHook,
  completeHook,
  fillHook,
  releaseHook,
  sendBack,
  withdrawItem,
} from "./decide.ts";
import { addWorktree, dropWorktree, landPart, makeWorktree, releaseWorktree, retryPart } from "./decide-worktrees.ts";
import { hookKind } from "./reduce.ts";
import { isOpenElsewhere } from "./worktrees.ts";

const otter = workerPath("demo", "otter");
const by = { actor: USER };
const id = (digit: string) => digit.repeat(40);

/** One hook, changed by events alone. */
class Bench {
  hook: Hook | undefined;
  #seq = 0;
  readonly get = () => this.hook;
  readonly holderOf = () => (this.hook?.state === "archived" ? undefined : this.hook?.agent);

  take(decided: Decided): readonly string[] {
    if (!decided.ok) throw new Error(decided.error.message);
    for (const event of decided.value) {
      const seq = ++this.#seq;
      const placed: LedgerEvent = { ...event, seq, at: seq };
      this.hook = hookKind.schema.parse(hookKind.reduce(this.hook, placed));
    }
    return decided.value.map(({ type }) => type);
  }
}

const second = { project: "web", worktree: "/web", branch: "drover/otter/d-1" };
const back = (project: string) => ({ agent: otter, item: "d-1", reason: `red in ${project}`, project, ...by });
const tips = (...projects: readonly string[]) => projects.map((project) => ({ project, tip: id("b") }));

/** A hook at work in two projects. */
function atWork(): Bench {
  const bench = new Bench();
  bench.take(fillHook(bench, { agent: otter, project: "demo", item: "d-1", ...by }));
  const activation = { worktree: "/w", branch: "drover/otter/d-1", base: id("a"), item: "d-1", ...by };
  bench.take(activateHook(bench.hook, activation));
  bench.take(addWorktree(bench.hook, { ...second, ...by }));
  bench.take(makeWorktree(bench.hook, { project: "web", base: id("a"), ...by }));
  return bench;
}

function submitted(): Bench {
  const bench = atWork();
  bench.take(completeHook(bench.hook, { tips: tips("demo", "web"), ...by }));
  return bench;
}

describe("a worktree in another project", () => {
  it("is wanted, made, wanted no more and given back, each once", () => {
    const bench = atWork();
    expect(bench.hook?.also).toEqual([{ ...second, base: id("a") }]);
    expect(bench.take(addWorktree(bench.hook, { ...second, ...by }))).toEqual([]);
    expect(bench.take(makeWorktree(bench.hook, { project: "web", base: id("c"), ...by }))).toEqual([]);
    expect(releaseWorktree(bench.hook, { project: "web", salvage: undefined }, by).ok).toBe(false);
    bench.take(dropWorktree(bench.hook, "web", by));
    expect(bench.take(dropWorktree(bench.hook, "web", by))).toEqual([]);
    expect(addWorktree(bench.hook, { ...second, ...by })).toMatchObject({ ok: false });
    bench.take(releaseWorktree(bench.hook, { project: "web", salvage: undefined }, by));
    expect(bench.hook?.also).toEqual([]);
    expect(dropWorktree(bench.hook, "web", by)).toMatchObject({ ok: false, error: { code: "worktree-not-found" } });
  });

  it("is not made any more for a hook that was archived meanwhile, which is not free before it is given back", () => {
    const bench = atWork();
    bench.take(fillHook(bench, { agent: otter, project: "demo", item: "d-1", ...by }));
    bench.take(archiveHook(bench.hook, "d-1", by));
    bench.take(releaseHook(bench.hook, undefined, by));
    expect(bench.take(makeWorktree(bench.hook, { project: "web", base: id("c"), ...by }))).toEqual([]);
    bench.take(fillHook(bench, { agent: otter, project: "demo", item: "d-2", ...by }));
    expect(bench.hook).toMatchObject({ state: "archived", queue: ["d-2"] });
    expect(bench.take(advanceHook(bench.hook, by))).toEqual([]);
    bench.take(releaseWorktree(bench.hook, { project: "web", salvage: undefined }, by));
    expect(bench.take(advanceHook(bench.hook, by))).toEqual(["hookFilled"]);
    expect(bench.hook?.also).toEqual([]);
  });

  it("can neither be dropped nor its item taken off while something submitted is in a queue", () => {
    const bench = submitted();
    expect(dropWorktree(bench.hook, "web", by)).toMatchObject({ ok: false, error: { code: "item-submitted" } });
    bench.take(sendBack(bench, back("demo")));
    expect(withdrawItem(bench, "d-1", by)).toMatchObject({ ok: false, error: { code: "item-submitted" } });
    bench.take(sendBack(bench, back("web")));
    expect(bench.take(withdrawItem(bench, "d-1", by))).toEqual(["hookWithdrawn"]);
  });
});

describe("work in two projects", () => {
  it("that came back from one is open there until it is submitted again", () => {
    const bench = submitted();
    bench.take(sendBack(bench, back("web")));
    const round = bench.hook?.round;
    expect(bench.hook).toMatchObject({ state: "active", also: [{ sentBack: "red in web" }] });
    expect(bench.hook?.sentBack).toBeUndefined();
    bench.take(landPart(bench.hook, { project: "demo", tip: id("b"), item: "d-1", ...by }));
    expect(bench.hook && [isOpenElsewhere(bench.hook, "demo"), isOpenElsewhere(bench.hook, "web")]).toEqual([
      true,
      false,
    ]);
    bench.take(completeHook(bench.hook, { tips: [{ project: "web", tip: id("c") }], ...by }));
    expect(bench.hook).toMatchObject({ state: "completed", round, landed: id("b"), also: [{ submitted: id("c") }] });
    expect(bench.hook && isOpenElsewhere(bench.hook, "demo")).toBe(false);
  });

  it("that comes back while another part is mended replaces nobody, and is not forgotten", () => {
    const bench = submitted();
    bench.take(sendBack(bench, back("web")));
    const round = bench.hook?.round;
    bench.take(sendBack(bench, back("demo")));
    expect(bench.hook).toMatchObject({ state: "active", round, sentBack: "red in demo" });
    expect(sendBack(bench, back("demo")).ok).toBe(false);
    expect(sendBack(bench, back("elsewhere")).ok).toBe(false);
  });

  it("is complete when the last of what came back is tried again as it is", () => {
    const bench = submitted();
    bench.take(sendBack(bench, back("web")));
    bench.take(sendBack(bench, back("demo")));
    expect(bench.take(retryPart(bench.hook, { project: "web", item: "d-1", ...by }))).toEqual(["hookRetried"]);
    expect(bench.hook).toMatchObject({ state: "active", sentBack: "red in demo" });
    expect(bench.take(retryPart(bench.hook, { project: "demo", item: "d-1", ...by }))).toEqual([
      "hookRetried",
      "hookCompleted",
    ]);
    expect(bench.hook).toMatchObject({ state: "completed", submitted: id("b"), also: [{ submitted: id("b") }] });
  });
});
