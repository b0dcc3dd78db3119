import { describe, expect, it } from "vitest";
import { clipboardSequence, createCopyMode } from "./copy-mode.ts";

const lines = Array.from({ length: 100 }, (_, i) => (i % 10 === 0 ? `chapter ${i}` : `line ${i}`));
const copyMode = (of: readonly string[] = lines) =>
  createCopyMode({ lines: () => of, size: () => ({ cols: 60, rows: 11 }) });

/** The lines shown, and the one the cursor is on. */
function picture(mode: ReturnType<typeof createCopyMode>): { shown: readonly string[]; on: string | undefined } {
  // oxlint-disable-next-line no-control-regex -- the picture is made of escape sequences
  const rows = mode
    .draw()
    .split(/\u001b\[\d+;1H/)
    .slice(1, -1);
  // oxlint-disable-next-line no-control-regex -- the picture is made of escape sequences
  const plain = (row: string) => row.replaceAll(/\u001b\[\d*[mK]/g, "");
  return {
    shown: rows.map(plain),
    on: rows
      .filter((row) => row.includes("\u001b[7m"))
      .map(plain)
      .at(-1),
  };
}

describe("looking back", () => {
  it("begins at the end, and moves by lines, pages and to the ends", () => {
    const mode = copyMode();
    expect(picture(mode)).toMatchObject({ on: "line 99" });
    mode.type("kk");
    expect(picture(mode).on).toBe("line 97");
    mode.type("\u001b[5~");
    expect(picture(mode).on).toBe("line 87");
    mode.type("g");
    expect(picture(mode).shown[0]).toBe("chapter 0");
    mode.type("\u001b[A");
    expect(picture(mode).on).toBe("chapter 0");
    mode.type("G");
    expect(picture(mode).shown.at(-1)).toBe("line 99");
  });

  it("searches upwards first, goes on, and says when there is nothing", () => {
    const mode = copyMode();
    mode.type("/CHAPTER\r");
    expect(picture(mode).on).toBe("chapter 90");
    mode.type("n");
    expect(picture(mode).on).toBe("chapter 80");
    mode.type("N");
    expect(picture(mode).on).toBe("chapter 90");
    mode.type("/chapters\u007f 3\r");
    expect(picture(mode).on).toBe("chapter 30");
    mode.type("/nowhere\r");
    expect(mode.draw()).toContain('"nowhere" is not there');
    expect(picture(mode).on).toBe("chapter 30");
  });

  it("copies the lines that were selected, or the one it is on", () => {
    const mode = copyMode();
    expect(mode.type("y")).toEqual({ kind: "copied", text: "line 99" });
    const again = copyMode();
    expect(again.type(" kk\r")).toEqual({ kind: "copied", text: "line 97\nline 98\nline 99" });
  });

  it.each(["q", "\u001b", "\u0003"])("leaves on %j", (key) => {
    expect(copyMode().type(key)).toEqual({ kind: "left" });
  });

  it("goes back from a search on Escape, without leaving", () => {
    const mode = copyMode();
    expect(mode.type("/cha")).toBeUndefined();
    expect(mode.type("\u001b")).toBeUndefined();
    expect(picture(mode).on).toBe("line 99");
  });

  it("keeps to what there is", () => {
    const none = copyMode([]);
    expect(none.type("kjgG\u001b[5~\u001b[6~/x\rn")).toBeUndefined();
    expect(none.draw()).not.toContain("undefined");
  });
});

it("puts a text onto the clipboard of the user's own terminal", () => {
  expect(clipboardSequence("ä")).toBe("\u001b]52;c;w6Q=\u0007");
});
