import { describe, expect, it } from "vitest";
import { crewPath } from "../../../shared/model/identity.ts";
import { type Candidate, choose } from "./choose.ts";

const room = (workers: number, convoys: readonly (readonly [string, number])[] = []) => ({
  workers: (project: string) => (project === "demo" ? workers : 0),
  convoys: (id: string) => new Map(convoys).get(id) ?? Infinity,
});

function candidate(
  id: string,
  more: Partial<Candidate["item"]> & { readonly convoys?: readonly string[]; readonly slungAt?: number } = {},
): Candidate {
  const { convoys = [], slungAt = 0, ...item } = more;
  return {
    assignment: { item: id, project: "demo", aim: { kind: "worker" }, state: "waiting", slungAt },
    item: { id, priority: 2, unblocks: 0, blockedBy: [], createdAt: 0, ...item },
    convoys,
  };
}

const chosen = (candidates: readonly Candidate[], ...args: Parameters<typeof room>) =>
  choose(candidates, room(...args), 1000).map((one) => one.item);

describe("choosing what goes out", () => {
  it("takes the urgent first, then what frees most, then the oldest", () => {
    const candidates = [
      candidate("young", { slungAt: 2 }),
      candidate("old", { slungAt: 1 }),
      candidate("frees", { unblocks: 3 }),
      candidate("urgent", { priority: 0 }),
    ];
    expect(chosen(candidates, 8)).toEqual(["urgent", "frees", "old", "young"]);
  });

  it("stops at the project's limit of workers", () => {
    expect(chosen([candidate("a"), candidate("b"), candidate("c")], 2)).toEqual(["a", "b"]);
    expect(chosen([candidate("a")], 0)).toEqual([]);
  });

  it("stops at a convoy's limit and lets others pass", () => {
    const candidates = [candidate("a", { convoys: ["cv-1"] }), candidate("b", { convoys: ["cv-1"] }), candidate("c")];
    expect(chosen(candidates, 8, [["cv-1", 1]])).toEqual(["a", "c"]);
  });

  it("leaves what is blocked or put off where it is", () => {
    expect(
      chosen(
        [
          candidate("a", { blockedBy: ["x"] }),
          candidate("b", { deferredUntil: 1001 }),
          candidate("c", { deferredUntil: 1000 }),
        ],
        8,
      ),
    ).toEqual(["c"]);
  });

  it("needs no worker for what is meant for a named agent", () => {
    const one = candidate("a");
    const named: Candidate = {
      ...one,
      assignment: { ...one.assignment, aim: { kind: "agent", agent: crewPath("demo", "ada") } },
    };
    expect(chosen([named], 0)).toEqual(["a"]);
  });
});
