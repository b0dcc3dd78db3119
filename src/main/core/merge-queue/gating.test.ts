import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type GatedQueue, createGatedQueue, gate } from "./testing/gated-queue.ts";

let house: GatedQueue;

beforeEach(async () => {
  house = await createGatedQueue();
});

afterEach(async () => {
  await house[Symbol.asyncDispose]();
});

describe("what is gated", () => {
  it("sends a red gate back with the end of its output, without its control characters", async () => {
    house.gates = [gate(["sh", "-c", "test ! -e c.txt || { printf '\\033[31mnot so\\033[0m\\n' >&2; exit 3; }"])];
    await house.submit("demo-1", { "c.txt": "c\n" });
    await house.queue.idle();
    expect(house.queue.latestOf("demo-1")).toMatchObject({
      state: "sent-back",
      reason: "The gate “test” failed (exit 3).\n\nnot so",
    });
    expect(await house.main()).toBe("Begin");
    expect(house.consequences).toEqual(["gate-failed demo-1"]);
  });

  it("calls a gate red whose program does not exist, or which takes too long", async () => {
    house.settings = { checkTarget: false };
    house.gates = [gate(["no-such-program-here"])];
    await house.submit("demo-1", { "c.txt": "c\n" });
    await house.queue.idle();
    expect(house.queue.latestOf("demo-1")?.reason).toContain("no-such-program-here");
    house.gates = [gate(["sleep", "600"], 50)];
    await house.submit("demo-2", { "d.txt": "d\n" });
    await house.queue.idle();
    expect(house.queue.latestOf("demo-2")).toMatchObject({ state: "sent-back", gates: [{ timedOut: true }] });
  });

  it("hands each gate a clean work tree but for what the repository ignores", async () => {
    await house.submit("demo-1", { ".gitignore": "cache\n" });
    await house.queue.idle();
    house.gates = [gate(["sh", "-c", "ls; touch cache litter; echo changed > a.txt"])];
    await house.submit("demo-2", { "d.txt": "d\n" });
    await house.queue.idle();
    await house.submit("demo-3", { "e.txt": "e\n" });
    await house.queue.idle();
    expect(house.queue.latestOf("demo-3")?.gates[0]?.tail.split("\n")).toEqual([
      "a.txt",
      "b.txt",
      "cache",
      "d.txt",
      "e.txt",
    ]);
    expect(await house.main("a.txt")).toBe("1\n2\n3");
  });

  it("waits, and blames nobody, while the target is red at the same gate; what mends the target lands", async () => {
    const log = house.repos.path("ran");
    // The second gate needs what the first one made.
    house.gates = [
      { ...gate(["sh", "-c", `echo build >> ${log}; cp b.txt built`]), name: "build" },
      gate(["sh", "-c", `echo test >> ${log}; grep -q mended built || { echo Not mended.; false; }`]),
    ];
    await house.submit("demo-1", { "c.txt": "c\n" });
    await house.queue.idle();
    expect(house.queue.latestOf("demo-1")).toMatchObject({ state: "waiting", waitsFor: "target" });
    expect(house.queue.latestOf("demo-1")?.reason).toMatch(/^main itself is red at “test”.*\n\nNot mended\.$/);
    // Twice on what was submitted, and twice on the target.
    expect(await readFile(log, "utf8")).toBe("build\ntest\n".repeat(4));
    await house.submit("demo-2", { "b.txt": "mended\n" });
    await house.queue.idle();
    expect(house.consequences).toEqual(["landed demo-2", "landed demo-1"]);
  });

  it("prepares again when somebody moved the target while it was gated", async () => {
    const other = await house.repos.ask(
      house.bareOrigin,
      "-c",
      "user.name=Eve",
      "-c",
      "user.email=eve@example.org",
      "commit-tree",
      "-p",
      "main",
      "-m",
      "Meanwhile",
      "main^{tree}",
    );
    house.gates = [
      gate([
        "sh",
        "-c",
        `test -e ${house.repos.path("moved")} || { touch ${house.repos.path("moved")}; git --git-dir ${house.bareOrigin} update-ref refs/heads/main ${other}; }`,
      ]),
    ];
    await house.submit("demo-1", { "c.txt": "c\n" });
    await house.queue.idle();
    expect(await house.main()).toBe("Do demo-1\nMeanwhile\nBegin");
    expect(house.consequences).toEqual(["landed demo-1"]);
  });
});
