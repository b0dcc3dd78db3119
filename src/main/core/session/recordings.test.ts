import path from "node:path";
import { describe, expect, it } from "vitest";
import type { SessionStatus } from "../../../shared/model/agent.ts";
import { runtimePorts } from "../orchestrator/runtime-ports.ts";
import { createLocalRunner } from "../platform/process/local-runner.ts";
import { createRuntimes, readPresets } from "../runtime/index.ts";
import { DOUBT_MS, LIFE_MS, PROVEN_MS } from "./evidence.ts";
import { readRecordings, replay } from "./testing/replay.ts";

const recordings = await readRecordings();
const runtimes = runtimePorts(
  createRuntimes({
    runner: createLocalRunner(),
    env: {},
    node: process.execPath,
    scriptedEntry: "",
    presets: await readPresets(path.resolve(import.meta.dirname, "../../../../resources")),
    custom: () => [],
    defaultRuntime: () => "scripted",
  }),
).forSessions;

describe.each(recordings)("$head.cli $head.version, scene $head.scene", (recording) => {
  it("reads as what it was", async () => {
    const seen = await replay(recording, runtimes);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.map(({ mark, status }) => `${mark}: ${status.state}`)).toEqual(
      seen.map(({ mark, expected }) => `${mark}: ${expected}`),
    );
  });

  it("never has a state that is older than its evidence", async () => {
    const told: SessionStatus[] = [];
    await replay(recording, runtimes, (status) => told.push(status));
    for (const status of told) {
      const { state, seenAt, evidenceAt, since } = status;
      expect(evidenceAt).toBeLessThanOrEqual(Math.max(seenAt, since));
      if (state === "working") expect(since - seenAt).toBeLessThan(Math.min(LIFE_MS, PROVEN_MS));
      if (status.contradiction !== undefined) expect(since - evidenceAt).toBeLessThan(DOUBT_MS + LIFE_MS);
    }
  });
});
