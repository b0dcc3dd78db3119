import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import packageJson from "../../package.json" with { type: "json" };
import { carryNode } from "./carried-node.ts";
import { drawIcons } from "./icons.ts";

/** What the packaged Node runs and reads, from a build. */
const PROGRAMS = ["package.json", "LICENSE", "resources", "out/main", "out/renderer"];

/** Makes below `dist/` what electron-builder.yml takes from there: icons, programs, and Node for each architecture. */
export async function prepare(root: string, { platform, archs }: { platform: string; archs: readonly string[] }) {
  await drawIcons(join(root, "packaging/icon.svg"), join(root, "dist/build-resources"));
  const programs = join(root, "dist/programs");
  await rm(programs, { recursive: true, force: true });
  await mkdir(programs, { recursive: true });
  for (const part of PROGRAMS) await cp(join(root, part), join(programs, part), { recursive: true });
  // It needs Electron around it.
  await rm(join(programs, "out/main/electron.js"));
  for (const arch of archs) carryNode({ root, platform, arch, version: packageJson.devDependencies.node });
}
