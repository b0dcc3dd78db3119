import { mkdir } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { RuntimeSignal } from "../../../../shared/model/runtime-signal.ts";
import { shortId } from "../../base/short-id.ts";
import { writeFileAtomic } from "../../platform/fs/atomic-write.ts";
import type { RuntimeAdapter } from "../adapter.ts";

/**
 * What is common to programs that load a piece of code of ours (pi, OpenCode). The events are of our own making: `session`,
 * `prompt`, `working`, `idle`, `asks`, `limited`, `compacting`, `leaving`. What `drover signal` prints is a message to the
 * agent, and so is each file in the inbox.
 */
const payloadShape = z.object({
  session: z.string().min(1).max(200).optional(),
  transcript: z.string().min(1).optional(),
  text: z.string().optional(),
  detail: z.string().optional(),
  /** Ms since 1970. */
  until: z.number().positive().optional(),
  context: z.object({ used: z.number().nonnegative(), size: z.number().positive().optional() }).optional(),
});

function readPluginSignal(event: string, payload: unknown): RuntimeSignal {
  const told = payloadShape.safeParse(payload).data;
  if (told === undefined) return {};
  const base: RuntimeSignal = {
    ...(told.session === undefined ? {} : { runtimeSession: told.session }),
    ...(told.transcript === undefined ? {} : { transcript: told.transcript }),
    ...(told.detail === undefined ? {} : { detail: told.detail }),
    ...(told.context === undefined ? {} : { context: contextOf(told.context) }),
  };
  switch (event) {
    case "session":
      return base;
    case "prompt":
      return { ...base, state: "working", ...(told.text === undefined ? {} : { took: told.text }) };
    case "working":
      return { ...base, state: "working" };
    case "idle":
      return { ...base, state: "waiting-for-input", ...(told.text === undefined ? {} : { said: told.text }) };
    case "asks":
      return { ...base, state: "waiting-for-permission" };
    case "limited":
      return { ...base, state: "rate-limited", ...(told.until === undefined ? {} : { until: told.until }) };
    case "compacting":
      return { ...base, state: "working", compacting: true };
    case "leaving":
      return { ...base, ending: "quit" };
    default:
      return {};
  }
}

function contextOf({ used, size }: { used: number; size?: number | undefined }): NonNullable<RuntimeSignal["context"]> {
  return { used, ...(size === undefined ? {} : { size }) };
}

/** During a question it would be taken for the answer by nobody, but it would not be read either. */
function answerPlugin(event: string, message: string): string | undefined {
  return ["prompt", "working", "idle"].includes(event) ? message : undefined;
}

async function deliverToInbox(sessionDir: string, message: string): Promise<void> {
  const name = `${String(Date.now()).padStart(15, "0")}-${shortId("msg", () => false, 6)}.md`;
  await writeFileAtomic(path.join(sessionDir, INBOX, name), message, { durable: false });
}

const INBOX = "inbox";

/** The part of an adapter that needs nothing but the plugin. */
export const pluginChannel: Pick<RuntimeAdapter, "readHook" | "answerHook" | "deliver"> = {
  readHook: readPluginSignal,
  answerHook: answerPlugin,
  deliver: deliverToInbox,
};

/** Writes a plugin into the session's folder, its inbox beside it; answers its path. */
export async function writePlugin(
  { sessionDir, drover }: { readonly sessionDir: string; readonly drover: string },
  file: string,
  source: string,
): Promise<string> {
  const inbox = path.join(sessionDir, INBOX);
  await mkdir(inbox, { mode: 0o700 });
  const plugin = path.join(sessionDir, file);
  const head = `const DROVER = ${JSON.stringify(drover)};\nconst INBOX = ${JSON.stringify(inbox)};\n`;
  await writeFileAtomic(plugin, `${IMPORTS}${head}${CHANNEL}${source}`, { durable: false });
  return plugin;
}

const IMPORTS = `// Written by Drover for this session alone, and removed with it.
import { spawn } from "node:child_process";
import { readFileSync, readdirSync, rmSync, watch } from "node:fs";
import { join } from "node:path";
`;

/** Signals go one after the other, so that they arrive in order. Nothing here may break or hold up the program. */
const CHANNEL = `
let last = Promise.resolve();
let take = () => {};
let workingAt = 0;

function signal(event, payload = {}) {
  workingAt = event === "working" || event === "prompt" ? Date.now() : 0;
  last = last.then(() => call(event, payload)).then(give).catch(() => {});
  return last;
}

async function give(answer) {
  if (answer !== "") await take(answer);
}

// It goes on working: told now and then, since each time costs the start of a process.
function stillWorking(payload) {
  if (Date.now() - workingAt > 15000) signal("working", payload);
}

function call(event, payload) {
  return new Promise((resolve) => {
    const onWindows = process.platform === "win32";
    const file = onWindows ? '"' + DROVER + '"' : DROVER;
    const child = spawn(file, ["signal", event], { stdio: ["pipe", "pipe", "ignore"], shell: onWindows, windowsHide: true });
    const timer = setTimeout(() => child.kill(), 10000);
    let answer = "";
    child.stdout.setEncoding("utf8").on("data", (text) => (answer += text));
    child.stdin.on("error", () => {});
    child.on("error", () => resolve(""));
    child.on("close", () => {
      clearTimeout(timer);
      resolve(answer.trim());
    });
    child.stdin.end(JSON.stringify(payload));
  });
}

// Folder and files may be gone: with the session, or taken by the same code in another process of the program.
function readInbox() {
  let names = [];
  try {
    names = readdirSync(INBOX).filter((name) => /^[^.].*\\.md$/.test(name)).sort();
  } catch {
    return;
  }
  for (const name of names) {
    const file = join(INBOX, name);
    let text;
    try {
      text = readFileSync(file, "utf8");
      rmSync(file);
    } catch {
      continue;
    }
    Promise.resolve(text).then(take).catch(() => {});
  }
}

// The taker of messages from now on, until what is answered is called.
function listen(taker) {
  take = taker;
  const watcher = watch(INBOX, readInbox);
  watcher.on("error", () => {});
  watcher.unref?.();
  readInbox();
  return () => watcher.close();
}
`;
