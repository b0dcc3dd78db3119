import { FileDiff, FilePlus2, GitCommitHorizontal, Layers } from "lucide-react";
import type { ReactNode } from "react";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { DiffOf } from "../../lib/server-state/salvage-queries.ts";
import { classNames } from "../../ui/class-names.ts";

type Content = OutputOf<"salvage.show">;

/** What is shown first: the first file of the worktree, else whatever there is. */
export function firstPart(content: Content): DiffOf | undefined {
  const [file] = content.files;
  if (file !== undefined) return { part: "worktree", path: file.path };
  if (content.commits.length > 0) return { part: "commits" };
  return content.stashes.length > 0 ? { part: "stash", stash: 0 } : undefined;
}

export type SalvagePartsProps = {
  readonly content: Content;
  readonly shown: DiffOf | undefined;
  onShow(part: DiffOf): void;
};

/** The files of a salvage, what was staged, its commits and stashes: each shows its patch. */
export function SalvageParts({ content, shown, onShow }: SalvagePartsProps) {
  const { files, staged, commits, stashes, conflicts } = content;
  const row = (key: string, part: DiffOf, children: ReactNode) => (
    <Row key={key} isShown={isSame(part, shown)} onShow={() => onShow(part)}>
      {children}
    </Row>
  );
  return (
    <nav
      aria-label="What it holds"
      className="max-h-[45%] shrink-0 overflow-y-auto border-line p-1.5 max-@4xl:border-b @4xl:max-h-none @4xl:w-[280px] @4xl:border-r"
    >
      <Group title="Files" count={files.length}>
        {files.map((file) =>
          row(
            `worktree ${file.path}`,
            { part: "worktree", path: file.path },
            <>
              {file.isUntracked ? <FilePlus2 className="size-3.5 text-landed" /> : <FileDiff className="size-3.5" />}
              <FileName path={file.path} from={file.from} />
              {conflicts.includes(file.path) && (
                <span data-tone="trouble" className="text-2xs text-tone">
                  conflict
                </span>
              )}
              <Lines file={file} />
            </>,
          ),
        )}
      </Group>
      <Group title="Staged" count={staged.length}>
        {staged.map((file) =>
          row(
            `staged ${file.path}`,
            { part: "staged", path: file.path },
            <>
              <FileDiff className="size-3.5" />
              <FileName path={file.path} from={file.from} />
              <Lines file={file} />
            </>,
          ),
        )}
      </Group>
      <Group title="Commits" count={commits.length}>
        {row(
          "commits",
          { part: "commits" },
          <>
            <GitCommitHorizontal className="size-3.5" />
            <span className="min-w-0 flex-1 truncate">What they change together</span>
          </>,
        )}
        <ul>
          {commits.map((commit) => (
            <li key={commit.id} className="text-selectable flex h-6 items-center gap-1.5 pr-2 pl-7 text-xs text-ink-3">
              <span className="min-w-0 flex-1 truncate">{commit.subject}</span>
              <code className="text-2xs">{commit.id.slice(0, 8)}</code>
            </li>
          ))}
        </ul>
      </Group>
      <Group title="Stashes" count={stashes.length}>
        {stashes.map((stash, index) =>
          row(
            stash.id,
            { part: "stash", stash: index },
            <>
              <Layers className="size-3.5" />
              <span className="min-w-0 flex-1 truncate">{stash.subject}</span>
            </>,
          ),
        )}
      </Group>
      {content.isTruncated && (
        <p className="px-2 py-1 text-xs text-ink-3">There is more; a restore brings all of it.</p>
      )}
      {files.length + staged.length + commits.length + stashes.length === 0 && (
        <p className="px-2 py-1 text-xs text-ink-3">The worktree was as it was committed.</p>
      )}
    </nav>
  );
}

function isSame(a: DiffOf, b: DiffOf | undefined): boolean {
  return b !== undefined && a.part === b.part && a.path === b.path && a.stash === b.stash;
}

function Group({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  if (count === 0) return null;
  return (
    <section aria-label={title}>
      <h4 className="flex h-6 items-center gap-1.5 px-2 text-2xs font-medium text-ink-3">
        {title} <span className="tabular-nums">{count}</span>
      </h4>
      {children}
    </section>
  );
}

function Row({ isShown, onShow, children }: { isShown: boolean; onShow: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-current={isShown || undefined}
      onClick={onShow}
      className={classNames(
        "flex h-7 w-full items-center gap-1.5 rounded-md px-2 text-left text-xs text-ink-2 outline-offset-[-2px] hover:bg-hover [&_svg]:shrink-0 [&_svg]:text-ink-3",
        isShown && "bg-active text-ink hover:bg-active",
      )}
    >
      {children}
    </button>
  );
}

function FileName({ path, from }: { path: string; from: string | undefined }) {
  const slash = path.lastIndexOf("/") + 1;
  return (
    <span className="flex min-w-0 flex-1" title={from === undefined ? path : `${from} → ${path}`}>
      <span className="truncate text-ink-3">{path.slice(0, slash)}</span>
      <span className="shrink-0">{path.slice(slash)}</span>
    </span>
  );
}

function Lines({ file: { added, removed } }: { file: Content["staged"][number] }) {
  if (added === undefined || removed === undefined) return <span className="text-2xs text-ink-3">binary</span>;
  return (
    <span className="shrink-0 text-2xs tabular-nums">
      <span className="text-landed">+{added}</span> <span className="text-trouble">−{removed}</span>
    </span>
  );
}
