// Records real agent CLIs before a scripted model, for the tests of what is read from their terminals:
// `node e2e/agents/record/record.ts claude [turn …]`. Their programs are those of the tests' cache (`npm run agents`).
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { agentCache, installedIn, pinnedClis } from "../../../scripts/agents/cache.ts";
import { createLocalRunner } from "../../../src/main/core/platform/process/local-runner.ts";
import { packRecording } from "../../../src/main/core/session/testing/pack-recording.ts";
import { createRuntimes, readPresets } from "../../../src/main/core/runtime/index.ts";
import { startModelServer } from "../../support/model-server/server.ts";
import { CLIS, type CliSetUp } from "../support/clis.ts";
import { type Scene, SCENES } from "./scenes.ts";
import { openTerminal, writeHookRecorder } from "./terminal.ts";

const COLS = 120;
const ROWS = 36;
const KEY = "tests-key";
const project = join(import.meta.dirname, "../../..");
const recordings = join(project, "src/main/core/session/testing/recordings");

const [id, ...names] = process.argv.slice(2);
const cli = CLIS.find((one) => one.id === id);
const pinned = pinnedClis().find((one) => one.id === id);
if (cli === undefined || pinned === undefined) throw new Error(`Name one of ${CLIS.map((one) => one.id).join(", ")}.`);
const programs = installedIn(agentCache(process.env), pinned);
if (programs === undefined) {
  throw new Error(`${pinned.id} ${pinned.version} is not in the tests' cache: npm run agents`);
}
for (const scene of SCENES) {
  const isWanted = names.length === 0 ? (scene.clis?.includes(cli.id) ?? true) : names.includes(scene.name);
  if (isWanted) await record(scene, cli, { programs, version: pinned.version });
}
process.exit(0);

async function record(scene: Scene, setUp: CliSetUp, program: { readonly programs: string; readonly version: string }) {
  const root = join(tmpdir(), "recording", setUp.id);
  rmSync(root, { recursive: true, force: true });
  const [home, worktree, sessionDir] = ["home", "shop", "session"].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [home, worktree, sessionDir]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  execFileSync("git", ["init", "-q", "-b", "main", worktree]);
  writeFileSync(join(worktree, "README.md"), "# Shop\n");

  await using server = await startModelServer();
  const access = { base: server.base, key: KEY };
  const files: Record<string, string> = { ...setUp.files(access) };
  for (const [name, amend] of Object.entries(scene.home?.[setUp.id] ?? {})) files[name] = amend(files[name] ?? "");
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), text);
  }
  const PATH = [program.programs, process.env["PATH"] ?? ""].join(delimiter);
  const drover = writeHookRecorder(root);
  const session = { DROVER_SESSION: `ses-${randomUUID()}`, DROVER_WORKSPACE: root, DROVER_BIN: drover };
  const env = { PATH, HOME: home, SHELL: "/bin/bash", LANG: "C.UTF-8", TZ: "UTC", ...session, ...setUp.env(access) };
  const runtimes = createRuntimes({
    runner: createLocalRunner(),
    env,
    node: process.execPath,
    scriptedEntry: "",
    presets: await readPresets(join(project, "resources")),
    custom: () => [],
    defaultRuntime: () => setUp.id,
  });
  const promptFile = join(root, "prompt.md");
  writeFileSync(promptFile, scene.prompt);
  const launched = await runtimes.launch(setUp.id, {
    prompt: scene.prompt,
    promptFile,
    worktree,
    sessionDir,
    env,
    drover,
    unattended: false,
    newSession: randomUUID(),
  });
  if (!launched.ok) throw new Error(launched.error.message);
  const { file, args, typed } = launched.value;
  const terminal = openTerminal({ root, file, args, cwd: worktree, env: launched.value.env, cols: COLS, rows: ROWS });
  const model = server.agent(KEY, scene.script);
  const traits = runtimes.traits(setUp.id);

  async function submit(text: string): Promise<void> {
    terminal.put(`\u001b[200~${text}\u001b[201~`);
    await pause(traits?.submitDelayMs ?? 150);
    terminal.put("\r");
  }

  async function interrupt(): Promise<void> {
    for (const key of traits?.interrupt ?? []) {
      terminal.put(key);
      await pause(150);
    }
  }

  try {
    if (typed !== undefined) {
      await pause(6_000);
      await submit(typed);
    }
    await scene.play({ terminal, model, cli: setUp, submit, interrupt });
  } catch (error) {
    process.stderr.write(`${setUp.id} ${scene.name}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  } finally {
    terminal.kill("SIGKILL");
    await terminal.exited;
  }
  const head = { cli: setUp.id, version: program.version, scene: scene.name, cols: COLS, rows: ROWS };
  const target = join(recordings, setUp.id, `${scene.name}.jsonl`);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, [head, ...packRecording(terminal.lines())].map((line) => `${JSON.stringify(line)}\n`).join(""));
  process.stdout.write(`${target}\n${await lastScreen(terminal)}\n`);
}

async function lastScreen(terminal: ReturnType<typeof openTerminal>): Promise<string> {
  return (await terminal.screen()).replaceAll(/\n{2,}/g, "\n");
}
