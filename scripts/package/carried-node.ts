import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface CarriedNode {
  readonly root: string;
  /** Of Node: `linux`, `darwin`, `win32`. */
  readonly platform: string;
  readonly arch: string;
  /** As package.json pins it. */
  readonly version: string;
}

/**
 * Puts the pinned Node for a platform where electron-builder.yml expects it: the installed one for this machine, else that of
 * the package `node-<platform>-<arch>`, which is what the package `node` itself is made of.
 */
export function carryNode({ root, platform, arch, version }: CarriedNode): string {
  const name = platform === "win32" ? "node.exe" : "node";
  const folder = join(root, "dist/node", `${platform}-${arch}`);
  const file = join(folder, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const installed = join(root, "node_modules/node/bin", name);
  if (platform === process.platform && arch === process.arch && existsSync(installed)) copyFileSync(installed, file);
  else copyFileSync(fetched({ platform, arch, version, name }), file);
  chmodSync(file, 0o755);
  return file;
}

/** Unpacked in a temporary folder. */
function fetched({ platform, arch, version, name }: Omit<CarriedNode, "root"> & { readonly name: string }): string {
  const shelf = mkdtempSync(join(tmpdir(), "drover-node-"));
  const system = platform === "win32" ? "win" : platform;
  // Named differently for the one system whose plain name was taken.
  const prefix = system === "darwin" && arch === "arm64" ? "node-bin" : "node";
  const packed = `${prefix}-${system}-${arch}`;
  const shell = process.platform === "win32";
  execFileSync("npm", ["pack", "--silent", `${packed}@${version}`], { cwd: shelf, shell });
  execFileSync("tar", ["-xzf", `${packed}-${version}.tgz`], { cwd: shelf });
  return join(shelf, "package/bin", name);
}
