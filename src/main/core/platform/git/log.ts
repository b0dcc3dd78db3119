import type { Git, ObjectId } from "./git.ts";
import { objectId } from "./object-id.ts";
import type { Person } from "./person.ts";

export interface LogRequest {
  readonly from: ObjectId;
  /** Leaves out what is reached from these. */
  readonly notIn?: readonly ObjectId[];
  readonly limit?: number;
  /** Only commits that changed one of these files or folders. */
  readonly paths?: readonly string[];
  /** False leaves merges out. */
  readonly merges?: boolean;
  /** Default: newest first. */
  readonly order?: "newest-first" | "oldest-first";
}

export interface LogEntry {
  readonly id: ObjectId;
  readonly tree: ObjectId;
  readonly parents: readonly ObjectId[];
  readonly author: Required<Person>;
  readonly committer: Required<Person>;
  readonly subject: string;
  /** The whole of it, subject included. */
  readonly message: string;
}

const FIELDS = ["%H", "%T", "%P", "%an", "%ae", "%ad", "%cn", "%ce", "%cd", "%B"] as const;

/** Commits, children always before parents (or after them, oldest first). */
export async function readLog(git: Git, repository: string, request: LogRequest): Promise<readonly LogEntry[]> {
  const { from, notIn = [], limit, paths = [], merges = true, order = "newest-first" } = request;
  const flags = [
    "--topo-order",
    ...(limit === undefined ? [] : [`--max-count=${limit}`]),
    ...(merges ? [] : ["--no-merges"]),
    ...(order === "oldest-first" ? ["--reverse"] : []),
  ];
  // A unit separator between fields: names and e-mails hold no control characters, and the message comes last.
  const format = `--format=tformat:${FIELDS.join("%x1f")}`;
  const revisions = [objectId(from), ...notIn.map((id) => `^${objectId(id)}`)];
  const args = [
    "--literal-pathspecs",
    "log",
    "-z",
    "--no-color",
    "--no-decorate",
    "--no-notes",
    "--no-mailmap",
    "--no-show-signature",
    "--no-patch",
    "--date=raw",
  ];
  const { stdout } = await git.run([...args, ...flags, format, ...revisions, "--", ...paths], { cwd: repository });
  return stdout
    .toString()
    .split("\0")
    .filter((entry) => entry !== "")
    .map((entry) => parseEntry(entry));
}

function parseEntry(entry: string): LogEntry {
  const [id = "", tree = "", parents = "", an = "", ae = "", at = "", cn = "", ce = "", ct = "", ...rest] =
    entry.split("\x1f");
  const message = rest.join("\x1f").trimEnd();
  return {
    id,
    tree,
    parents: parents.split(" ").filter((parent) => parent !== ""),
    author: { name: an, email: ae, ...moment(at) },
    committer: { name: cn, email: ce, ...moment(ct) },
    subject: message.split("\n", 1)[0] ?? "",
    message,
  };
}

/** `<seconds> <zone>`; what is no zone git could write again is taken for UTC. */
function moment(raw: string): { readonly at: number; readonly zone: string } {
  const [seconds = "", zone = ""] = raw.split(" ");
  return { at: Number(seconds) * 1_000, zone: /^[+-]\d{4}$/.test(zone) ? zone : "+0000" };
}
