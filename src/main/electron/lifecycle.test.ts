import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { ContractClient } from "../../shared/contract/client.ts";
import { type Failure, fail } from "../../shared/model/result.ts";
import { ManualClock } from "../core/base/clock.ts";
import { keepCore } from "./keep-core.ts";
import { parseLaunchArguments, profileFolder } from "./launch-arguments.ts";
import { type QuitDeps, createQuitFlow } from "./quit-flow.ts";
import type { QuitChoice } from "./quit-policy.ts";
import type { CoreNews } from "./tray-model.ts";
import { watchCore } from "./watch-core.ts";

describe("the launch", () => {
  it("takes its own arguments and passes over those of Chromium and of desktops", () => {
    expect(parseLaunchArguments(["--workspace", "/w", "--demo"])).toMatchObject({ workspace: "/w", demo: true });
    expect(parseLaunchArguments(["--no-sandbox", "--workspace=/w w", "-psn_0_1", "file"])).toEqual({
      link: undefined,
      file: undefined,
      workspace: "/w w",
      demo: false,
    });
    expect(parseLaunchArguments(["--workspace"])).toMatchObject({ workspace: undefined, demo: false });
  });

  it("takes a link, and the workspace it names only if there is one", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "drover-launch-"));
    const link = `drover://item/shop-1?workspace=${encodeURIComponent(folder)}`;
    const about = { kind: "item", id: "shop-1" };
    expect(parseLaunchArguments([link])).toMatchObject({ workspace: undefined, link: { workspace: folder, about } });
    mkdirSync(path.join(folder, ".drover"));
    expect(parseLaunchArguments([link])).toMatchObject({ workspace: folder, link: { about } });
    expect(parseLaunchArguments(["--workspace", "/w", link])).toMatchObject({ workspace: "/w" });
    rmSync(folder, { recursive: true });
  });

  it("takes a file of items by its ending, and no other", () => {
    expect(parseLaunchArguments(["plan.md", "/a/b.drover"]).file).toBe("/a/b.drover");
    expect(parseLaunchArguments(["plan.md", "drover://run/x"])).toMatchObject({ file: undefined, link: undefined });
  });

  it("keeps windows of different workspaces apart", () => {
    expect(profileFolder("/home/u/.config", "/a")).toBe(profileFolder("/home/u/.config", "/a"));
    expect(profileFolder("/home/u/.config", "/a")).not.toBe(profileFolder("/home/u/.config", "/b"));
  });
});

describe("quitting", () => {
  function flow(answer: Promise<QuitChoice>, agents: number, always = false) {
    const log: string[] = [];
    const shown = Promise.withResolvers<undefined>();
    const parted = Promise.withResolvers<undefined>();
    const deps: QuitDeps = {
      agentsAtWork: () => Promise.resolve(agents),
      ask(question) {
        log.push(question.message);
        shown.resolve(undefined);
        return answer.then((choice) => ({ choice, always }));
      },
      preferred: () => "ask",
      remember(choice) {
        log.push(`remember ${choice}`);
        return Promise.resolve();
      },
      handOff(when) {
        log.push(`hand off ${when}`);
        return when === "now" ? Promise.resolve(parted.resolve(undefined)) : parted.promise;
      },
      end(agents) {
        log.push(`end ${agents}`);
        return Promise.resolve();
      },
      leave() {
        log.push("leave");
      },
    };
    return { log, shown: shown.promise, parted, quit: createQuitFlow(deps) };
  }

  it("does not ask while nobody is at work", async () => {
    const { log, quit } = flow(Promise.resolve("cancel"), 0);
    await quit.request();
    expect(log).toEqual(["end keep", "leave"]);
  });

  it("does what was chosen, and goes on after a cancel", async () => {
    const cancelled = flow(Promise.resolve("cancel"), 2);
    await cancelled.quit.request();
    expect(cancelled.log).toEqual(["2 agents are at work. What should become of them?"]);
    expect(cancelled.quit.isEnding).toBe(false);
    const stopped = flow(Promise.resolve("stop"), 2);
    await stopped.quit.request();
    expect(stopped.log.slice(1)).toEqual(["end stop", "leave"]);
  });

  it("waits for those who hand off, and stops what is left then", async () => {
    const { log, parted, quit } = flow(Promise.resolve("hand-off"), 2);
    const asked = quit.request();
    parted.resolve(undefined);
    await asked;
    expect(log.slice(1)).toEqual(["hand off in-time", "end stop", "leave"]);
  });

  it("offers not to wait when it is asked again while they hand off", async () => {
    const answers: QuitChoice[] = ["hand-off", "cancel", "stop"];
    const log: string[] = [];
    const parted = Promise.withResolvers<undefined>();
    const quit = createQuitFlow({
      agentsAtWork: () => Promise.resolve(1),
      preferred: () => "ask",
      remember: () => Promise.resolve(),
      ask: ({ message }) => {
        log.push(message);
        return Promise.resolve({ choice: answers.shift() ?? "cancel", always: false });
      },
      handOff: (when) => (when === "now" ? Promise.resolve(parted.resolve(undefined)) : parted.promise),
      end: (agents) => Promise.resolve(void log.push(`end ${agents}`)),
      leave: () => log.push("leave"),
    });
    const asked = quit.request();
    await new Promise(setImmediate);
    await quit.request();
    await quit.request();
    await asked;
    const again = "Agents are still handing off.";
    expect(log.slice(1)).toEqual([again, again, "end stop", "leave"]);
  });

  it("keeps an answer that is to be the rule", async () => {
    const { log, quit } = flow(Promise.resolve("stop"), 2, true);
    await quit.request();
    expect(log.slice(1)).toEqual(["remember stop", "end stop", "leave"]);
  });

  it("ends once, also when a signal comes while the question stands", async () => {
    const answer = Promise.withResolvers<QuitChoice>();
    const { log, shown, quit } = flow(answer.promise, 1);
    const asked = quit.request();
    await quit.request();
    await shown;
    await quit.endNow("keep");
    answer.resolve("stop");
    await asked;
    expect(log).toEqual(["One agent is at work. What should become of them?", "end keep", "leave"]);
  });

  it("asks nothing any more when a signal came while the core was asked who is at work", async () => {
    const { log, quit } = flow(Promise.resolve("cancel"), 1);
    const asked = quit.request();
    await quit.endNow("keep");
    await asked;
    expect(log).toEqual(["end keep", "leave"]);
  });

  it("leaves also when the core does not end well", async () => {
    const left: string[] = [];
    const quit = createQuitFlow({
      agentsAtWork: () => Promise.resolve(0),
      preferred: () => "ask",
      remember: () => Promise.resolve(),
      ask: () => Promise.resolve({ choice: "keep", always: false }),
      handOff: () => Promise.resolve(),
      end: () => Promise.reject(new Error("disk full")),
      leave: () => left.push("left"),
    });
    await expect(quit.endNow("keep")).rejects.toThrow("disk full");
    expect(left).toEqual(["left"]);
  });
});

describe("a core that cannot be had", () => {
  it("is told at once at the start, with the reason", async () => {
    const failed = Promise.withResolvers<Failure>();
    const kept = keepCore({
      open: () => Promise.resolve(fail("workspace-in-use", "It is in use.")),
      clock: new ManualClock(),
      use: () => ({ [Symbol.dispose]() {} }),
      stopRequested: () => {},
      failed: failed.resolve,
    });
    expect(await failed.promise).toMatchObject({ code: "workspace-in-use" });
    await kept.close("keep");
  });

  it("is told also when opening it breaks", async () => {
    const failed = Promise.withResolvers<Failure>();
    keepCore({
      open: () => Promise.reject(new Error("no space left")),
      clock: new ManualClock(),
      use: () => ({ [Symbol.dispose]() {} }),
      stopRequested: () => {},
      failed: failed.resolve,
    });
    expect((await failed.promise).message).toContain("no space left");
  });
});

describe("what the shell knows of the core", () => {
  it("is read once for many events, and again for those that came meanwhile", async () => {
    const clock = new ManualClock();
    const asked: PromiseWithResolvers<unknown>[] = [];
    const streams = new Map<string, { event(value: unknown, cursor: string): void }>();
    const client = {
      call() {
        const answer = Promise.withResolvers<unknown>();
        asked.push(answer);
        return answer.promise;
      },
      watch(verb: string, _input: unknown, handlers: { event(value: unknown, cursor: string): void }) {
        streams.set(verb, handlers);
        return () => streams.delete(verb);
      },
    } as unknown as ContractClient;
    const shown: (CoreNews | undefined)[] = [];
    const watched = watchCore({
      client,
      clock,
      told: (news) => shown.push(news),
      notified: () => {},
      prefers: () => {},
      wanted: () => {},
    });
    const counts = { agentsAtWork: 1, needsUser: 0, inQueue: 0, ready: 0 };
    const answer = async (nth: number) => {
      asked[nth]?.resolve({ ok: true, value: { counts } });
      await asked[nth]?.promise;
      await Promise.resolve();
    };
    await answer(0);
    expect(shown).toEqual([{ ...counts, isFrozen: false, asks: [] }]);
    for (let n = 0; n < 100; n += 1) streams.get("event.watch")?.event({}, String(n));
    clock.advance(1000);
    expect(asked).toHaveLength(2);
    streams.get("session.watch")?.event({}, "");
    await answer(1);
    clock.advance(1000);
    expect(asked).toHaveLength(3);
    watched[Symbol.dispose]();
    expect(shown.at(-1)).toBeUndefined();
    expect(streams.size).toBe(0);
  });
});
