import { existsSync } from "node:fs";
import path from "node:path";

/** The files of the product that the core starts or reads. All absolute. */
export interface Places {
  /** The Node that runs hosts, spawner, scripted agents and the command line. */
  readonly node: string;
  readonly spawner: string;
  readonly ptyHost: string;
  readonly scriptedAgent: string;
  readonly cli: string;
  readonly resources: string;
  /** Where dugite puts the git it downloads, whether or not it is there. */
  readonly git: string;
  /** The renderer's files; there once the product was built. */
  readonly page: string;
}

/**
 * Where everything is, seen from a module of the core: beside it once built (also from a chunk), else in the sources. In a
 * package Electron's own part is in an archive, which no other program can look into; the rest is in a folder beside it.
 */
export function findPlaces(from: string = import.meta.dirname): Places {
  const archive = archiveAround(from);
  if (archive !== undefined) {
    const programs = built(path.join(archive, "..", "drover", "out", "main"));
    return { ...programs, page: path.join(archive, "out", "renderer") };
  }
  for (const folder of [from, path.dirname(from)]) {
    if (existsSync(path.join(folder, "spawner.js"))) return built(folder);
  }
  return sources(rootAbove(from));
}

function archiveAround(folder: string): string | undefined {
  for (let at = folder; path.dirname(at) !== at; at = path.dirname(at)) {
    if (path.basename(at) === "app.asar") return at;
  }
  return undefined;
}

function built(folder: string): Places {
  const root = rootAbove(folder);
  return {
    node: nodeOf(root),
    spawner: path.join(folder, "spawner.js"),
    ptyHost: path.join(folder, "pty-host.js"),
    scriptedAgent: path.join(folder, "scripted-agent.js"),
    cli: path.join(folder, "cli.js"),
    resources: path.join(root, "resources"),
    git: gitOf(root),
    page: path.join(folder, "..", "renderer"),
  };
}

/** Node runs TypeScript by stripping its types, so that nothing needs to be built for tests. */
function sources(root: string): Places {
  const source = (...parts: string[]) => path.join(root, "src", ...parts);
  return {
    node: nodeOf(root),
    spawner: source("main", "spawner", "main.ts"),
    ptyHost: source("main", "pty-host", "main.ts"),
    scriptedAgent: source("main", "core", "runtime", "scripted", "main.ts"),
    cli: source("cli", "main.ts"),
    resources: path.join(root, "resources"),
    git: gitOf(root),
    page: path.join(root, "out", "renderer"),
  };
}

function gitOf(root: string): string {
  return path.join(root, "node_modules", "dugite", "git");
}

function rootAbove(folder: string): string {
  for (let at = folder; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, "package.json")) && existsSync(path.join(at, "resources"))) return at;
    if (path.dirname(at) === at) throw new Error(`The files of Drover are incomplete: no resources above ${folder}.`);
  }
}

/** Electron is no Node for others: its RunAsNode fuse is off. Packages carry the pinned one. */
function nodeOf(root: string): string {
  if (process.versions["electron"] === undefined) return process.execPath;
  const name = process.platform === "win32" ? "node.exe" : "node";
  const carried = path.join(root, "node", name);
  return existsSync(carried) ? carried : path.join(root, "node_modules", "node", "bin", name);
}
