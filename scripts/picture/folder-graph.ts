import type { IModule } from "dependency-cruiser";
import { COMPOSITION_ROOT, CORE_TIERS, RUNTIMES, TEST } from "../boundaries/map.ts";

/** Imports between folders: which folder needs which other, without tests and without packages. */
export interface FolderGraph {
  /** Bands from the top down, each with the folders in it that exist. */
  readonly bands: readonly Band[];
  /** Sorted; an edge stands for any number of imports. */
  readonly edges: readonly Edge[];
}

export interface Band {
  readonly title: string;
  readonly folders: readonly string[];
}

export interface Edge {
  readonly from: string;
  readonly to: string;
}

const CORE = "src/main/core";

/** The composition root is a file; in the picture it stands as a folder of its own. */
const ORCHESTRATOR = "orchestrator";

const BANDS: readonly Band[] = [
  { title: "faces", folders: ["renderer", "preload", "electron", "headless", "cli"] },
  { title: "transports, processes", folders: ["serve", "pty-host", "spawner"] },
  { title: "core", folders: [ORCHESTRATOR] },
  ...CORE_TIERS.toReversed().map((folders) => ({ title: "", folders })),
  { title: "everywhere", folders: ["shared"] },
];

export function folderGraph(modules: readonly IModule[]): FolderGraph {
  const present = new Set<string>();
  const edges = new Map<string, Edge>();
  for (const module of modules) {
    const from = folderOf(module.source);
    if (from === undefined || isTest(module.source)) continue;
    present.add(from);
    for (const dependency of module.dependencies) {
      const to = folderOf(dependency.resolved);
      if (to !== undefined && to !== from) edges.set(`${from} ${to}`, { from, to });
    }
  }
  return {
    bands: BANDS.map((band) => ({ ...band, folders: band.folders.filter((folder) => present.has(folder)) })).filter(
      (band) => band.folders.length > 0,
    ),
    edges: [...edges.keys()].toSorted().flatMap((key) => edges.get(key) ?? []),
  };
}

function isTest(file: string): boolean {
  return new RegExp(TEST).test(file);
}

/** The name of the folder a file is drawn in; undefined for what is not ours. */
function folderOf(file: string): string | undefined {
  if (file.startsWith(COMPOSITION_ROOT)) return ORCHESTRATOR;
  if (file.startsWith(`${CORE}/`)) return file.split("/")[3];
  const runtime = Object.keys(RUNTIMES).find((folder) => file.startsWith(`${folder}/`));
  return runtime?.slice(runtime.lastIndexOf("/") + 1);
}
