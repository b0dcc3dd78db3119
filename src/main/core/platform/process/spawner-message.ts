import type { ChildEnd } from "./child.ts";
import { ByteReader, ByteWriter } from "./spawner-frame.ts";

/** A request to start something, as the spawner gets it. */
export interface StartMessage {
  /**
   * `run`: output is kept in the spawner and sent at the end. `stream`: output is sent as it comes, up to a window of
   * bytes that were not yet taken. `detach`: only the pid comes back.
   */
  readonly mode: StartMode;
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number | undefined;
  readonly maxOutputBytes: number;
  readonly sweep: boolean;
  /** Only for `detach`. */
  readonly logFile: string;
}

const START_MODES = ["run", "stream", "detach"] as const;
type StartMode = (typeof START_MODES)[number];

export function encodeStart(message: StartMessage): Buffer {
  return new ByteWriter()
    .number(START_MODES.indexOf(message.mode))
    .text(message.file)
    .list(message.args)
    .text(message.cwd)
    .list(Object.entries(message.env).flat())
    .number(message.timeoutMs ?? -1)
    .number(message.maxOutputBytes)
    .number(message.sweep ? 1 : 0)
    .text(message.logFile)
    .bytes();
}

export function decodeStart(payload: Buffer): StartMessage {
  const reader = new ByteReader(payload);
  const mode = START_MODES[reader.number()];
  if (mode === undefined) throw new RangeError("Neither run, stream nor detach");
  const file = reader.text();
  const args = reader.list();
  const cwd = reader.text();
  const pairs = reader.list();
  const env: Record<string, string> = {};
  for (let i = 0; i + 1 < pairs.length; i += 2) env[pairs[i] ?? ""] = pairs[i + 1] ?? "";
  const timeoutMs = reader.number();
  return {
    mode,
    file,
    args,
    cwd,
    env,
    timeoutMs: timeoutMs < 0 ? undefined : timeoutMs,
    maxOutputBytes: reader.number(),
    sweep: reader.number() === 1,
    logFile: reader.text(),
  };
}

/** How it ended, and whether output that the spawner kept was dropped. */
export type EndMessage = ChildEnd & { readonly truncated: boolean };

export function encodeEnd(end: EndMessage): Buffer {
  return new ByteWriter()
    .number(end.exitCode ?? -1)
    .text(end.signal ?? "")
    .number(end.timedOut ? 1 : 0)
    .number(end.truncated ? 1 : 0)
    .bytes();
}

export function decodeEnd(payload: Buffer): EndMessage {
  const reader = new ByteReader(payload);
  const exitCode = reader.number();
  const signal = reader.text();
  return {
    exitCode: exitCode < 0 ? null : exitCode,
    signal: signal === "" ? null : signal,
    timedOut: reader.number() === 1,
    truncated: reader.number() === 1,
  };
}
