import { ArrowRight, Check, CircleAlert, FolderGit2, Minus, Play, RotateCw } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useOverview, useRuntimes } from "../../lib/server-state/queries.ts";
import { baseName } from "../../lib/names.ts";
import { useServices } from "../../lib/services.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Hint } from "../../ui/hint.tsx";
import { HerdPicture } from "./herd-picture.tsx";
import { useFoundRepositories } from "./use-found-repositories.ts";

/** What people see first: what Drover is for, and the two ways to begin. */
export function FirstRun() {
  const { actions, runCommand } = useServices();
  const [isStarting, setStarting] = useState(false);
  const startDemo = async () => {
    setStarting(true);
    await actions.startDemo();
    setStarting(false);
  };
  return (
    <main data-testid="first-run" className="relative h-full overflow-auto bg-pane">
      <HerdPicture />
      <div className="relative mx-auto flex min-h-full max-w-[860px] flex-col justify-center gap-9 px-8 py-12">
        <header className="rise flex flex-col gap-3">
          <h1 className="text-[38px] leading-[44px] font-semibold tracking-[-0.025em] text-balance">
            Put a herd of agents to work.
            <br />
            <span className="text-ink-3">Stay in charge of what lands.</span>
          </h1>
          <p className="max-w-[58ch] text-lg text-ink-2">
            Write down what should be built. Drover gives each agent its own worktree and terminal, keeps them going,
            and merges what they make one change at a time, behind your tests.
          </p>
        </header>
        <div className="grid gap-3 sm:grid-cols-2">
          <Way
            className="[animation-delay:80ms]"
            icon={<Play />}
            title="See it work"
            text="A sample repository, twelve items, eight scripted agents in real terminals. Conflicts are met and resolved while you watch. One to two minutes, no account."
          >
            <Button look="primary" size="l" disabled={isStarting} onClick={() => void startDemo()}>
              {isStarting ? <RotateCw className="turn size-4" /> : <Play className="size-4" />}
              {isStarting ? "Making the sample repository" : "Try the demo"}
            </Button>
          </Way>
          <Way
            className="[animation-delay:150ms]"
            icon={<FolderGit2 />}
            title="Use your own repository"
            text="From a folder or an address. Drover works on a clone of its own: your checkout is left alone unless you say otherwise, and nothing lands without passing your gates."
          >
            <Latest />
            <Button
              size="l"
              onClick={() => {
                runCommand("project.add");
              }}
            >
              Add a repository
              <ArrowRight className="size-4" />
            </Button>
          </Way>
        </div>
        <Findings />
      </div>
    </main>
  );
}

/** How many of the repositories that were found are offered at once. */
const LATEST = 3;

/** What was worked on last is probably what it is tried with. */
function Latest() {
  const { ui } = useServices();
  const found = useFoundRepositories();
  const latest = found.data?.repositories.slice(0, LATEST) ?? [];
  if (latest.length === 0) return null;
  return (
    <ul aria-label="Worked on last" className="rise -mx-2 mb-3 flex flex-wrap gap-x-1 gap-y-0.5">
      {latest.map(({ path }) => (
        <li key={path}>
          <Hint text={path}>
            <Button
              look="ghost"
              size="s"
              onClick={() => {
                ui.openDialog({ kind: "add-project", source: path });
              }}
            >
              <FolderGit2 className="size-3.5" />
              {baseName(path)}
            </Button>
          </Hint>
        </li>
      ))}
    </ul>
  );
}

type WayProps = {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
  readonly className?: string;
};

function Way({ icon, title, text, children, className }: WayProps) {
  return (
    <section
      className={`rise flex flex-col gap-2 rounded-[14px] border border-line bg-raised/85 p-5 shadow-card backdrop-blur-sm ${className ?? ""}`}
    >
      <span className="flex size-8 items-center justify-center rounded-md bg-accent-wash text-accent [&_svg]:size-4">
        {icon}
      </span>
      <h2 className="mt-1 text-lg font-semibold">{title}</h2>
      <p className="flex-1 text-base text-ink-3">{text}</p>
      <div className="mt-3">{children}</div>
    </section>
  );
}

/** What is on this machine: git and the agent CLIs, each with what is missing. */
function Findings() {
  const overview = useOverview();
  const runtimes = useRuntimes();
  const git = overview.data?.git;
  return (
    <section aria-label="Found on this machine" className="rise flex flex-col gap-2 [animation-delay:220ms]">
      <div className="flex items-center gap-1">
        <h2 className="text-xs font-medium text-ink-3">Found on this machine</h2>
        <IconButton label="Look again" icon={<RotateCw />} onClick={() => void runtimes.refetch()} />
      </div>
      <ul className="flex flex-wrap gap-1.5">
        {overview.data !== undefined && (
          <Finding
            name="git"
            isFound={git !== undefined}
            note={git === undefined ? "missing: Drover needs it" : `${git.version}, ${git.from}`}
            isNeeded
          />
        )}
        {runtimes.data?.runtimes.map((runtime) => (
          <Finding
            key={runtime.id}
            name={runtime.title}
            isFound={runtime.found}
            note={runtime.found ? (runtime.version ?? runtime.remark ?? "built in") : "not installed"}
          />
        ))}
      </ul>
    </section>
  );
}

function Finding(props: { name: string; isFound: boolean; note: string; isNeeded?: boolean }) {
  const { name, isFound, note, isNeeded = false } = props;
  const tone = isFound ? "landed" : isNeeded ? "trouble" : "faint";
  return (
    <li
      data-tone={tone}
      className="flex h-7 items-center gap-1.5 rounded-md border border-line bg-raised/70 px-2.5 text-sm"
    >
      <span className="text-tone [&_svg]:size-3.5">
        {isFound ? (
          <Check aria-label="found" />
        ) : isNeeded ? (
          <CircleAlert aria-label="missing" />
        ) : (
          <Minus aria-label="missing" />
        )}
      </span>
      <span className={isFound ? "text-ink" : "text-ink-3"}>{name}</span>
      <span className="text-ink-3">{note}</span>
    </li>
  );
}
