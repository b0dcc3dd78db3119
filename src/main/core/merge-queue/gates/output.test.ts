import { mkdtempSync, realpathSync, rmSync, utimesSync } from "node:fs";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { USER } from "../../../../shared/model/identity.ts";
import { fail, ok } from "../../../../shared/model/result.ts";
import type { GateResult } from "../../../../shared/model/submission.ts";
import type { Caller } from "../../../../shared/contract/handlers.ts";
import type { EventOf } from "../../../../shared/contract/contract.ts";
import { ManualClock } from "../../base/clock.ts";
import { type GateHandlers, gateHandlers } from "./controller.ts";
import { wholeCharacters } from "./follow.ts";
import { createGateLog } from "./log.ts";
import type { RunOutput } from "./output.ts";
import { type GateOutputs, type OutputLimits, createGateOutputs } from "./outputs.ts";

const user: Caller = { identity: USER, role: "user" };
const live = new AbortController().signal;
const HOUR = 60 * 60_000;
const [C1, C2] = ["1".repeat(40), "2".repeat(40)];

let folder: string;
let clock: ManualClock;
let outputs: GateOutputs;
let handlers: GateHandlers;
let reported: unknown[];

function open(limits?: OutputLimits): void {
  const report = (error: unknown) => reported.push(error);
  outputs = createGateOutputs({ folder: path.join(folder, "gates"), clock, report, ...(limits && { limits }) });
  handlers = gateHandlers({
    outputs,
    hasProject: (name) => name === "demo",
    gatesOf: () => ["lint", "build"].map((name) => ({ name, command: ["true"], timeoutMs: 1_000 })),
    submission: (ref) => (ref === "sub-1" ? ok({ id: ref }) : fail("submission-not-found", "no")),
  });
}

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "drover-output-")));
  clock = new ManualClock();
  reported = [];
  open();
});

afterEach(async () => {
  await outputs[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
  expect(reported).toEqual([]);
});

const begin = (run: string, commit = C1, project = "demo"): RunOutput =>
  outputs.begin(
    { run, project, purpose: "queue", commit, submissions: ["sub-1"], lane: 1, attempt: 1 },
    ["build", "test"].map((name) => ({ name, command: ["true"], timeoutMs: 1_000 })),
  );
const result = (name: string, exitCode = 0, ms = 10): GateResult => ({ name, exitCode, timedOut: false, ms, tail: "" });

/** A run of one gate from beginning to end. */
async function keep(
  run: string,
  text: string,
  { exitCode = 0, commit = C1, ms = 10, project = "demo" } = {},
): Promise<void> {
  clock.advance(1_000);
  const output = begin(run, commit, project);
  const gate = output.begin(0);
  gate.log.write(Buffer.from(text));
  await gate.end(result("build", exitCode, ms));
  await output.finish(exitCode === 0 ? "green" : "red");
}

type Told = EventOf<"mq.output">;
const follow = (run: string, options: { gate?: string; last?: number } = {}, after?: string, signal = live) => {
  const told = handlers["mq.output"]({ run, ...options }, user, after, signal);
  if (!told.ok) throw new Error(told.error.message);
  return told.value;
};
async function all(run: string, options: { gate?: string; last?: number } = {}, after?: string): Promise<Told[]> {
  return (await Array.fromAsync(follow(run, options, after))).map(({ value }) => value);
}
const log = async (input: Parameters<GateHandlers["mq.log"]>[0]) => {
  const shown = await handlers["mq.log"](input, user, live);
  if (!shown.ok) throw new Error(shown.error.code);
  return shown.value;
};

describe("following a run", () => {
  it("tells what its gates print as it comes, and ends when the run does", async () => {
    const output = begin("run-1");
    const reader = follow("run-1")[Symbol.asyncIterator]();
    const next = async (): Promise<Told | undefined> => {
      const one = await reader.next();
      return one.done === true ? undefined : one.value.value;
    };
    const first = next();
    const { log: build, end } = output.begin(0);
    expect(await first).toMatchObject({ kind: "started", gate: "build" });
    const piece = next();
    build.write(Buffer.from("one\n"));
    expect(await piece).toEqual({ kind: "output", gate: "build", text: "one\n" });
    const ending = next();
    await end(result("build"));
    expect(await ending).toEqual({ kind: "ended", gate: "build", result: result("build") });
    const over = reader.next();
    await output.finish("green");
    expect(await over).toMatchObject({ done: true });
  });

  it("tells each of many readers all of it, whether they come early or late, read fast or slowly", async () => {
    const output = begin("run-1");
    const early = all("run-1");
    const slow = follow("run-1")[Symbol.asyncIterator]();
    const gates = [output.begin(0), output.begin(1)];
    await slow.next();
    const text = `${"x".repeat(200_000)}end\n`;
    for (const gate of gates) gate.log.write(Buffer.from(text));
    await gates[0]?.end(result("build"));
    await gates[1]?.end(undefined);
    await output.finish("cancelled");
    const textOf = (told: readonly Told[], gate: string) =>
      told.map((one) => (one.kind === "output" && one.gate === gate ? one.text : "")).join("");
    for (const told of [await early, await all("run-1")]) {
      expect(textOf(told, "build")).toBe(text);
      expect(textOf(told, "test")).toBe(text);
      expect(told.at(-1)).toEqual({ kind: "ended", gate: "test" });
    }
    const rest: Told[] = [];
    for (let one = await slow.next(); one.done !== true; one = await slow.next()) rest.push(one.value.value);
    expect(textOf(rest, "build")).toBe(text);
  });

  it("goes on from any cursor without telling anything twice", async () => {
    await keep("run-1", `${"a".repeat(70_000)}${"b".repeat(70_000)}`);
    const whole = await Array.fromAsync(follow("run-1"));
    for (const [at, { cursor }] of whole.entries()) {
      expect(await all("run-1", {}, cursor)).toEqual(whole.slice(at + 1).map(({ value }) => value));
    }
  });

  it("begins near the end when it is asked to, and keeps to one gate", async () => {
    await keep("run-1", "0123456789");
    expect(await all("run-1", { last: 4 })).toContainEqual({ kind: "output", gate: "build", text: "6789", skipped: 6 });
    expect(await all("run-1", { gate: "test" })).toEqual([]);
  });

  it("never cuts a character in two", async () => {
    const output = begin("run-1");
    const told = all("run-1");
    const gate = output.begin(0);
    for (const byte of Buffer.from("é🐑ü")) {
      gate.log.write(Buffer.from([byte]));
      const { bytes } = gate.log;
      await new Promise<void>((resolve) => {
        const watch = outputs.watch("run-1", () => {
          if (gate.log.bytes > bytes) {
            watch[Symbol.dispose]();
            resolve();
          }
        });
      });
    }
    await gate.end(result("build"));
    await output.finish("green");
    const texts = (await told).flatMap((one) => (one.kind === "output" ? [one.text] : []));
    expect(texts.join("")).toBe("é🐑ü");
    expect(texts.join("")).not.toContain("\u{fffd}");
  });

  it.each([
    ["abc", 3],
    ["é", 2],
    ["🐑", 4],
  ])("knows that %s is whole", (text, bytes) => {
    const encoded = Buffer.from(text);
    expect(wholeCharacters(encoded)).toBe(bytes);
    if (bytes < 3) expect(wholeCharacters(encoded.subarray(0, -1))).toBe(0);
  });

  it("ends at once for a reader that leaves", async () => {
    const leave = new AbortController();
    const output = begin("run-1");
    const told = Array.fromAsync(follow("run-1", {}, undefined, leave.signal));
    leave.abort();
    expect(await told).toEqual([]);
    await output.finish("cancelled");
  });

  it("knows no run of which nothing is kept", () => {
    expect(handlers["mq.output"]({ run: "nothing" }, user, undefined, live)).toMatchObject({
      ok: false,
      error: { code: "run-not-found" },
    });
  });
});

describe("the kept output", () => {
  it("is found by its run, by the beginning of its name, and by a submission's last run", async () => {
    await keep("run-old", "old\n", { exitCode: 1 });
    await keep("run-new", "one\ntwo\nthree\n");
    expect(await log({ of: { submission: "sub-1" } })).toMatchObject({
      run: "run-new",
      isRunning: false,
      gates: [{ name: "build", text: "one\ntwo\nthree\n", skipped: 0, result: { exitCode: 0 } }],
    });
    expect(await log({ of: { run: "run-o" } })).toMatchObject({ gates: [{ text: "old\n" }] });
    expect((await log({ of: { run: "run-new" }, tail: 2 })).gates).toMatchObject([
      { text: "two\nthree\n", skipped: 4 },
    ]);
    expect((await log({ of: { run: "run-new" }, gate: "test" })).gates).toEqual([]);
    await expect(log({ of: { run: "run-" } })).rejects.toThrow("run-not-found");
    await expect(log({ of: { submission: "sub-2" } })).rejects.toThrow("submission-not-found");
  });

  it("shows the end of a line that is longer than an answer", async () => {
    await keep("run-1", `${"é".repeat(2_000_000)}END\n`);
    for (const tail of [undefined, 1]) {
      const { text = "", skipped } = (await log({ of: { run: "run-1" }, ...(tail && { tail }) })).gates[0] ?? {};
      expect(text.slice(0, 2)).toBe("éé");
      expect(text.endsWith("éEND\n")).toBe(true);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1024 * 1024);
      expect(skipped).toBe(4_000_004 - Buffer.byteLength(text));
    }
    await keep("run-2", "x".repeat(2_000_000));
    expect((await log({ of: { run: "run-2" } })).gates[0]?.text).toHaveLength(1024 * 1024);
  });

  it("is told while the run goes on", async () => {
    const output = begin("run-1");
    const { log: build, end } = output.begin(0);
    build.write(Buffer.from("half"));
    await follow("run-1")[Symbol.asyncIterator]().next();
    await new Promise<void>((resolve) => {
      outputs.watch("run-1", () => resolve());
      if (build.bytes > 0) resolve();
    });
    expect(await log({ of: { submission: "sub-1" } })).toMatchObject({ isRunning: true, gates: [{ text: "half" }] });
    await end(undefined);
    await output.finish("cancelled");
  });

  it("outlives the core, and an unfinished run is lost with it", async () => {
    await keep("run-1", "kept\n");
    const unfinished = begin("run-2").begin(0);
    unfinished.log.write(Buffer.from("unfinished"));
    await outputs[Symbol.asyncDispose]();
    const file = path.join(folder, "gates", "run-2", "run.json");
    await mkdir(path.dirname(file), { recursive: true });
    const facts = await readFile(path.join(folder, "gates", "run-1", "run.json"), "utf8");
    await writeFile(
      file,
      facts.replace('"run-1"', '"run-2"').replace('"state":"green","startedAt"', '"state":"running","startedAt"'),
    );
    open();
    expect((await log({ of: { run: "run-1" } })).gates).toMatchObject([{ text: "kept\n" }]);
    expect(outputs.get("run-2")).toMatchObject({ state: "lost" });
    await unfinished.end(undefined);
  });

  it("is limited in number, age and size, the newest run always kept, each project for itself", async () => {
    open({ runs: 3, bytes: 25, ageMs: HOUR });
    await keep("other-1", "1234567890", { project: "other" });
    for (const run of ["a", "b", "c", "d"]) await keep(`run-${run}`, "1234567890");
    await outputs[Symbol.asyncDispose]();
    expect(outputs.list().map(({ run }) => run)).toEqual(["run-d", "run-c", "other-1"]);
    await keep("run-e", "x".repeat(100));
    await outputs[Symbol.asyncDispose]();
    expect(await readdir(path.join(folder, "gates"))).toEqual(["other-1", "run-e"]);
    clock.advance(2 * HOUR);
    await keep("run-f", "f");
    await outputs[Symbol.asyncDispose]();
    expect(await readdir(path.join(folder, "gates"))).toEqual(["other-1", "run-f"]);
  });

  it("leaves what it does not know alone until it is old", async () => {
    await outputs.loaded;
    for (const name of ["strange", "old"]) await mkdir(path.join(folder, "gates", name), { recursive: true });
    const past = clock.now() / 1000 - 20 * 24 * 60 * 60;
    utimesSync(path.join(folder, "gates", "old"), past, past);
    open();
    await outputs.loaded;
    expect(await readdir(path.join(folder, "gates"))).toEqual(["strange"]);
  });
});

describe("the log of a gate", () => {
  it("keeps the beginning and the end of what is too long, and says what it left out", async () => {
    const file = path.join(folder, "log");
    const gate = createGateLog({ file, headBytes: 10, tailBytes: 5, onGrown: () => {}, onTrouble: () => {} });
    for (const piece of ["01234", "56789", "middle", "!", "last"]) gate.write(Buffer.from(piece));
    await gate.close();
    expect(await readFile(file, "utf8")).toBe(
      "0123456789\n[Of what follows, only the last 5 bytes are kept, here, once it has ended.]\n[6 bytes were left out here.]\n!last",
    );
    expect(gate.omittedBytes).toBe(6);
    expect(gate.tail().toString()).toBe("!last");
  });

  it("keeps all that just fits, and the end of what comes letter by letter", async () => {
    const file = path.join(folder, "log");
    const gate = createGateLog({ file, headBytes: 5_000, tailBytes: 7, onGrown: () => {}, onTrouble: () => {} });
    for (let at = 0; at < 5_000; at++) gate.write(Buffer.from(String(at % 10)));
    await gate.close();
    expect(await readFile(file, "utf8")).toBe("0123456789".repeat(500));
    expect(gate.tail().toString()).toBe("3456789");
  });

  it("tells of a file that cannot be written once, and goes on", async () => {
    const troubles: unknown[] = [];
    const file = path.join(folder, "no", "such", "folder");
    const gate = createGateLog({ file, onGrown: () => {}, onTrouble: (error) => troubles.push(error) });
    gate.write(Buffer.from("a"));
    await gate.close();
    gate.write(Buffer.from("b"));
    await gate.close();
    expect(troubles).toHaveLength(1);
    expect(gate.tail().toString()).toBe("ab");
  });
});

describe("the record of a project's gates", () => {
  it("counts runs, red ones and those that changed their mind about a commit", async () => {
    await keep("run-1", "", { exitCode: 1, ms: 5 });
    await keep("run-2", "", { ms: 30 });
    await keep("run-3", "", { commit: C2, ms: 10 });
    await keep("run-4", "", { commit: C2, ms: 20 });
    const shown = await handlers["mq.gates"]({ project: "demo" }, user, live);
    expect(shown).toMatchObject({
      ok: true,
      value: {
        gates: [
          { name: "lint", runs: 0 },
          { name: "build", runs: 4, reds: 1, flakes: 1, medianMs: 20 },
        ],
      },
    });
    expect(await handlers["mq.gates"]({ project: "other" }, user, live)).toMatchObject({
      error: { code: "project-not-found" },
    });
  });
});
