import type { Mail } from "../model/mail.ts";

type About = NonNullable<Mail["about"]>;

/** What a link leads to. It only ever shows something. */
export interface DeepLink {
  /** Full path of the workspace meant; absent for whichever is open. */
  readonly workspace?: string;
  /** Absent: the window alone is shown. */
  readonly about?: About;
}

export const LINK_SCHEME = "drover";

/** Some desktops put a slash behind what they hand on. */
const SHAPE = /^drover:\/\/([a-z]+)\/?([^?#]*?)\/?(?:\?([^#]*))?$/;
const CONTROLS = /[\u0000-\u001f]/;
const KINDS: readonly About["kind"][] = ["item", "agent", "convoy", "submission", "project"];
/** Longer than any id or path that Drover makes; links come from anywhere. */
const MAX_CHARS = 1_000;
/** Ids and the parts of an agent's path: nothing that means something to a shell, a path or a page. */
const ID_PART = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

/**
 * Reads `drover://item/shop-1a2b`, `drover://agent/shop/workers/ada`, `drover://open`, each with `?workspace=/full/path` or
 * without. Undefined for anything else: a link comes from outside, so that what is not exactly one of these is none.
 */
export function parseDeepLink(text: string): DeepLink | undefined {
  if (text.length > MAX_CHARS) return undefined;
  // Not by `URL`, which would make something harmless-looking of `..` and the like.
  const [whole, kind = "", rest = "", search = ""] = SHAPE.exec(text) ?? [];
  const workspace = workspaceOf(search);
  if (whole === undefined || workspace === null) return undefined;
  const within = workspace === undefined ? {} : { workspace };
  if (kind === "open") return rest === "" ? within : undefined;
  const about = aboutOf(kind, rest);
  return about === undefined ? undefined : { ...within, about };
}

/** The same for the browser face, behind `#`: `/item/shop-1a2b`. */
export function parseRoute(text: string): About | undefined {
  const [, kind = "", rest = ""] = /^\/([a-z]+)\/(.+)$/.exec(text.slice(0, MAX_CHARS)) ?? [];
  return aboutOf(kind, rest);
}

export function deepLinkTo({ kind, id }: About): string {
  return `${LINK_SCHEME}://${routeTo({ kind, id }).slice(1)}`;
}

export function routeTo({ kind, id }: About): string {
  return `/${kind}/${id}`;
}

function aboutOf(kind: string, rest: string): About | undefined {
  const known = KINDS.find((one) => one === kind);
  const parts = rest.split("/");
  const isOnePart = parts.length === 1 || known === "agent";
  if (known === undefined || !isOnePart || parts.length > 4 || !parts.every((part) => ID_PART.test(part))) {
    return undefined;
  }
  return { kind: known, id: rest };
}

/** Null for what is none. */
function workspaceOf(search: string): string | undefined | null {
  if (search === "") return undefined;
  const [, encoded] = /^workspace=([^&]+)$/.exec(search) ?? [];
  if (encoded === undefined) return null;
  try {
    const path = decodeURIComponent(encoded);
    return /^(\/|[A-Za-z]:\\)/.test(path) && !CONTROLS.test(path) ? path : null;
  } catch {
    return null;
  }
}
