import { MAX_ATTACHED_BYTES } from "../../../shared/model/attachment.ts";
import { lastPart } from "../../lib/names.ts";
import type { Services } from "../../lib/services.tsx";
import type { LiveTerminal } from "./live-terminal.ts";

type BringServices = Pick<Services, "connection" | "platform" | "toasts" | "ui">;

export interface Progress {
  readonly name: string;
  /** Of the file, from 0 to 1. */
  readonly done: number;
}

/** Bytes of one piece: with base64 around it within what a call takes. */
const PIECE_BYTES = 512 * 1024;

/**
 * Types the paths of files into an agent's terminal. On the core's own machine that is where they lie; from a browser they
 * are brought into the agent's worktree first. `tell` hears of each step, and undefined at the end.
 */
export async function bringFiles(
  services: BringServices,
  {
    terminal,
    files,
    signal,
    tell,
  }: {
    readonly terminal: LiveTerminal;
    readonly files: readonly File[];
    readonly signal: AbortSignal;
    readonly tell: (progress: Progress | undefined) => void;
  },
): Promise<void> {
  const { platform, toasts, ui } = services;
  const name = lastPart(terminal.agent);
  const paths: string[] = [];
  for (const file of files) {
    if (signal.aborted) break;
    const known = platform.pathOf(file);
    const path = known ?? (await upload(services, { agent: terminal.agent, file, signal, tell }));
    if (path !== undefined) paths.push(path);
  }
  tell(undefined);
  if (paths.length === 0) return;
  terminal.paste(`${paths.map(typedPath).join(" ")} `);
  const what = paths.length === 1 ? (files[0]?.name ?? "The file") : `${paths.length} files`;
  ui.announce(`${what} attached for ${name}`);
  if (files.length > paths.length) {
    toasts.say(`${files.length} files were dropped, ${paths.length} attached`, { tone: "attention" });
  }
}

async function upload(
  { connection, toasts }: BringServices,
  {
    agent,
    file,
    signal,
    tell,
  }: {
    readonly agent: string;
    readonly file: File;
    readonly signal: AbortSignal;
    readonly tell: (progress: Progress) => void;
  },
): Promise<string | undefined> {
  if (file.size > MAX_ATTACHED_BYTES) {
    toasts.say(`${file.name} is too large`, {
      tone: "attention",
      detail: `A file for an agent has at most ${MAX_ATTACHED_BYTES / 1024 / 1024} MB.`,
    });
    return undefined;
  }
  let attachment: string | undefined;
  for (let at = 0; at === 0 || at < file.size; at += PIECE_BYTES) {
    if (signal.aborted) return undefined;
    tell({ name: file.name, done: file.size === 0 ? 1 : at / file.size });
    const piece = new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer());
    const answer = await connection.client.call("file.attach", {
      agent,
      name: file.name === "" ? "pasted" : file.name,
      data: base64(piece),
      isLast: at + PIECE_BYTES >= file.size,
      ...(attachment === undefined ? {} : { attachment }),
    });
    if (!answer.ok) {
      toasts.fail(`Attach ${file.name}`, answer.error);
      return undefined;
    }
    ({ attachment } = answer.value);
    if (answer.value.file !== undefined) return answer.value.file;
  }
  return undefined;
}

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}

/** As terminals type what is dropped on them: shells and agents read it back as one word. */
export function typedPath(path: string): string {
  return path.replaceAll(/([^\p{L}\p{N}_@%+=:,./-])/gu, String.raw`\$1`);
}
