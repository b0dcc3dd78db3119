import packageJson from "../../../package.json" with { type: "json" };
import type { Failure } from "../../shared/model/result.ts";
import { systemClock } from "../core/base/clock.ts";
import { createCore, findPlaces } from "../core/orchestrator.ts";
import { enclosingRepository, placeOfWorkspace } from "../core/workspace/index.ts";
import { type HeadlessArguments, parseHeadlessArguments } from "./arguments.ts";
import { openBrowser } from "./open-browser.ts";
import { type Headless, type StartedHeadless, startHeadless } from "./start-headless.ts";

/** Ctrl-C reaches everybody in a terminal, and whoever started us passes it on: within so long it is one asking. */
const SAME_ASKING_MS = 1_000;

/** The browser face's process: `headless` as described by its usage. Runs until it is told to stop. */
const { env } = process;
const parsed = parseHeadlessArguments(process.argv.slice(2));
if (parsed.ok) await run(parsed.value);
else give(parsed.error, 2);

async function run(args: HeadlessArguments): Promise<void> {
  const workspace = placeOfWorkspace({ given: args.workspace, env, cwd: process.cwd() });
  const repository = enclosingRepository(workspace);
  if (repository !== undefined) {
    say(`Note: the workspace ${workspace} lies in the git work tree ${repository}. Elsewhere would be better.`);
  }
  const { page: pageFolder } = findPlaces();
  const { port, demo, page } = args;
  const headless = await startHeadless(
    { workspace, port, demo, page },
    { openCore: createCore, version: packageJson.version, pageFolder, clock: systemClock, env },
  );
  if (!headless.ok) return give(headless.error, 1);
  // Whoever reads that it runs may stop it at once.
  const over = headless.value.kind === "started" ? runUntilStopped(headless.value) : undefined;
  announce(headless.value, workspace, args);
  const isOpening = args.open && !args.json && (await openPage(headless.value));
  if (isOpening) say("It opens in your browser.");
  await over;
}

function announce({ kind, endpoint }: Headless, workspace: string, { json, why }: HeadlessArguments): void {
  const { url, pid, socket } = endpoint;
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ running: true, attached: kind === "attached", workspace, url, pid, socket })}\n`,
    );
    return;
  }
  if (why !== undefined) say(`In the browser, since ${why}.`);
  const doing = kind === "attached" ? `runs already (process ${pid})` : "runs";
  process.stdout.write(`Drover ${doing} for ${workspace}\n`);
  if (url === undefined) process.stdout.write("Without a page: use the command line.\n");
  // The address makes its bearer the user, and is printed for nobody but them.
  else process.stdout.write(`${url}\n`);
  if (kind === "started") process.stdout.write("Ctrl-C stops it; agents at work go on.\n");
}

async function openPage(headless: Headless): Promise<boolean> {
  try {
    const address = await headless.invite();
    return address !== undefined && openBrowser(address, { env, platform: process.platform });
  } catch {
    // The address was printed.
    return false;
  }
}

async function runUntilStopped(headless: StartedHeadless): Promise<void> {
  let askedAt: number | undefined;
  const stop = () => {
    const now = Date.now();
    // Asked again: whoever asks does not want to wait.
    if (askedAt !== undefined && now - askedAt > SAME_ASKING_MS) process.exit(130);
    if (askedAt !== undefined) return;
    askedAt = now;
    say("Stopping. Agents at work go on in their terminals, and are found again at the next start.");
    void headless.stop("keep");
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  await headless.stopped;
  say("Drover has stopped.");
  process.exit(0);
}

function give({ message, remedy }: Failure, exitCode: number): void {
  process.stderr.write(`${message}\n${remedy === undefined ? "" : `${remedy.trimEnd()}\n`}`);
  process.exitCode = exitCode;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
