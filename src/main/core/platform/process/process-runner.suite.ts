import { once } from "node:events";
import { mkdtempSync, readFileSync, realpathSync, rmSync, watch, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { GitCommand } from "./local-runner.ts";
import { type ProcessRequest, type ProcessRunner, ProcessStartError } from "./process-runner.ts";

const PATH = process.env["PATH"] ?? "";

/** Git as it stands on the machine, without what `findGit` adds: enough to see that requests for it are mapped. */
const plainGit: GitCommand = (request) => ({ ...request, file: "git", env: { PATH, MARK: "mapped", ...request.env } });

/** What every process runner has to do, run over each of them. */
export function describeProcessRunner(name: string, createRunner: (git: GitCommand) => ProcessRunner): void {
  describe(name, () => {
    let folder: string;
    let runner: ProcessRunner;

    beforeEach(() => {
      folder = realpathSync(mkdtempSync(path.join(tmpdir(), "drover-runner-")));
      runner = createRunner(plainGit);
    });
    afterEach(async () => {
      await runner[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    });

    const node = (script: string, more: Partial<ProcessRequest> = {}): ProcessRequest => ({
      file: process.execPath,
      args: ["-e", script],
      cwd: folder,
      env: { PATH },
      ...more,
    });
    const parse = (bytes: Uint8Array): unknown => JSON.parse(text(bytes));
    const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

    it("runs a program to its end, with arguments as they are, both streams apart and the exit code", async () => {
      const args = ["", "a b", "$HOME `x`", "-n", "quo\"te's", "line\nbreak", "🐑"];
      const script =
        "process.stdout.write(JSON.stringify(process.argv.slice(1))); process.stderr.write('trouble'); process.exitCode = 7";
      const outcome = await runner.run(node("", { args: ["-e", script, "--", ...args] }));
      expect({ ...outcome, stdout: parse(outcome.stdout), stderr: text(outcome.stderr) }).toEqual({
        exitCode: 7,
        signal: null,
        stdout: args,
        stderr: "trouble",
        timedOut: false,
        truncated: false,
      });
    });

    it("gives the program its folder and nothing but the environment it was given", async () => {
      const outcome = await runner.run(
        node("console.log(JSON.stringify([process.cwd(), process.env]))", {
          env: { ONE: "1", EMPTY: "", NOTE: "a\nb=c" },
        }),
      );
      expect(parse(outcome.stdout)).toEqual([folder, { ONE: "1", EMPTY: "", NOTE: "a\nb=c" }]);
    });

    it("looks a bare name up in the PATH of the request", async () => {
      writeFileSync(path.join(folder, "only-here"), "#!/bin/sh\necho found\n", { mode: 0o755 });
      const outcome = await runner.run(node("", { file: "only-here", args: [], env: { PATH: folder } }));
      expect(text(outcome.stdout)).toBe("found\n");
    });

    it("closes the input of a program that is given none", async () => {
      const outcome = await runner.run(node("process.stdin.resume().on('end', () => console.log('end'))"));
      expect(text(outcome.stdout)).toBe("end\n");
    });

    it("carries megabytes through, byte by byte, in both directions", async () => {
      const stdin = Buffer.alloc(5_000_000, Buffer.from(Array.from({ length: 251 }, (_, i) => i)));
      const outcome = await runner.run(node("process.stdin.pipe(process.stdout)", { stdin }));
      expect(Buffer.from(outcome.stdout).equals(stdin)).toBe(true);
    });

    it("is not troubled by a program that closes its input early", async () => {
      const stdin = Buffer.alloc(2_000_000, "x");
      const outcome = await runner.run(node("process.stdin.destroy(); process.exit(3)", { stdin }));
      expect(outcome.exitCode).toBe(3);
    });

    it.each(["does-not-exist-anywhere", "/does/not/exist"])("says that %s is missing", async (file) => {
      const failure = await runner.run(node("", { file })).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(ProcessStartError);
      expect(failure).toMatchObject({ file, code: "ENOENT" });
    });

    it("says that a file may not be run", async () => {
      const file = path.join(folder, "plain");
      writeFileSync(file, "no program", { mode: 0o644 });
      await expect(runner.run(node("", { file }))).rejects.toMatchObject({ name: "ProcessStartError", code: "EACCES" });
    });

    it("keeps head and tail of what is more than the limit", async () => {
      const outcome = await runner.run(
        node("process.stdout.write('head' + '.'.repeat(3e6) + 'tail')", { maxOutputBytes: 1_000 }),
      );
      expect(outcome.truncated).toBe(true);
      expect(text(outcome.stdout)).toMatch(/^head\.{992}tail$/);
      expect(outcome.exitCode).toBe(0);
    });

    it("hands output on as it comes", async () => {
      const heard: string[] = [];
      const abort = new AbortController();
      const outcome = await runner.run(node("console.log('ready'); setInterval(() => {}, 1e6)"), {
        signal: abort.signal,
        onOutput(stream, chunk) {
          heard.push(`${stream} ${text(chunk)}`);
          abort.abort();
        },
      });
      expect(heard).toEqual(["stdout ready\n"]);
      expect(outcome).toMatchObject({ exitCode: null, signal: "SIGTERM", timedOut: false });
      expect(text(outcome.stdout)).toBe("ready\n");
    });

    it("hands on all of a flood, also what was still on its way when the program exited", async () => {
      let bytes = 0;
      const outcome = await runner.run(node("process.stdout.write('x'.repeat(8e6))"), {
        onOutput: (_stream, chunk) => (bytes += chunk.length),
      });
      expect(bytes).toBe(8_000_000);
      expect(outcome.stdout.length).toBe(8_000_000);
    });

    it("starts nothing when it is cancelled already", async () => {
      const marker = path.join(folder, "started");
      const request = node(`require('node:fs').writeFileSync(${JSON.stringify(marker)}, '')`);
      await expect(runner.run(request, { signal: AbortSignal.abort(new Error("not any more")) })).rejects.toThrow(
        "not any more",
      );
      await runner.run(node(""));
      expect(() => readFileSync(marker)).toThrow("ENOENT");
    });

    it("ends the whole group after the time limit, also children of the program", async () => {
      const script = `
        const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' });
        console.log(child.pid);
        setInterval(() => {}, 1e6)`;
      const outcome = await runner.run(node(script, { timeoutMs: 1_000 }));
      expect(outcome).toMatchObject({ exitCode: null, signal: "SIGTERM", timedOut: true });
      await expectGone(Number(text(outcome.stdout)));
    });

    it("kills what does not heed SIGTERM", async () => {
      const abort = new AbortController();
      const script = "process.on('SIGTERM', () => console.log('no')); console.log('ready'); setInterval(() => {}, 1e6)";
      const outcome = await runner.run(node(script), { signal: abort.signal, onOutput: () => abort.abort() });
      expect(outcome).toMatchObject({ exitCode: null, signal: "SIGKILL" });
      expect(text(outcome.stdout)).toBe("ready\nno\n");
    });

    it("ends what a program leaves behind in its group, and does not wait for it", async () => {
      const script = `
        const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'inherit' });
        console.log(child.pid);
        child.unref();
        process.exit(4)`;
      const outcome = await runner.run(node(script));
      expect(outcome.exitCode).toBe(4);
      await expectGone(Number(text(outcome.stdout)));
    });

    it("runs many at once without mixing them up", async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 12 }, (_, i) => runner.run(node(`process.stdout.write('${i} '.repeat(20_000))`))),
      );
      expect(outcomes.map(({ stdout }, i) => text(stdout) === `${i} `.repeat(20_000))).toEqual(
        Array.from({ length: 12 }, () => true),
      );
    });

    it("maps requests for git, and adds their environment", async () => {
      const outcome = await runner.git({
        args: ["-c", "alias.mark=!echo $MARK $MORE", "mark"],
        cwd: folder,
        env: { MORE: "more" },
      });
      expect(text(outcome.stdout)).toBe("mapped more\n");
    });

    it("talks with a process until its input is ended", async () => {
      const said: string[] = [];
      const answers = new EventTarget();
      const script =
        "process.stdin.on('data', (d) => process.stdout.write(String(d).toUpperCase())).on('end', () => process.exit(5))";
      const conversation = await runner.open(node(script), (_stream, chunk) => {
        said.push(text(chunk));
        answers.dispatchEvent(new Event("answer"));
      });
      expect(conversation.pid).toBeGreaterThan(0);
      for (const word of ["one", "two"]) {
        const answer = once(answers, "answer");
        await conversation.write(word);
        await answer;
      }
      conversation.end();
      expect(await conversation.ended).toMatchObject({ exitCode: 5, signal: null, timedOut: false });
      expect(said).toEqual(["ONE", "TWO"]);
      await conversation.write("too late");
    });

    it("keeps the order of what is written without waiting", async () => {
      const conversation = await runner.open(node("process.stdin.pipe(process.stdout)"), (_stream, chunk) => {
        heard += text(chunk);
      });
      let heard = "";
      const words = Array.from({ length: 50 }, (_, i) => `${i}`.repeat(20_000));
      for (const word of words) void conversation.write(word);
      conversation.end();
      await conversation.ended;
      expect(heard === words.join("")).toBe(true);
    });

    it("ends a conversation that is disposed of", async () => {
      const conversation = await runner.open(node("setInterval(() => {}, 1e6)"), () => {});
      await conversation[Symbol.asyncDispose]();
      expect(await conversation.ended).toMatchObject({ exitCode: null, signal: "SIGTERM", timedOut: false });
    });

    it("detaches a process that goes on when the runner is closed, writing to its log", async () => {
      const logFile = path.join(folder, "host.log");
      const go = path.join(folder, "go");
      // It speaks only once the file is there, which is after the runner was closed.
      const script = `
        const fs = require('node:fs');
        console.log('up');
        const look = () => { if (!fs.existsSync(${JSON.stringify(go)})) return; console.log('still here'); process.exit(0); };
        fs.watch(${JSON.stringify(folder)}, look); look();`;
      const pid = await runner.detach({ ...node(script), logFile });
      expect(pid).toBeGreaterThan(0);
      await runner[Symbol.asyncDispose]();
      writeFileSync(go, "");
      await fileHolds(logFile, "up\nstill here\n");
    });

    it("says that what is to be detached is missing", async () => {
      const request = { ...node("", { file: "/does/not/exist" }), logFile: path.join(folder, "log") };
      await expect(runner.detach(request)).rejects.toMatchObject({ name: "ProcessStartError", code: "ENOENT" });
    });

    it("ends what still runs when it is closed", async () => {
      const run = runner.run(node("setInterval(() => {}, 1e6)"), {});
      const other = await runner.open(node("setInterval(() => {}, 1e6)"), () => {});
      await runner[Symbol.asyncDispose]();
      expect((await run).signal).toBe("SIGTERM");
      expect((await other.ended).signal).toBe("SIGTERM");
    });
  });
}

/** Resolves when the process is gone or only waits for its parent to take note. */
export async function expectGone(pid: number): Promise<void> {
  const deadline = AbortSignal.timeout(5_000);
  while (isAlive(pid)) {
    if (deadline.aborted) throw new Error(`Process ${pid} is still there`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return process.platform !== "linux";
  }
}

/** Resolves once the file's text is what is expected. */
export async function fileHolds(file: string, expected: string): Promise<void> {
  const stop = AbortSignal.timeout(10_000);
  const watcher = watch(path.dirname(file), { signal: stop });
  try {
    while (readFileSync(file, "utf8") !== expected) await once(watcher, "change", { signal: stop });
  } finally {
    watcher.close();
  }
}
