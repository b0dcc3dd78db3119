import type { Gate } from "../../../shared/model/project.ts";

/** Reads a file of the repository's target branch; undefined where it has none of that name. */
export type ReadFile = (path: string) => Promise<string | undefined>;

const TIMEOUT_MS = 15 * 60_000;

/** The gates that a repository's own files ask for: nothing is invented, so that an empty list is a possible answer. */
export async function suggestGates(read: ReadFile): Promise<Gate[]> {
  const found = await Promise.all([npm(read), cargo(read), go(read), python(read)]);
  const gates = found.flat();
  return gates.length > 0 ? gates : make(read);
}

async function npm(read: ReadFile): Promise<Gate[]> {
  const text = await read("package.json");
  if (text === undefined) return [];
  const { scripts, dependencies, devDependencies } = parse(text);
  const test = scripts["test"];
  if (test === undefined || test.includes("no test specified")) return [];
  const needsInstall = Object.keys({ ...dependencies, ...devDependencies }).length > 0;
  const isLocked = (await read("package-lock.json")) !== undefined;
  const install = gate("install", ["npm", isLocked ? "ci" : "install", "--no-audit", "--no-fund"]);
  return [...(needsInstall ? [install] : []), gate("test", ["npm", "test"])];
}

interface PackageFile {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: object;
  readonly devDependencies: object;
}

/** Somebody else's file: whatever is not as it should be counts as not there. */
function parse(text: string): PackageFile {
  const nothing: PackageFile = { scripts: {}, dependencies: {}, devDependencies: {} };
  try {
    const file: unknown = JSON.parse(text);
    if (typeof file !== "object" || file === null) return nothing;
    const part = (key: string): object => {
      const value: unknown = Reflect.get(file, key);
      return typeof value === "object" && value !== null ? value : {};
    };
    const scripts = Object.entries(part("scripts")).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    );
    return {
      scripts: Object.fromEntries(scripts),
      dependencies: part("dependencies"),
      devDependencies: part("devDependencies"),
    };
  } catch {
    return nothing;
  }
}

async function cargo(read: ReadFile): Promise<Gate[]> {
  return (await read("Cargo.toml")) === undefined ? [] : [gate("test", ["cargo", "test"])];
}

async function go(read: ReadFile): Promise<Gate[]> {
  return (await read("go.mod")) === undefined ? [] : [gate("test", ["go", "test", "./..."])];
}

async function python(read: ReadFile): Promise<Gate[]> {
  const texts = await Promise.all(["pyproject.toml", "pytest.ini", "setup.cfg", "tox.ini"].map(read));
  return texts.some((text) => text?.includes("pytest")) ? [gate("test", ["python3", "-m", "pytest"])] : [];
}

async function make(read: ReadFile): Promise<Gate[]> {
  const texts = await Promise.all(["Makefile", "makefile", "GNUmakefile"].map(read));
  return texts.some((text) => text !== undefined && /^test\s*:/m.test(text)) ? [gate("test", ["make", "test"])] : [];
}

function gate(name: string, command: string[]): Gate {
  return { name, command, timeoutMs: TIMEOUT_MS };
}
