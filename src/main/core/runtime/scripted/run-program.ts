import { spawn } from "node:child_process";

export interface ProgramRun {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Lines as they come, of both streams. */
  onLine?(line: string): void;
}

export interface ProgramEnd {
  /** -1 when a signal ended it or it could not be started. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, without a shell in between. It never rejects: a program that is not there ends with -1. */
export function runProgram({ file, args, cwd, env = process.env, onLine }: ProgramRun): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const child = spawn(file, [...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const out = collect(child.stdout, onLine);
    const errors = collect(child.stderr, onLine);
    child.on("error", (error) => {
      resolve({ code: -1, stdout: "", stderr: error.message });
    });
    child.on("close", (code) => {
      resolve({ code: code ?? -1, stdout: out(), stderr: errors() });
    });
  });
}

function collect(stream: NodeJS.ReadableStream, onLine: ((line: string) => void) | undefined): () => string {
  let all = "";
  let open = "";
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    all += text;
    const lines = (open + text).split("\n");
    open = lines.pop() ?? "";
    for (const line of lines) onLine?.(line);
  });
  stream.on("end", () => {
    if (open !== "") onLine?.(open);
  });
  return () => all;
}
