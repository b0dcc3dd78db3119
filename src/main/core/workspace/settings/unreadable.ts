import type { SettingProblem } from "../../../../shared/contract/settings.ts";

/** What stands in the settings file's place where it cannot be read, and the way out. What counts instead is the teller's to say. */
export function unreadable(error: unknown): SettingProblem {
  const { why, remedy } = reasonOf(error);
  return { severity: "error", message: `It cannot be read: ${why}.`, remedy };
}

function reasonOf(error: unknown): { readonly why: string; readonly remedy: string } {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "EISDIR":
      return { why: "a folder stands there", remedy: "Move the folder away, and put the file in its place." };
    case "EACCES":
    case "EPERM":
      return { why: "its rights do not allow it", remedy: "Make it readable: chmod u+r, or chown." };
    case "ELOOP":
      return { why: "its symbolic link leads in a circle", remedy: "Link it to a file, or put one in its place." };
    default:
      return {
        why: error instanceof Error ? error.message : String(error),
        remedy: "See what stands there under that name, and on which disk.",
      };
  }
}

/** Nothing stands there, and the defaults count. */
export const ABSENT: SettingProblem = {
  severity: "warning",
  message: "It is not there. The defaults count.",
  remedy: "Put it back, or set something: that makes a new one.",
};
