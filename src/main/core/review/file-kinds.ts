import type { ReviewedFile } from "../../../shared/contract/review.ts";
import type { FileChange } from "../platform/git/diff-files.ts";

/** What browsers and Electron draw by themselves. Not SVG: that is text, and is read as such. */
const IMAGES: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
  bmp: "image/bmp",
  ico: "image/x-icon",
};

/** The type of an image by its name; undefined for what is none. */
export function imageType(path: string): string | undefined {
  return IMAGES[path.slice(path.lastIndexOf(".") + 1).toLowerCase()];
}

/** Names that programs give to what they write and people commit. */
const GENERATED: readonly RegExp[] = [
  /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|deno\.lock)$/,
  /(^|\/)(Cargo\.lock|Gemfile\.lock|poetry\.lock|uv\.lock|Pipfile\.lock|composer\.lock|go\.sum|flake\.lock|mix\.lock|pubspec\.lock|Podfile\.lock)$/,
  /(^|\/)(dist|vendor|node_modules|__generated__|generated)\//,
  /\.(min\.(js|css)|map|snap|pb\.go|g\.dart|designer\.cs)$/,
  /(_pb2(_grpc)?\.py|\.pb\.(cc|h)|\.gen\.\w+|\.generated\.\w+)$/,
];

export function isGenerated(path: string): boolean {
  return GENERATED.some((pattern) => pattern.test(path));
}

export function viewFile({ path, from, status, before, after, added, removed }: FileChange): ReviewedFile {
  const mode = (after ?? before)?.mode ?? "";
  const isBinary = added === undefined;
  const kind =
    mode === "160000"
      ? "submodule"
      : mode === "120000"
        ? "link"
        : !isBinary
          ? "text"
          : imageType(path) === undefined
            ? "binary"
            : "image";
  const hasLines = !isBinary && kind !== "submodule";
  return {
    path,
    ...(from === undefined ? {} : { from }),
    status,
    ...(hasLines ? { added, removed: removed ?? 0 } : {}),
    ...(before?.size === undefined ? {} : { sizeBefore: before.size }),
    ...(after?.size === undefined ? {} : { sizeAfter: after.size }),
    ...(before !== undefined && after !== undefined && before.mode !== after.mode
      ? { modes: { before: before.mode, after: after.mode } }
      : {}),
    kind,
    object: (after ?? before)?.id ?? "",
    isGenerated: isGenerated(path),
  };
}
