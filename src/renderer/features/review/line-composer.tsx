import { useState } from "react";
import type { LineRange } from "../../lib/diff/diff-cursor.ts";
import { CommentComposer } from "../../lib/comment-composer.tsx";
import type { ReviewOf } from "../../lib/server-state/review-queries.ts";
import { useServices } from "../../lib/services.tsx";

export type LineComposerProps = {
  readonly of: ReviewOf;
  /** Absent for one on the whole. */
  readonly path?: string;
  readonly commit?: string | undefined;
  /** Absent for one on the whole file. */
  readonly range?: LineRange;
  /** It was kept, or given up. */
  onDone(): void;
};

const KEY = "drover.review.begun.";

/** Where a comment on lines, a file or the whole is written. What was begun is there again after the lines went out of sight. */
export function LineComposer({ of, path, commit, range, onDone }: LineComposerProps) {
  const { actions, storage } = useServices();
  const place = [of.of, path ?? "", range?.side ?? "", range?.from ?? "", range?.to ?? ""].join(":");
  const [wantsFocus, setWantsFocus] = useState(true);
  const lines =
    range === undefined
      ? ""
      : range.from === range.to
        ? ` on line ${range.from}`
        : ` on lines ${range.from} to ${range.to}`;
  return (
    <div className="p-3">
      <CommentComposer
        label={`Comment${lines === "" && path !== undefined ? ` on ${path}` : lines}`}
        initial={storage.get(KEY + place) ?? ""}
        deed="Keep as draft"
        wantsFocus={wantsFocus}
        onFocused={() => {
          setWantsFocus(false);
        }}
        onChange={(text) => {
          if (text === "") storage.remove(KEY + place);
          else storage.set(KEY + place, text);
        }}
        onSend={async (text) => {
          const done = await actions.attempt("keep the comment", "review.comment.add", {
            ...of,
            text,
            ...(commit === undefined ? {} : { commit }),
            ...(path === undefined ? {} : { path }),
            ...range,
          });
          if (done.ok) {
            storage.remove(KEY + place);
            onDone();
          }
          return done.ok;
        }}
        onCancel={onDone}
      />
    </div>
  );
}
