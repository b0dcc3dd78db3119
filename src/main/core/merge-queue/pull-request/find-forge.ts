import { z } from "zod";
import { type Result, fail, ok } from "../../../../shared/model/result.ts";
import { type ForgeDeps, runForge } from "../../platform/forge/run-forge.ts";
import type { ForgePulls, ForgeTrouble } from "./pull-request.ts";
import { parseJson } from "./ask-forge.ts";
import { type ForgePlace, type RemoteAddress, guessForge, remoteAddress } from "./forge-place.ts";
import { githubPulls } from "./github.ts";
import { gitlabPulls } from "./gitlab.ts";

export type FindForge = (project: string) => Promise<Result<ForgePulls, ForgeTrouble>>;

export interface FindForgeDeps extends ForgeDeps {
  /** Path or URL. */
  originOf(project: string): string;
  readonly signal: AbortSignal;
}

/** Only one that is signed in to such a server answers this so. */
const SERVERS = [
  { forge: "github", path: "meta", answer: z.looseObject({ verifiable_password_authentication: z.boolean() }) },
  { forge: "gitlab", path: "version", answer: z.looseObject({ version: z.string(), revision: z.string() }) },
] as const;

/** Finds out which forge an origin is on: by its name, and where that tells nothing by asking both tools. Remembers what it found. */
export function createFindForge(deps: FindForgeDeps): FindForge {
  const known = new Map<string, ForgePulls>();

  async function place(address: RemoteAddress, project: string): Promise<Result<ForgePlace, ForgeTrouble>> {
    const guessed = guessForge(address);
    if (guessed !== undefined) return ok(guessed);
    const { host, path } = address;
    for (const { forge, path: question, answer } of SERVERS) {
      const said = await runForge(deps, { forge, host, method: "GET", path: question, signal: deps.signal });
      if (said.kind === "answered" && answer.safeParse(parseJson(said.text)).success) return ok({ forge, host, path });
    }
    return fail("forge-refused", `Neither gh nor glab knows ${host}, where ${project} lives.`, {
      remedy: `Sign in to it: \`gh auth login --hostname ${host}\` or \`glab auth login --hostname ${host}\`.`,
    });
  }

  return async (project) => {
    const origin = deps.originOf(project);
    const found = known.get(origin);
    if (found !== undefined) return ok(found);
    const address = remoteAddress(origin);
    if (address === undefined) return fail("forge-refused", ...noForge(project, origin));
    const placed = await place(address, project);
    if (!placed.ok) return placed;
    const pulls = (placed.value.forge === "github" ? githubPulls : gitlabPulls)({ ...deps, place: placed.value });
    known.set(origin, pulls);
    return ok(pulls);
  };
}

function noForge(project: string, origin: string): readonly [string, { readonly remedy: string }] {
  return [
    `${project} was added from ${origin}, which is no address of GitHub or GitLab, so that no pull request can be opened.`,
    {
      remedy: `Add the repository by its URL, or land otherwise: drover project edit ${project} --landing push (or local)`,
    },
  ];
}
