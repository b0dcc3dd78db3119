import { expect, it } from "vitest";
import { ManualClock } from "../core/base/clock.ts";
import type { UpdateState } from "../../shared/desktop/update-state.ts";
import { type ReleaseSource, type UpdateOutcome, createUpdates } from "./updates.ts";

const HOUR = 60 * 60_000;

/** A place of releases that answers as a test says, and notes what is asked of it. */
function shop(answers: { version?: string | undefined; breaks?: string; wanted?: boolean } = {}) {
  const log: string[] = [];
  const source: ReleaseSource = {
    check(channel) {
      log.push(`check ${channel}`);
      return answers.breaks === undefined
        ? Promise.resolve(answers.version)
        : Promise.reject(new Error(answers.breaks));
    },
    download(progress) {
      log.push("download");
      progress(50);
      return Promise.resolve();
    },
    install() {
      log.push("install");
    },
  };
  const clock = new ManualClock();
  const states: UpdateState["kind"][] = [];
  const told: UpdateOutcome[] = [];
  const updates = createUpdates({
    source,
    clock,
    changed: ({ kind }) => states.push(kind),
    ask(version) {
      log.push(`ask ${version}`);
      return Promise.resolve(answers.wanted ?? true);
    },
    tell: (outcome) => told.push(outcome),
  });
  return { answers, log, clock, states, told, updates };
}

it("fetches what the user wants, and puts it in place when the app quits", async () => {
  const { log, states, told, updates } = shop({ version: "2.0.0" });
  updates.use("stable");
  await updates.checkNow();
  expect(states).toEqual(["idle", "checking", "offered", "downloading", "downloading", "ready"]);
  expect(told).toEqual([{ kind: "ready", version: "2.0.0" }]);
  expect(updates.installIfReady()).toBe(true);
  expect(log).toEqual(["check stable", "ask 2.0.0", "download", "install"]);
});

it("does not offer again by itself what the user did not want", async () => {
  const { log, updates } = shop({ version: "2.0.0", wanted: false });
  updates.use("beta");
  await updates.checkNow();
  expect(updates.state).toEqual({ kind: "idle" });
  expect(updates.installIfReady()).toBe(false);
  await updates.checkNow();
  expect(log).toEqual(["check beta", "ask 2.0.0", "check beta", "ask 2.0.0"]);
});

it("looks from time to time, and is silent when it is offline unless the user asked", async () => {
  const { log, clock, told, updates } = shop({ breaks: "getaddrinfo ENOTFOUND" });
  updates.use("stable");
  clock.advance(HOUR);
  await Promise.resolve();
  await Promise.resolve();
  expect(log).toEqual(["check stable"]);
  expect(told).toEqual([]);
  await updates.checkNow();
  expect(told).toEqual([{ kind: "failed", why: "getaddrinfo ENOTFOUND" }]);
  updates.use("off");
  clock.advance(24 * HOUR);
  expect(log).toHaveLength(2);
});

it("says why where it cannot update itself", async () => {
  const told: UpdateOutcome[] = [];
  const updates = createUpdates({
    source: { missing: "this copy runs from its sources" },
    clock: new ManualClock(),
    changed: () => {},
    ask: () => Promise.resolve(true),
    tell: (outcome) => told.push(outcome),
  });
  updates.use("stable");
  await updates.checkNow();
  expect(told).toEqual([{ kind: "off", why: "this copy runs from its sources" }]);
});
