import { type RuntimeSpec, runtimeSpec } from "./spec.ts";

export interface BuiltInDeps {
  /** Node's path and the path of the scripted agent's entry. */
  readonly node: string;
  readonly scriptedEntry: string;
  /** The user's environment, for `SHELL`. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The runtimes that need nothing installed. */
export function builtInRuntimes({ node, scriptedEntry, env }: BuiltInDeps): readonly RuntimeSpec[] {
  return [
    runtimeSpec.parse({
      id: "scripted",
      title: "Scripted agent",
      command: [node, scriptedEntry],
      prompt: ["{promptFile}"],
      titles: [
        { pattern: "^✳", state: "waiting-for-input" },
        { pattern: "^◐", state: "working" },
      ],
      interrupt: ["escape"],
      // How fast it works, for whoever watches or waits.
      env: ["DROVER_SCRIPTED_PACE"],
    }),
    shellRuntime(env),
  ];
}

/**
 * The user's shell in the worktree, with the priming printed first, for a person to work in. The little program before it
 * is fixed text: paths reach it as arguments. Unverified on Windows.
 */
function shellRuntime(env: BuiltInDeps["env"]): RuntimeSpec {
  const common = { id: "shell", title: "Shell", nudge: { way: "none" }, exit: "stop" };
  if (process.platform === "win32") {
    return runtimeSpec.parse({ ...common, command: ["cmd.exe", "/k", "type"], prompt: ["{promptFile}"] });
  }
  const shell = env["SHELL"] ?? "/bin/sh";
  return runtimeSpec.parse({
    ...common,
    command: ["/bin/sh", "-c", 'cat -- "$2"; exec "$1" -i', "drover-shell", shell],
    prompt: ["{promptFile}"],
  });
}
