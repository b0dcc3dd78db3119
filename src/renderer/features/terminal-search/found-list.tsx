import { useVirtualizer } from "@tanstack/react-virtual";
import { type Ref, useEffect, useId, useImperativeHandle, useRef } from "react";
import type { TerminalMatch } from "../../../shared/wire/pty-host-protocol.ts";
import { Ago } from "../../lib/age-view.tsx";
import { lastPart } from "../../lib/names.ts";
import { Avatar } from "../../ui/avatar.tsx";
import type { FoundSession } from "./use-terminal-search.ts";

export interface FoundRow {
  readonly agent: string;
  readonly session: FoundSession;
  readonly match: TerminalMatch;
  /** The first of its session, which has the head above it. */
  readonly isFirst: boolean;
  /** Its screen can still be opened: no later session of the agent has taken its place. */
  readonly isLatest: boolean;
}

/** Matches of one session after the other, the newest first within each. */
export function rowsOf(found: readonly FoundSession[]): readonly FoundRow[] {
  const latest = new Map<string, FoundSession>();
  for (const session of found) {
    const known = latest.get(session.agent);
    const isLater = known === undefined || (session.endedAt ?? Infinity) > (known.endedAt ?? Infinity);
    if (isLater) latest.set(session.agent, session);
  }
  return found.flatMap((session) =>
    session.matches.toReversed().map((match, index) => ({
      agent: session.agent,
      session,
      match,
      isFirst: index === 0,
      isLatest: latest.get(session.agent) === session,
    })),
  );
}

/** Pixels: what a row is expected to be high until it is drawn. */
const ROW_HEIGHT = 92;

export function FoundList(props: {
  readonly ref: Ref<HTMLDivElement>;
  readonly rows: readonly FoundRow[];
  readonly chosen: number;
  onChoose(index: number): void;
  onOpen(row: FoundRow): void;
}) {
  const { ref, rows, chosen, onChoose, onOpen } = props;
  const scroll = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => scroll.current ?? document.createElement("div"));
  const id = useId();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  useEffect(() => {
    virtual.scrollToIndex(chosen, { align: "auto" });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- when another row is chosen
  }, [chosen]);
  return (
    <div
      ref={scroll}
      role="listbox"
      aria-label="Found in terminals"
      tabIndex={0}
      aria-activedescendant={`${id}-${chosen}`}
      className="group/found h-full overflow-auto outline-none"
    >
      <div className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the list has the keys
            <div
              key={index}
              id={`${id}-${index}`}
              ref={virtual.measureElement}
              data-index={index}
              data-agent={row.agent}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              onClick={() => {
                onChoose(index);
                onOpen(row);
              }}
              className="absolute top-0 w-full cursor-pointer"
              style={{ transform: `translateY(${start}px)` }}
            >
              {row.isFirst && <Head row={row} />}
              <Lines row={row} isChosen={index === chosen} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Head({ row: { agent, session } }: { row: FoundRow }) {
  const { endedAt, total, matches } = session;
  return (
    <div className="flex items-center gap-2 border-t border-line bg-sunken px-3 py-1.5 text-sm">
      <Avatar agent={agent} />
      <span className="font-medium">{lastPart(agent)}</span>
      <span className="truncate text-xs text-ink-3">{agent}</span>
      <span className="flex-1" />
      <span className="shrink-0 text-xs text-ink-3 tabular-nums">
        {`${total} found${total > matches.length ? `, the newest ${matches.length} here` : ""} · `}
        {endedAt === undefined ? (
          "running"
        ) : (
          <>
            ended <Ago at={endedAt} />
          </>
        )}
      </span>
    </div>
  );
}

function Lines({ row: { match, isLatest }, isChosen }: { row: FoundRow; isChosen: boolean }) {
  const { text, at, length, before, after } = match;
  return (
    <div
      data-chosen={isChosen || undefined}
      className="border-b border-line/50 px-3 py-1 font-mono text-xs leading-[17px] hover:bg-hover data-chosen:bg-active group-focus/found:data-chosen:shadow-[inset_2px_0_0_var(--accent)]"
    >
      <Context lines={before} />
      <p className="truncate whitespace-pre text-ink">
        {text.slice(0, at)}
        <mark className="rounded-xs bg-accent/35 text-ink">{text.slice(at, at + length)}</mark>
        {text.slice(at + length)}
      </p>
      <Context lines={after} />
      {!isLatest && (
        <p className="font-sans text-2xs text-ink-3">
          A later session has this terminal now; opens what is known of its agent.
        </p>
      )}
    </div>
  );
}

function Context({ lines }: { lines: readonly string[] }) {
  return lines.map((line, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- lines of one match, which never change
    <p key={index} className="truncate whitespace-pre text-ink-3">
      {line === "" ? " " : line}
    </p>
  ));
}
