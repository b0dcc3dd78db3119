import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import { BICUBIC, createICNS, createICO } from "png2icons";

/** What Linux desktops and software centres ask for, in pixels. */
export const ICON_SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024] as const;

/** Draws the icon in all sizes and formats into `folder`: `icons/16x16.png` …, `icon.icns` (macOS), `icon.ico` (Windows). */
export async function drawIcons(svgFile: string, folder: string): Promise<void> {
  const svg = await readFile(svgFile);
  await mkdir(join(folder, "icons"), { recursive: true });
  let largest: Buffer = Buffer.alloc(0);
  for (const size of ICON_SIZES) {
    largest = await draw(svg, size);
    await writeFile(join(folder, "icons", `${size}x${size}.png`), largest);
  }
  const icns = createICNS(largest, BICUBIC, 0);
  // With PNG inside: Windows 10 and later read it, and it is a tenth of the size.
  const ico = createICO(largest, BICUBIC, 0, true);
  if (icns === null || ico === null) throw new Error(`No icon could be made of ${svgFile}.`);
  await writeFile(join(folder, "icon.icns"), icns);
  await writeFile(join(folder, "icon.ico"), ico);
}

async function draw(svg: Buffer, size: number): Promise<Buffer> {
  const canvas = createCanvas(size, size);
  canvas.getContext("2d").drawImage(await loadImage(svg), 0, 0, size, size);
  return canvas.toBuffer("image/png");
}
