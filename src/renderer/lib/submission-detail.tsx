import { Check, ChevronRight, X } from "lucide-react";
import type { GateResult, Submission } from "../../shared/model/submission.ts";
import { duration } from "./age.ts";
import { partsOfReason } from "./queue/standing-words.ts";
import { classNames } from "../ui/class-names.ts";

/** Reason, conflicts and gates of a submission; the output of a gate unfolds. */
export function SubmissionDetail({ submission }: { submission: Submission }) {
  return (
    <>
      {submission.reason !== undefined && (
        <p
          data-tone={submission.state === "sent-back" ? "trouble" : "attention"}
          className="text-selectable text-sm whitespace-pre-wrap text-tone"
        >
          {/* What the rest of it says to type is a button here. */}
          {submission.consent === undefined ? submission.reason : partsOfReason(submission.reason).first}
        </p>
      )}
      {submission.conflicts.length > 0 && (
        <ul aria-label="Conflicts" className="flex flex-wrap gap-1">
          {submission.conflicts.map((file) => (
            <li
              key={file}
              data-tone="trouble"
              className="tone-wash text-selectable rounded-sm px-1.5 font-mono text-2xs"
            >
              {file}
            </li>
          ))}
        </ul>
      )}
      {submission.gates.map((gate) => (
        <Gate key={gate.name} gate={gate} />
      ))}
    </>
  );
}

function Gate({ gate }: { gate: GateResult }) {
  const isGreen = gate.exitCode === 0 && !gate.timedOut;
  return (
    <details open={!isGreen} className="group rounded-md border border-line bg-pane">
      <summary className="flex h-7 list-none items-center gap-2 px-2 text-xs">
        <ChevronRight className="size-3 text-ink-3 transition-transform duration-(--fast) group-open:rotate-90" />
        <span data-tone={isGreen ? "landed" : "trouble"} className="text-tone">
          {isGreen ? (
            <Check className="size-3.5" aria-label="green" role="img" />
          ) : (
            <X className="size-3.5" aria-label="red" role="img" />
          )}
        </span>
        <span className="font-medium text-ink-2">{gate.name}</span>
        <span className="flex-1" />
        <span className="text-ink-3 tabular-nums">
          {gate.timedOut ? "timed out after " : isGreen ? "" : `code ${gate.exitCode ?? "–"} · `}
          {duration(gate.ms)}
        </span>
      </summary>
      <pre
        className={classNames(
          "text-selectable max-h-64 overflow-auto border-t border-line px-3 py-2 text-[11.5px] leading-4 whitespace-pre-wrap",
          isGreen ? "text-ink-3" : "text-ink-2",
        )}
      >
        {gate.tail === "" ? "No output." : gate.tail}
      </pre>
    </details>
  );
}
