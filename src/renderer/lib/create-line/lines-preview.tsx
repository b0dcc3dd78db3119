import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";
import { useServices } from "../services.tsx";
import { Highlighted } from "./highlighted.tsx";
import type { LineCreator } from "./use-create.ts";

export type LinesPreviewProps = {
  readonly lines: readonly string[];
  readonly creator: LineCreator;
  /** The lines that were not written down, with their reasons shown; none of them when all were. */
  onLeft(lines: readonly string[]): void;
  onCancel(): void;
};

/** Several pasted lines as the items they will be, before they are. Those that fail stay, with why. */
export function LinesPreview({ lines, creator, onLeft, onCancel }: LinesPreviewProps) {
  const { toasts } = useServices();
  const [isBusy, setBusy] = useState(false);
  const [failures, setFailures] = useState<ReadonlyMap<string, string>>(new Map());
  const read = lines.map((line) => ({ line, parsed: creator.read(line) }));
  const good = read.filter(({ parsed }) => parsed.problems.length === 0);
  const what = (count: number) => (count === 1 ? "1 item" : `${count} items`);

  const createAll = async () => {
    setBusy(true);
    const why = new Map<string, string>();
    const left: string[] = [];
    for (const { line, parsed } of read) {
      const created = parsed.problems.length === 0 ? await creator.create(parsed) : undefined;
      if (created?.ok === true) continue;
      left.push(line);
      if (created?.ok === false) why.set(line, created.error.message);
    }
    setBusy(false);
    setFailures(why);
    toasts.say(`${what(lines.length - left.length)} created`, {
      tone: left.length === 0 ? "good" : "attention",
      ...(left.length === 0 ? {} : { detail: `${what(left.length)} left; nothing of it is lost.` }),
    });
    onLeft(left);
  };
  return (
    <Dialog
      title={`Create ${what(lines.length)}?`}
      description={`One for each line${creator.project === undefined ? "" : `, in ${creator.project} unless it says otherwise`}.`}
      onClose={onCancel}
      width={640}
      testId="lines"
    >
      <ol aria-label="New items" className="mx-5 mt-3 min-h-0 overflow-y-auto rounded-md border border-line text-sm">
        {read.map(({ line, parsed }, index) => {
          const problem = failures.get(line) ?? parsed.problems.join(" ");
          return (
            // oxlint-disable-next-line react/no-array-index-key -- lines may be alike
            <li key={index} className="border-line px-3 py-1.5 not-first:border-t">
              <p className="break-words whitespace-pre-wrap text-ink">
                <Highlighted line={line} tokens={parsed.tokens} />
              </p>
              {problem !== "" && <p className="text-xs text-trouble">{problem}</p>}
            </li>
          );
        })}
      </ol>
      <DialogActions>
        <Button look="ghost" onClick={onCancel}>
          Cancel
        </Button>
        <Button look="primary" data-autofocus disabled={isBusy || good.length === 0} onClick={() => void createAll()}>
          {isBusy ? "Creating…" : `Create ${what(good.length)}`}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
