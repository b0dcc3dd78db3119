import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import tailwind from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { type InlineConfig, type PluginOption, type Rolldown, normalizePath } from "vite";
import { plainBuiltins } from "./plain-builtins.ts";

/** Loaded as it is installed: native code, a folder of git binaries, and what only Electron has. */
const EXTERNAL = ["electron", "node-pty", "dugite"];

/** What the command line loads, and only when no core runs. It is an entry of the core's bundle. */
const COMPOSITION_ROOT = "src/main/core/orchestrator.ts";

/** The bundles of the product, all below the folder `out`. `root` is the project's folder. */
export function bundles(root: string, out: string): readonly InlineConfig[] {
  const single = (name: string, entry: string) =>
    node({ root, out: join(out, "main"), entries: { [name]: entry }, codeSplitting: false });
  return [
    node({
      root,
      out: join(out, "main"),
      entries: {
        electron: "src/main/electron/main.ts",
        headless: "src/main/headless/main.ts",
        orchestrator: COMPOSITION_ROOT,
      },
    }),
    // Each of these starts often, or outlives an upgrade from a copy of its own: one file without company.
    single("pty-host", "src/main/pty-host/main.ts"),
    single("spawner", "src/main/spawner/main.ts"),
    single("scripted-agent", "src/main/core/runtime/scripted/main.ts"),
    ...commandLine(root, join(out, "main")),
    preload(root, join(out, "preload")),
    renderer(root, join(out, "renderer")),
  ];
}

interface NodeBundle {
  readonly root: string;
  readonly out: string;
  /** Name of the file made, without `.js`, and its source. */
  readonly entries: Readonly<Record<string, string>>;
  /** False for one file; otherwise lazy imports and what several entries share become chunks. */
  readonly codeSplitting?: Rolldown.OutputOptions["codeSplitting"];
  readonly chunks?: string;
  readonly minify?: boolean;
  readonly plugins?: readonly PluginOption[];
}

function node(bundle: NodeBundle): InlineConfig {
  const { root, out, entries, codeSplitting = true, chunks = "chunks/[name]-[hash].js", minify = false } = bundle;
  return {
    ...common(root),
    plugins: [...(bundle.plugins ?? [])],
    ssr: { target: "node", noExternal: true, external: EXTERNAL },
    build: {
      ssr: true,
      target: "node24",
      outDir: out,
      emptyOutDir: false,
      minify,
      reportCompressedSize: false,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(root, file)])),
        output: {
          format: "es",
          entryFileNames: "[name].js",
          chunkFileNames: chunks,
          codeSplitting,
        },
      },
    },
  };
}

/**
 * The command line in two tiers, since its start is paid for hundreds of times: what every call needs, and the commands that
 * agents call all the time, are one small file; every other command is a file beside it, loaded when it is called.
 */
function commandLine(root: string, out: string): readonly InlineConfig[] {
  const parts = partsOfCommandLine(root);
  return [
    node({
      root,
      out,
      entries: { cli: "src/cli/main.ts" },
      codeSplitting: false,
      minify: true,
      plugins: [plainBuiltins(), partsStayOutside(root, parts), coreStaysOutside(root)],
    }),
    node({
      root,
      out,
      entries: parts,
      chunks: "cli-shared-[name]-[hash].js",
      minify: true,
      codeSplitting: { groups: [{ name: "common", test: /src[\\/](cli|shared)/, minShareCount: 2 }] },
      plugins: [plainBuiltins(), coreStaysOutside(root)],
    }),
  ];
}

/** What the command line imports lazily: the commands, and what only some calls need. By the name of the file made. */
function partsOfCommandLine(root: string): Readonly<Record<string, string>> {
  const folder = join(root, "src/cli/commands");
  const commands = existsSync(folder) ? readdirSync(folder).filter((file) => /(?<!\.test)\.ts$/.test(file)) : [];
  const files = [...commands.map((file) => `commands/${file}`), "documentation.ts", "help.ts", "open-core.ts"];
  const sources = files.filter((file) => file !== "commands/index.ts").map((file) => `src/cli/${file}`);
  return Object.fromEntries(
    sources.filter((file) => existsSync(join(root, file))).map((file) => [partName(file), file]),
  );
}

/** `cli-commands-sling` for `src/cli/commands/sling.ts`. */
function partName(file: string): string {
  return file
    .replace(/^src\//, "")
    .replace(/\.ts$/, "")
    .replaceAll("/", "-");
}

/** Turns lazy imports into ones of the files beside it. */
function partsStayOutside(root: string, parts: Readonly<Record<string, string>>): PluginOption {
  return {
    name: "drover:parts-stay-outside",
    enforce: "pre",
    async resolveDynamicImport(source, importer) {
      if (typeof source !== "string") return null;
      const found = await this.resolve(source, importer, { skipSelf: true });
      const name = found === null ? "" : partName(normalizePath(relative(root, found.id)));
      if (!(name in parts)) return null;
      return { id: `./${name}.js`, external: true };
    },
  };
}

/** A sandboxed window loads one CommonJS file and knows no module but "electron". */
function preload(root: string, out: string): InlineConfig {
  return {
    ...common(root),
    plugins: [refuse("zod", "a preload is loaded with every window and must stay small")],
    ssr: { target: "webworker", noExternal: true, external: ["electron"] },
    build: {
      ssr: true,
      target: "es2024",
      outDir: out,
      emptyOutDir: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: { preload: join(root, "src/preload/preload.ts") },
        external: ["electron"],
        output: { format: "cjs", entryFileNames: "[name].cjs", codeSplitting: false },
      },
    },
  };
}

function renderer(root: string, out: string): InlineConfig {
  return {
    ...common(root),
    root: join(root, "src/renderer"),
    // Served from a port of the core as well as from a file scheme of Electron.
    base: "./",
    plugins: [react({ jsxImportSource: "#shown" }), tailwind()],
    build: {
      // The Chromium that Electron carries, and browsers of its year.
      target: "chrome140",
      outDir: out,
      emptyOutDir: false,
      minify: true,
      reportCompressedSize: false,
      // The page's content security policy knows no `data:` and no inline script.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: {
          index: join(root, "src/renderer/index.html"),
          // What stands in windows of their own; see src/shared/desktop/popout-page.ts.
          popout: join(root, "src/renderer/popout.html"),
        },
      },
      // Nothing is fetched over a network: one large file is loaded as fast as several small ones.
      chunkSizeWarningLimit: 2000,
    },
  };
}

function common(root: string): InlineConfig {
  return { root, configFile: false, envDir: false, publicDir: false, logLevel: "warn", mode: "production" };
}

/** Turns the command line's import of the composition root into one of the core's bundle beside it. */
function coreStaysOutside(root: string): PluginOption {
  const main = normalizePath(join(root, "src/main/"));
  return {
    name: "drover:core-stays-outside",
    enforce: "pre",
    async resolveId(source, importer) {
      const found = await this.resolve(source, importer, { skipSelf: true });
      if (found === null || !normalizePath(found.id).startsWith(main)) return found;
      if (normalizePath(found.id) === normalizePath(join(root, COMPOSITION_ROOT))) {
        return { id: "./orchestrator.js", external: true };
      }
      return this.error(`The command line may load ${COMPOSITION_ROOT} alone, not ${found.id}.`);
    },
  };
}

function refuse(module: string, because: string): PluginOption {
  return {
    name: `drover:refuse-${module}`,
    enforce: "pre",
    resolveId(source, importer) {
      if (source !== module) return;
      this.error(`${importer ?? "An entry"} imports ${module}: ${because}.`);
    },
  };
}
