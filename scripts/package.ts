// `npm run package`: builds Drover and packs it for this machine's system, as electron-builder.yml says. Arguments go on to
// electron-builder: `-- --linux deb`, `-- --dir` (the folder alone, nothing to install), `-- --arm64`.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./build/build.ts";
import { needsHere } from "./package/needs.ts";
import { prepare } from "./package/prepare.ts";

const ROOT = join(import.meta.dirname, "..");
const TARGETS: Readonly<Record<string, string>> = { linux: "linux", mac: "darwin", win: "win32" };
const ARCHS = ["x64", "arm64"];

const args = process.argv.slice(2);
const flags = new Set(args.filter((arg) => arg.startsWith("--")).map((arg) => arg.slice(2)));
const target = TARGETS[Object.keys(TARGETS).find((name) => flags.has(name)) ?? ""] ?? process.platform;
const { refused, lacking } = needsHere(target);
for (const line of refused) say(line);
if (refused.length > 0) process.exitCode = 1;
else await pack();

async function pack(): Promise<void> {
  for (const line of lacking) say(`The package will be without ${line}.`);
  await build(ROOT, { force: false });
  const wanted = ARCHS.filter((arch) => flags.has(arch));
  const own = target === "darwin" ? ARCHS : [process.arch];
  await prepare(ROOT, { platform: target, archs: wanted.length > 0 ? wanted : own });
  const updates = process.env["DROVER_UPDATE_URL"];
  const publish = updates === undefined ? [] : ["--config.publish.provider=generic", `--config.publish.url=${updates}`];
  const homepage = process.env["DROVER_HOMEPAGE"];
  const about = homepage === undefined ? [] : [`--config.extraMetadata.homepage=${homepage}`];
  const builder = fileURLToPath(import.meta.resolve("electron-builder/cli.js"));
  const packed = spawnSync(process.execPath, [builder, "--publish=never", ...publish, ...about, ...args], {
    cwd: ROOT,
    stdio: "inherit",
  });
  if (packed.status !== 0) {
    say(
      "Packing needs Electron's runtime, and for AppImage, deb, dmg and nsis tools of electron-builder's own, which it",
    );
    say("downloads from github.com. ELECTRON_MIRROR and ELECTRON_BUILDER_BINARIES_MIRROR name other places.");
  }
  process.exitCode = packed.status ?? 1;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
