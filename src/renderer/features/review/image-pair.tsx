import type { ReviewedFile } from "../../../shared/contract/review.ts";
import { sizeText } from "../../lib/amounts.ts";
import { type ReviewOf, useReviewContent } from "../../lib/server-state/review-queries.ts";

export type ImagePairProps = {
  readonly of: ReviewOf;
  readonly tip: string;
  readonly file: ReviewedFile;
  readonly commit: string | undefined;
};

/** An image as it was beside what it became. */
export function ImagePair({ of, tip, file, commit }: ImagePairProps) {
  const { path, from, sizeBefore, sizeAfter } = file;
  const sides = [
    { side: "before", title: "Before", path: from ?? path, bytes: sizeBefore },
    { side: "after", title: "After", path, bytes: sizeAfter },
  ] as const;
  return (
    <div className="flex min-h-0 flex-1 flex-wrap content-start gap-4 overflow-auto p-4">
      {sides.map(({ bytes, ...one }) =>
        bytes === undefined ? null : <Image key={one.side} of={of} tip={tip} commit={commit} bytes={bytes} {...one} />,
      )}
    </div>
  );
}

type ImageProps = Omit<ImagePairProps, "file"> & {
  readonly side: "before" | "after";
  readonly title: string;
  readonly path: string;
  readonly bytes: number;
};

function Image({ of, tip, commit, side, title, path, bytes }: ImageProps) {
  const part = commit === undefined ? {} : { commit };
  const { data } = useReviewContent(of, { ...part, tip, path, side, isWanted: true });
  return (
    <figure className="flex min-w-40 flex-1 basis-64 flex-col gap-2">
      <figcaption className="text-xs text-ink-3">
        {title}, {sizeText(bytes)}
      </figcaption>
      {data?.kind === "image" ? (
        <img
          src={`data:${data.type};base64,${data.data}`}
          alt={`${path}, ${title.toLowerCase()}`}
          className="max-h-[60vh] max-w-full self-start rounded-md border border-line bg-[repeating-conic-gradient(var(--bg-hover)_0_25%,transparent_0_50%)] bg-[length:16px_16px] object-contain"
        />
      ) : (
        <p className="text-sm text-ink-3">{data === undefined ? "" : "Too large to be shown here."}</p>
      )}
    </figure>
  );
}
