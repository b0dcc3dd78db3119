/**
 * Who acts. An identity is a path: `user`, `manager`, `<project>/workers/<name>`, `<project>/crew/<name>`,
 * `<project>/merge-coordinator`, `<project>/recovery-monitor`, `maintenance-controller`. It never changes and is never reused.
 */
export type IdentityPath = string & { readonly __brand: "IdentityPath" };

export const USER = "user" as IdentityPath;
/** The office in whose name Drover's own rules act, until an agent takes it. */
export const MANAGER = "manager" as IdentityPath;

export const ROLES = [
  "user",
  "manager",
  "worker",
  "crew",
  "merge-coordinator",
  "recovery-monitor",
  "maintenance-controller",
  "maintenance-worker",
  "controller-monitor",
] as const;
export type Role = (typeof ROLES)[number];

/** Roles with one holder each, in the workspace or in a project. */
export const SINGLE_ROLES = [
  "manager",
  "merge-coordinator",
  "recovery-monitor",
  "maintenance-controller",
  "controller-monitor",
] as const satisfies readonly Role[];

/** Who does a role's work: Drover's own rules, without a token; an agent, beside them, for judgement; or nobody. */
export const HOLDERS = ["built-in", "agent", "off"] as const;
export type Holder = (typeof HOLDERS)[number];

export function isSingleRole(role: Role): boolean {
  return SINGLE_ROLES.some((one) => one === role);
}

/** Names a person or Drover gives to agents and projects: what is safe in a path, a branch and a terminal alike. */
export const NAME_PATTERN = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

export function workerPath(project: string, name: string): IdentityPath {
  return `${project}/workers/${name}` as IdentityPath;
}

export function crewPath(project: string, name: string): IdentityPath {
  return `${project}/crew/${name}` as IdentityPath;
}

export function mergeCoordinatorPath(project: string): IdentityPath {
  return `${project}/merge-coordinator` as IdentityPath;
}

export function recoveryMonitorPath(project: string): IdentityPath {
  return `${project}/recovery-monitor` as IdentityPath;
}

/** The project an identity belongs to; undefined for those of the workspace. */
export function projectOf(identity: IdentityPath): string | undefined {
  const slash = identity.indexOf("/");
  return slash < 0 ? undefined : identity.slice(0, slash);
}

/** The last segment, for display. */
export function shortName(identity: IdentityPath): string {
  return identity.slice(identity.lastIndexOf("/") + 1);
}
