import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { EXIT } from "./exit-codes.ts";

/** As in package.json's `engines`. */
const NEEDED = 24;

/**
 * Runs the command again on the Node that comes with the install, where the one on the PATH is too old, as after `npm link`.
 * Answers its exit code; undefined when this Node will do.
 */
export function runOnNewerNode(version: string, args: readonly string[]): number | undefined {
  if (Number(version.split(".")[0]) >= NEEDED) return undefined;
  const node = nodeOfInstall();
  if (node === undefined) {
    process.stderr.write(`drover: Drover needs Node ${NEEDED} or later and found ${version}.\n`);
    process.stderr.write("Run `npm install` where Drover is, which brings one, or install a newer Node.\n");
    return EXIT.failure;
  }
  const { status, signal } = spawnSync(node, [...args], { stdio: "inherit" });
  return status ?? (signal === "SIGINT" ? EXIT.interrupted : EXIT.failure);
}

function nodeOfInstall(): string | undefined {
  try {
    const folder = path.dirname(createRequire(import.meta.url).resolve("node/package.json"));
    const binary = path.join(folder, "bin", process.platform === "win32" ? "node.exe" : "node");
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}
