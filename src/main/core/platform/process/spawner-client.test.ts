import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { ManualClock } from "../../base/clock.ts";
import { describeProcessRunner, expectGone, isAlive } from "./process-runner.suite.ts";
import { createSpawnerClient, type SpawnerClient } from "./spawner-client.ts";

const entry = path.resolve(import.meta.dirname, "../../../spawner/main.ts");
const PATH = process.env["PATH"] ?? "";

describeProcessRunner("spawner client", (git) =>
  createSpawnerClient({ nodePath: process.execPath, entry, git, onComplaint: fail }),
);

function fail(text: string): never {
  throw new Error(text);
}

const waiting = {
  file: process.execPath,
  args: ["-e", "console.log('up'); setInterval(() => {}, 1e6)"],
  cwd: "/",
  env: { PATH },
};

describe("spawner client when the spawner dies", () => {
  it("fails what was running with a clear error, ends it, and starts another spawner for the next request", async () => {
    const complaints: string[] = [];
    await using runner = createSpawnerClient({
      nodePath: process.execPath,
      entry,
      onComplaint: (text) => complaints.push(text),
    });
    const conversation = await runner.open(waiting, () => {});
    const run = runner.run(waiting, { onOutput: () => kill(runner) });
    await expect(run).rejects.toThrow("the spawner was ended by SIGKILL");
    await expect(conversation.ended).rejects.toMatchObject({ name: "ProcessLostError" });
    await expectGone(conversation.pid);
    const next = await runner.run({ ...waiting, args: ["-e", "process.exit(6)"] });
    expect(next.exitCode).toBe(6);
    expect(complaints).toEqual(["Lost the spawner: the spawner was ended by SIGKILL."]);
  });

  it("gives up when it died too often, and tries again later", async () => {
    const clock = new ManualClock();
    await using runner = createSpawnerClient({
      nodePath: process.execPath,
      entry: "/does/not/exist.ts",
      onComplaint: () => {},
      clock,
    });
    const attempt = async (): Promise<string> => String(await runner.run(waiting).catch((error: unknown) => error));
    for (let i = 0; i < 6; i += 1) expect(await attempt()).toContain("the spawner exited with 1");
    expect(await attempt()).toContain("the spawner died 5 times within a minute");
    clock.advance(60_000);
    expect(await attempt()).toContain("the spawner exited with 1");
  });

  it("says that the Node which should run it is missing", async () => {
    await using runner = createSpawnerClient({ nodePath: "/does/not/node", entry, onComplaint: () => {} });
    await expect(runner.run(waiting)).rejects.toThrow("/does/not/node could not be started");
  });
});

describe("spawner whose core was killed", () => {
  it("ends itself and all it started, save for what is detached", async () => {
    const client = path.resolve(import.meta.dirname, "spawner-client.ts");
    const script = `
      const { createSpawnerClient } = await import(${JSON.stringify(client)});
      const runner = createSpawnerClient({ nodePath: process.execPath, entry: ${JSON.stringify(entry)}, onComplaint: console.error });
      const request = ${JSON.stringify(waiting)};
      const child = await runner.open(request, () => {});
      const detached = await runner.detach({ ...request, logFile: '/dev/null' });
      console.log(JSON.stringify([runner.pid, child.pid, detached]));`;
    const core = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(core.stdout, "data")) as [Buffer];
    const [spawner = 0, child = 0, detached = 0] = JSON.parse(line.toString()) as number[];
    core.kill("SIGKILL");
    await Promise.all([expectGone(spawner), expectGone(child)]);
    expect(isAlive(detached)).toBe(true);
    process.kill(detached, "SIGKILL");
  });
});

function kill(runner: SpawnerClient): void {
  if (runner.pid !== undefined) process.kill(runner.pid, "SIGKILL");
}
