import { describe, expect, it } from "vitest";
import type { PullCheck, PullState } from "./pull-request.ts";
import { CHECKS_GRACE_MS, type Looked, judge } from "./verdict.ts";

const COMMIT = "a".repeat(40);
const check = (state: PullCheck["state"], isRequired?: boolean): PullCheck => ({
  name: state,
  state,
  isRequired,
  url: undefined,
  summary: "",
  job: undefined,
});
const state = (part: Partial<PullState> = {}): PullState => ({
  number: 7,
  state: "open",
  head: COMMIT,
  merged: undefined,
  checks: [check("green")],
  objections: [],
  merging: { kind: "free" },
  ...part,
});
const look = (part: Partial<PullState> | undefined, more: Partial<Looked> = {}) =>
  judge({
    facts: { number: 7, url: "https://x/7", head: "drover/a-1", commit: COMMIT, pushedAt: 0, checks: "pending" },
    state: part === undefined ? undefined : state(part),
    what: "#7 on GitHub",
    isBehind: false,
    restraint: undefined,
    now: CHECKS_GRACE_MS,
    ...more,
  });

describe("the verdict on a pull request", () => {
  it.each<[string, Partial<PullState>, Partial<Looked>, ReturnType<typeof judge>["kind"]]>([
    ["green and free is merged", {}, {}, "merge"],
    ["green and behind is put on the newest target first", {}, { isBehind: true }, "renew"],
    ["green and held stays", {}, { restraint: "It is held." }, "keep"],
    ["green and held stays, also behind", {}, { restraint: "It is held.", isBehind: true }, "keep"],
    ["pending is not green", { checks: [check("green"), check("pending")] }, {}, "keep"],
    ["stalled is not green", { checks: [check("stalled")] }, {}, "keep"],
    ["red goes back, whatever else is pending", { checks: [check("pending"), check("red")] }, {}, "red"],
    ["red goes back before it is put on the newest target", { checks: [check("red")] }, { isBehind: true }, "red"],
    ["red that is not required is information", { checks: [check("green", true), check("red", false)] }, {}, "merge"],
    ["without checks it waits for some", { checks: [] }, { now: CHECKS_GRACE_MS - 1 }, "keep"],
    ["without checks it is green in the end", { checks: [] }, {}, "merge"],
    ["a conflict is met at once", { checks: [], merging: { kind: "conflict" } }, { isBehind: true, now: 0 }, "renew"],
    ["a conflict that the forge has not found gone yet waits", { merging: { kind: "conflict" } }, {}, "keep"],
    ["what the forge is still finding out waits", { merging: { kind: "unknown" } }, {}, "keep"],
    ["what the forge does not let through waits", { merging: { kind: "blocked", reason: "Why." } }, {}, "keep"],
    ["merged is merged, whatever its checks say", { state: "merged", checks: [check("red")] }, {}, "merged"],
    ["closed is the user's", { state: "closed" }, {}, "user"],
    ["objections go back before checks do", { objections: [{ by: "ada", text: "", comments: [] }] }, {}, "objections"],
    ["somebody else's commits are left alone", { head: "b".repeat(40), checks: [check("red")] }, {}, "keep"],
  ])("%s", (_name, part, more, kind) => {
    expect(look(part, more).kind).toBe(kind);
  });

  it("one that is gone is the user's, with a way out", () => {
    expect(look(undefined)).toMatchObject({
      kind: "user",
      reason: expect.stringContaining("Retry the submission") as unknown,
    });
  });
});
