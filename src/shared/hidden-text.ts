/**
 * Characters that are not seen but change what is: controls, direction marks, overrides and isolates, what has no width, fillers and
 * tags. A title with them can turn round what stands beside it, show another file extension than it has, or hide. They stay in
 * what is kept, since that is somebody's text; wherever text of others is shown, to people or to agents, it goes through here.
 *
 * Joiners belong to the writing of many languages and to emoji, so they count where Latin letters, digits or nothing stands
 * beside them; likewise selectors of variants but after a Han character, and tags but in a flag.
 */
const HIDDEN = new RegExp(
  [
    String.raw`[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f]`,
    String.raw`[\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{1d173}-\u{1d17a}]`,
    String.raw`(?<![^\u0000-\u007f])[\u200c\u200d]|[\u200c\u200d](?![^\u0000-\u007f])`,
    String.raw`(?<!\p{Script=Han})[\u{e0100}-\u{e01ef}]`,
    // A flag with its tags is taken as one and stays: looking back from each tag would cost the square of their number.
    String.raw`(?<flag>\u{1f3f4}[\u{e0020}-\u{e007f}]+)|[\u{e0000}-\u{e007f}]`,
  ].join("|"),
  "gu",
);

// Latin letters, digits and what is typed with them, line breaks and tabs among it: what nearly every text is.
// oxlint-disable-next-line no-control-regex -- tabs and line breaks are what is let through
const PLAIN = /^[\t\n\r\x20-\x7e]*$/;

/** The text with `instead` of each; line breaks and tabs stay. */
export function replaceHidden(text: string, instead: (character: string) => string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(HIDDEN, (found: string, flag?: string) => flag ?? instead(found));
}

/** The text with a picture of each, so that it is seen for what it is; line breaks and tabs stay. */
export function showHidden(text: string): string {
  return replaceHidden(text, picture);
}

/** The Unicode picture of a C0 control, e.g. ␛; else the code in brackets. */
export function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return "\u2421";
  return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
}
